"""What the words round a place's name make of it: a label over what follows, a larger area, or no place of the event at all."""

from __future__ import annotations

import re

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
    r"\b(?:(?:said|told|announced|reported|added|speaking|spoke|wrote|according|based|headquartered|ministry|registered|sentenced|trial)"
    r"(?: (?:to )?(?:reporters|journalists|parliament|afp|reuters|ap|a news conference|lawmakers))?(?: on \w+day)?(?: by telephone)?|according to (?:[\w'’-]+ ){1,6}|"
    r"(?:ministry|ministries|institute|university|think tank|spokes(?:man|woman|person)|officials|diplomats|court|observers|researchers))"
    r" (?:in|at|near) (?:the (?:\w+ ){0,2}(?:of )?)?$",
    re.IGNORECASE,
)
# "Moi Avenue": the town's name belongs to a street or a building
_STREET = re.compile(
    r"^ (?:Avenue|Street|Road|Boulevard|Lane|Highway|Square|Park|Stadium|University|Hotel|Bridge|Club|Group|Brigade|Bank)\b"
)
# "attacks on U.S. forces": the country only says whose they are
_OWNER = re.compile(
    r"^(?:['’]s)? (?:(?:armed|ground|air|coalition|naval|special|security|diplomatic|government|military) )?"
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
_LABEL_END = re.compile(r"\s?:|\s(?:-|–|—)\s")


def is_called_area(evidence: Evidence, mention: PlaceMention) -> bool:
    """Is the name called a region or the land round a town ("the region of Puno", "the Idlib countryside")?"""
    start = evidence.sentences[mention.sentence].span.start
    before = _AREA_BEFORE.search(evidence.text, max(start, mention.span.start - 30), mention.span.start)
    return before is not None or _AREA_AFTER.search(evidence.text[mention.span.end : mention.span.end + 16]) is not None


def is_label(evidence: Evidence, mention: PlaceMention) -> bool:
    """Does the name open its sentence as a label ("- Aitaroun: a drone …", "* Nikopol - a shell …")?"""
    sentence = evidence.sentences[mention.sentence]
    end = _LABEL_END.match(evidence.text, mention.span.end, mention.span.end + 3)
    if end is None or _LABEL.fullmatch(evidence.text, sentence.span.start, mention.span.start) is None:
        return False
    return sentence.kind is SentenceKind.ITEM or end.group().endswith(":")


def is_elsewhere(evidence: Evidence, mention: PlaceMention, place: Place) -> bool:
    """Do the words round the name say that it is no place of the event: a seat, a speaker's place, a street's name?"""
    start = evidence.sentences[mention.sentence].span.start
    if place.kind not in {PlaceKind.SITE, PlaceKind.WATER} and _STREET.match(
        evidence.text[mention.span.end : mention.span.end + 14]
    ):
        return True
    if place.kind is PlaceKind.COUNTRY and _OWNER.match(evidence.text[mention.span.end : mention.span.end + 40]):
        return True
    return any(
        pattern.search(evidence.text, max(start, mention.span.start - 90), mention.span.start) is not None
        for pattern in (_ABSTRACT, _SPOKEN)
    )
