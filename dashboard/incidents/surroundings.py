"""What the words round a place's name make of it: a label over what follows, a larger area, or no place of the event at all."""

from __future__ import annotations

import re

from dashboard.incidents.chains import lies_in
from dashboard.incidents.evidence import Evidence
from dashboard.model import Place, PlaceKind, PlaceMention, SentenceKind

# "the situation in the Middle East" tells where the situation is, not the attack
_ABSTRACT = re.compile(
    r"\b(?:situation|tensions?|stability|instability|peace|security|crisis|role|presence|interests?|policy|elections?|sanctions|power|regime|"
    r"government|embassy|ambassador|talks|negotiations|efforts?|influence|ties|relations|democracy|order|balance|conditions) "
    r"(?:in|of|over|across|on|to|with) (?:the |all of |much of )?$",
    re.IGNORECASE,
)
# "the owner said in Piraeus", "a group based in Norway", "the ministry in Kyiv": where somebody speaks or sits
_SPOKEN = re.compile(
    r"\b(?:(?:said|told|announced|(?<!\bwere )(?<!\bwas )(?<!\bbeen )(?<!\bare )(?<!\bis )reported|added|speaking|spoke|wrote|according|based|headquartered|ministry|registered|sentenced|trial)"
    r"(?: (?:to )?(?:reporters|journalists|parliament|afp|reuters|ap|a news conference|lawmakers))?(?: on \w+day)?(?: by telephone)?|according to (?:[\w'’-]+ ){1,6}|"
    r"(?:ministry|ministries|institute|university|think tank|spokes(?:man|woman|person)|officials|diplomats|court|observers|researchers))"
    r" (?:in|at|near) (?:the (?:\w+ ){0,2}(?:of )?)?$",
    re.IGNORECASE,
)
# "Ann Smith, 42, of Woodbridge", "a native of Homs", "who was born in Basra": where somebody comes from
_HOME = re.compile(
    r"(?:, (?:aged )?\d{1,3},? (?:of|from)|\b(?:natives?|citizens?|nationals?) (?:of|from)|\b(?:born|raised|grew up|lives?|lived) (?:and raised )?in|"
    r"\b(?:hails?|hailed|hailing|originally|comes?|came) from) (?:the )?(?:[a-z]+ ){0,3}$"
)
# "flown to a hospital in Tampere", "fled across the border into Chad", "on their way to Kano": where somebody goes afterwards
_BOUND = re.compile(
    r"\b(?:withdr[ae]w\w*|fled|flee\w*|retreat\w*|escap\w+|flown|airlifted|evacuated|transferred|rushed|return\w*|heading|headed|en route|"
    r"way|bound|travell?\w*|deport\w*|extradited|repatriated|moved|admitted|brought|treated) (?:[\w'’-]+ ){0,5}(?:to|towards?|into|for|in|with|at) "
    r"(?:the )?(?:[a-z]+ ){0,4}$"
)
# "Moi Avenue": the town's name belongs to a street or a building
_STREET = re.compile(
    r"^ (?:Avenue|Street|Road|Boulevard|Lane|Highway|Square|Park|Stadium|University|Hotel|Bridge|Club|Group|Brigade|Bank)\b"
)
# "attacks on U.S. forces": the country only says whose they are
_OWNER = re.compile(
    r"^(?:['’]s)?(?: and [\w'’-]+)? (?:(?:armed|ground|air|coalition|naval|special|security|diplomatic|government|military) )?"
    r"(?:forces|troops|soldiers|service ?members|personnel|bases|army|navy|air force|military|government|officials?|embassy|consulate|interests|targets|"
    r"police|citizens|nationals|ships?|shipping|aircraft|warplanes|jets|drones|coalition|vessels?|tankers?|diplomats?|contractors?|marines|strikes?|airstrikes?)\b"
)
_AREA_BEFORE = re.compile(
    r"\b(?:regions?|provinces?|states?|departments?|governorates?|oblasts?|counties|county|prefectures?|territory|countryside|valley) of (?:the )?$",
    re.IGNORECASE,
)
_AREA_AFTER = re.compile(
    r"^(?:['’]s)? (?:regions?|provinces?|states?|departments?|governorates?|oblasts?|county|counties|prefecture|valley|countryside)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[\s*•·–—-]*(?:\d+[.)]\s*)?(?:(?:\d{1,2} [A-Za-z]{3,9}|[A-Za-z]{3,9} \d{1,2}|\w+day|\d\d[:.]\d\d)(?: \d{4})?[,:]?\s+)?(?:(?:in|at|near|off|around|outside)\s+)?(?:the )?",
    re.IGNORECASE,
)
LABELLED = -1  # where the paragraphs that open with labels are kept among a document's settings
_LABEL_END = re.compile(r"\s?:|\s(?:-|–|—)\s")


