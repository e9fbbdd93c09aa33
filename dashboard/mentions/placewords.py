"""What the words around a place name say of it: the kind asked for, nearness, distance and bearing, the role.

Roles follow from grammar: a capital or country that says, denies or announces something stands for its government
(actor), as where a person comes from stands for him ("Ann Lee, 42, of Hull"); a name before an agency in brackets or a
dash is a dateline; a name in a source's attribution is a source.
"""

from __future__ import annotations

import re
from functools import cache

from dashboard.model import Displacement, PlaceKind, PlaceRole, Span

BEFORE, AFTER = 110, 60  # characters looked at on either side

_K = PlaceKind
KIND_WORDS = {
    "province": _K.PROVINCE, "governorate": _K.PROVINCE, "state": _K.PROVINCE, "oblast": _K.PROVINCE,
    "prefecture": _K.PROVINCE, "canton": _K.PROVINCE, "emirate": _K.PROVINCE, "department": _K.PROVINCE,
    "district": _K.DISTRICT, "county": _K.DISTRICT, "parish": _K.DISTRICT, "subdistrict": _K.DISTRICT,
    "raion": _K.DISTRICT, "municipality": _K.DISTRICT, "township": _K.DISTRICT, "region": _K.REGION,
    "valley": _K.REGION, "desert": _K.REGION, "mountains": _K.REGION, "peninsula": _K.REGION, "heights": _K.REGION,
    "city": _K.TOWN, "town": _K.TOWN, "village": _K.TOWN, "suburb": _K.TOWN, "capital": _K.TOWN,
    "neighborhood": _K.TOWN, "neighbourhood": _K.TOWN, "river": _K.WATER, "lake": _K.WATER, "sea": _K.WATER,
    "strait": _K.WATER, "gulf": _K.WATER, "bay": _K.WATER, "canal": _K.WATER, "base": _K.SITE, "airbase": _K.SITE,
    "airport": _K.SITE, "airfield": _K.SITE, "camp": _K.SITE, "crossing": _K.SITE, "port": _K.SITE, "prison": _K.SITE,
    "garrison": _K.SITE, "dam": _K.SITE, "refinery": _K.SITE,
}  # fmt: skip
KM = {"km": 1.0, "kilometer": 1.0, "kilometre": 1.0, "mile": 1.609344, "mi": 1.609344, "nautical mile": 1.852, "nm": 1.852,
      "meter": 0.001, "metre": 0.001, "m": 0.001, "yard": 0.0009144, "nmi": 1.852}  # fmt: skip
BEARINGS = {"north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
            "west": 270.0, "northwest": 315.0, "n": 0.0, "ne": 45.0, "e": 90.0, "se": 135.0, "s": 180.0, "sw": 225.0,
            "w": 270.0, "nw": 315.0}  # fmt: skip
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
           "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
           "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "a hundred": 100, "a dozen": 12, "several": 5, "a few": 3}  # fmt: skip