def is_called_area(evidence: Evidence, mention: PlaceMention) -> bool:
    """Is the name called a region or the land round a town ("the region of Puno", "the Idlib countryside")?"""
    start = evidence.sentences[mention.sentence].span.start
    before = _AREA_BEFORE.search(evidence.text, max(start, mention.span.start - 30), mention.span.start)
    return before is not None or _AREA_AFTER.search(evidence.text[mention.span.end : mention.span.end + 16]) is not None


def is_label(evidence: Evidence, mention: PlaceMention) -> bool:
    """Does the name open its sentence as a label ("- Aitaroun: a drone …", "* Nikopol - a shell …")?

    A dash may also set off a dateline; it makes a label of the name in list items, and where other paragraphs open so.
    """
    end = _opens(evidence, mention)
    if not end:
        return False
    if end.endswith(":") or evidence.sentences[mention.sentence].kind is SentenceKind.ITEM:
        return True
    return bool(_labelled(evidence) - {evidence.sentences[mention.sentence].paragraph})


def _labelled(evidence: Evidence) -> frozenset[int]:
    """The paragraphs of running text that open with a name and a sign after it."""
    known = evidence.settings.get(LABELLED)
    if isinstance(known, frozenset):
        return known
    found = frozenset(
        evidence.sentences[m.sentence].paragraph
        for m in evidence.places
        if evidence.sentences[m.sentence].kind is SentenceKind.BODY and _opens(evidence, m)
    )
    evidence.settings[LABELLED] = found
    return found


def _opens(evidence: Evidence, mention: PlaceMention) -> str:
    """The sign after a name, or names from small to large ("Kombala, Bauchi:"), that opens its sentence; "" where it does not."""
    inner, outer = lies_in(evidence, mention) or mention, mention
    if inner is mention:
        names = evidence.places_of(mention.sentence)
        outer = next((m for m in names if m.span.start >= mention.span.end), mention)
        outer = outer if lies_in(evidence, outer) is mention else mention
    end = _LABEL_END.match(evidence.text, outer.span.end, outer.span.end + 3)
    if end is None:
        return ""
    first = inner.span.start if inner.displacement is None else inner.displacement.span.start
    start = evidence.sentences[mention.sentence].span.start
    return end.group() if first >= start and _LABEL.fullmatch(evidence.text, start, first) is not None else ""


def is_elsewhere(evidence: Evidence, mention: PlaceMention) -> bool:
    """Do the words before the name say that somebody speaks or sits there, comes from there, or that a state of things is?"""
    start = evidence.sentences[mention.sentence].span.start
    return any(
        pattern.search(evidence.text, max(start, mention.span.start - 90), mention.span.start) is not None
        for pattern in (_ABSTRACT, _SPOKEN, _HOME)
    )


def is_bound_for(evidence: Evidence, mention: PlaceMention) -> bool:
    """Do the words before the name say that somebody goes there, or was brought there afterwards?"""
    start = evidence.sentences[mention.sentence].span.start
    return _BOUND.search(evidence.text, max(start, mention.span.start - 90), mention.span.start) is not None


def is_owner(evidence: Evidence, mention: PlaceMention, place: Place) -> bool:
    """Does the name only say whose something is ("U.S. forces"), or is it part of a street's or building's name?"""
    after = evidence.text[mention.span.end : mention.span.end + 50]
    if place.kind is PlaceKind.COUNTRY:
        return _OWNER.match(after) is not None
    return place.kind not in {PlaceKind.SITE, PlaceKind.WATER} and _STREET.match(after) is not None