_OF = r"(?:the\s+)?(?:(?:[a-z-]+\s+){0,2}(?:town|city|village|port|coast|capital|district|base|camp)\s+(?:of\s+)?)?"
_AGENCIES = r"(?:AP|AFP|Reuters|UPI|Xinhua|TASS|Anadolu|dpa|EFE|ANI|PTI|SANA|INA|NINA|CNN|BBC|Bloomberg|WAFA|RIA|Interfax|IRNA|KUNA|AA)"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    units = "|".join(sorted((u + "s?" if len(u) > 2 else u for u in KM), key=len, reverse=True)).replace(" ", r"\s+")
    words = "|".join(sorted(NUMBERS, key=len, reverse=True)).replace(" ", r"\s+")
    ways = r"north[- ]?east|north[- ]?west|south[- ]?east|south[- ]?west|north|south|east|west"
    sources = {
        "kind after": r"^(?:['’]s)?\s+(?:air\s+|military\s+|naval\s+|refugee\s+|border\s+|international\s+)?([a-z]+)\b",
        "kind before": r"\b([a-z]+)\s+(?:of\s+)(?:the\s+)?$",
        "kind apposed": r"\b([a-z]+)\s+$",
        "near": r"\b(?:near|nearby|close\s+to|around|outside(?:\s+of)?|in\s+the\s+(?:vicinity|area)\s+of|not\s+far\s+from|on\s+the\s+"
        rf"outskirts\s+of|outskirts\s+of|in\s+the\s+vicinity\s+of|just\s+off|on\s+the\s+edge\s+of)\s+{_OF}$",
        "far": rf"(?<![\w.,])(?:(?P<n>\d{{1,4}}(?:[.,]\d+)?)|(?P<w>{words}))(?:\s*[-‐‑–]\s*|\s+)?(?P<unit>{units})\b\.?\s*(?:\([^()]{{0,40}}\)\s*)?"
        rf"(?:(?:to\s+the\s+|due\s+|away\s+)?(?P<way>{ways}|[NS]?[EW]|[NS])(?:ern)?(?:\s+and\s+\w+)?\s+)?(?:of|from|off|outside|away\s+from|inland\s+from)\s+{_OF}$",
        "part": rf"\b(?:(?P<way>{ways})ern|(?:the\s+)(?P<side>{ways})\s+of)\s+(?:the\s+)?$",
        "dateline after": rf"^(?:,\s+[A-Z][\w. ]{{2,20}})?\s*(?:\((?:{_AGENCIES})\b[^)]{{0,20}}\)|,?\s*(?:[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}}\s*)?(?:--|[—–―]|\s-\s))",
        "speaks": r"^\s+(?:(?:has|had|have|also|later|again|repeatedly|officially|formally)\s+)*(?:said|says|denied|denies|warned|warns|"
        r"announced|announces|accused|accuses|condemned|condemns|insisted|insists|vowed|vows|pledged|pledges|threatened|threatens|"
        r"claimed|claims|rejected|rejects|blamed|blames|demanded|demands|called|calls|urged|urges|agreed|refused|maintains|believes|"
        r"wants|hopes|fears|responded|retaliated|summoned|recalled|withdrew|signed|backs|supports|backed|supported|ordered|imposed|"
        r"launched|fired|struck|attacked|invaded|sent|deployed|carried\s+out|will|would|must|should|is\s+seeking|is\s+trying)\b",
        "backed": r"^[-‐‑–](?:backed|led|aligned|allied|supported|linked|affiliated|sponsored|made|supplied|trained|brokered|mediated)\b",
        "backed by": r"\b(?:backed|supported|sponsored|armed|funded|trained|supplied|led)\s+by\s+(?:the\s+)?$",
        "government": r"^(?:['’]s)?\s+(?:government|army|military|forces|troops|officials?|president|prime\s+minister|foreign\s+ministry|"
        r"defen[cs]e\s+ministry|ministry|navy|air\s+force|authorities|parliament|cabinet|regime|leaders?|state\s+media|ambassador|"
        r"envoy|warplanes|jets|soldiers|police|ministers?|premier|ruler|king|supreme\s+leader)\b",
        "home": r"\b[A-Z][\w'’-]+,\s+(?:aged\s+)?\d{1,3},\s+(?:of|from|a\s+native\s+of)\s+(?:[\w'’-]+\s+){0,2}(?:[\w'’-]+,\s+)?$",
        "source": r"\b(?:told|according\s+to|reported\s+by|reporting\s+(?:from|in)|news\s+agency|correspondent\s+in|reporter\s+in)\s+(?:\w+\s+){0,4}$",
    }
    flags = 0 if name in {"dateline after", "kind after", "backed", "home"} else re.IGNORECASE
    return re.compile(sources[name], flags)


def around(text: str, span: Span, sentence: Span) -> tuple[str, str]:
    """The words before and after a name within its sentence."""
    return text[max(sentence.start, span.start - BEFORE) : span.start], text[
        span.end : min(sentence.end, span.end + AFTER)
    ]


def kind(before: str, after: str) -> PlaceKind | None:
    """The kind of place the words ask for: "Anbar province", "the town of Hit", "Lake Chad"."""
    if (match := _pattern("kind after").match(after.replace("County", "county"))) and (
        found := KIND_WORDS.get(match.group(1).lower())
    ):
        return None if match.group(1).lower() in {"capital", "department"} else found
    for name in ("kind before", "kind apposed"):
        if (match := _pattern(name).search(before)) and (found := KIND_WORDS.get(match.group(1).lower())):
            return found
    return None


def is_near(before: str) -> bool:
    """Whether the text says near, outside or around the place instead of at it."""
    return bool(_pattern("near").search(before))


def part(before: str) -> float | None:
    """The bearing of the part of a place that is meant: 0 for "northern" or "the north of", 225 for "southwestern"."""
    match = _pattern("part").search(before)
    return BEARINGS[re.sub(r"[- ]", "", (match["way"] or match["side"]).lower())] if match else None


def displacement(before: str, start: int) -> Displacement | None:
    """For "30 km north of": the distance and bearing that end right before the name at ``start``."""
    match = _pattern("far").search(before)
    if match is None:
        return None
    unit = re.sub(r"\s+", " ", match["unit"].lower())
    each = KM.get(unit) or KM.get(unit.removesuffix("s")) or 1.0
    written = match["n"]
    many = (
        float(re.sub(r",(?=\d{3}\b)", "", written).replace(",", "."))
        if written
        else float(NUMBERS[re.sub(r"\s+", " ", match["w"].lower())])
    )
    way_word = re.sub(r"[- ]", "", (match["way"] or "").lower())
    at = start - len(before)
    return Displacement(Span(at + match.start(), at + match.end()), many * each, BEARINGS.get(way_word))


def role(before: str, after: str, *, demonym: bool, opening: bool) -> PlaceRole:
    """What the place does in its sentence; ``opening`` tells that only white space stands before the name."""
    if opening and _pattern("dateline after").match(after):
        return PlaceRole.DATELINE
    if (
        demonym
        or _pattern("backed by").search(before)
        or _pattern("home").search(before)
        or _pattern("backed").match(after)
        or _pattern("government").match(after)
    ):
        return PlaceRole.ACTOR
    if _pattern("speaks").match(after) and not re.search(
        r"\b(?:in|near|at|from|of|outside|around|to)\s+(?:the\s+)?$", before
    ):
        return PlaceRole.ACTOR
    if _pattern("source").search(before):
        return PlaceRole.SOURCE
    return PlaceRole.CONTEXT
