"""Names that mean more land than their point: a district known only by its seat, and how wide each kind of area is at least."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.incidents.chains import lies_in
from dashboard.incidents.evidence import Evidence
from dashboard.incidents.sphere import distance
from dashboard.model import Place, PlaceKind, PlaceMention

# Least radius in km by where_prec, near the lower quartile of the divisions whose area the shipped table knows (divisions.tsv.gz:
# second level 13, 25 and 38 km at the quartiles, first level 32, 66 and 130). Two thirds of the second level have no known
# area and stand there with 5 km, which draws a district as small as its seat.
LEAST_KM = {3: 15.0, 4: 30.0}
SEVERAL = 60  # characters after a name in which "districts" may follow the last of several names
CITY, CITY_KM = 300_000, 20.0  # people of a town, and distance, within which a "district" is rather one of its quarters
_UNIT = (
    r"(?:district|territory|county|sub-?county|municipality|commune|prefecture|department|canton|woreda|payam|raion|"
    r"local government(?: area)?|lga|sub-?district|cercle|locality|governorate|health zone)"
)
_AFTER = re.compile(rf"\s{_UNIT}\b(?! (?:town|capital|headquarters|office|council|court|head|of)\b)", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?:(?:,| and|, and) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?){1,3} "
    r"(?:districts|territories|counties|municipalities|communes|prefectures|departments|woredas|local government areas|lgas|cercles|localities)\b"
)
_BEFORE = re.compile(
    rf"\b{_UNIT} of (?:the )?$|\b(?:districts|territories|counties|municipalities|communes|prefectures|departments|woredas|localities) of "
    r"(?:[A-Z][\w'’-]+(?:, | and |, and ))*$"
)


def meant(evidence: Evidence, mention: PlaceMention, place: Place) -> Place:
    """The place that the words mean: the district round a town that the gazetteer knows alone ("Rutshuru territory").

    The point stays the town's, which mostly is the seat; a quarter of a city stays what it is.
    """
    if place.kind is not PlaceKind.TOWN or not _is_called_unit(evidence, mention):
        return place
    if _is_quarter(evidence, mention, place):
        return place
    return replace(place, kind=PlaceKind.DISTRICT, radius_km=max(place.radius_km, LEAST_KM[3]))


def _is_called_unit(evidence: Evidence, mention: PlaceMention) -> bool:
    start, end = evidence.sentences[mention.sentence].span.start, mention.span.end
    if mention.kind is PlaceKind.DISTRICT or _AFTER.match(evidence.text, end, end + 30) is not None:
        return True
    if _SEVERAL.match(evidence.text, end, end + SEVERAL) is not None or _ends_several(evidence, mention):
        return True
    return _BEFORE.search(evidence.text, max(start, mention.span.start - SEVERAL), mention.span.start) is not None


def _ends_several(evidence: Evidence, mention: PlaceMention) -> bool:
    """Is the name the last of "the Silame and |Tangaza districts"?"""
    end = mention.span.end
    return (
        re.match(r" (?:districts|territories|counties|local government areas|woredas)\b", evidence.text[end : end + 26])
        is not None
    )


def _is_quarter(evidence: Evidence, mention: PlaceMention, place: Place) -> bool:
    """Does the district lie in a city that the text names ("the Karrada district of Baghdad", "Aleppo's Zahraa district")?"""
    if evidence.text[max(0, mention.span.start - 3) : mention.span.start].rstrip().endswith(("'s", "’s")):
        return True
    for other, around in evidence.places_in(evidence.sentences[mention.sentence].span):
        city = around.kind is PlaceKind.TOWN or (around.kind is PlaceKind.PROVINCE and around.population >= CITY)
        if city and around.id != place.id:
            if other.span.start >= mention.span.end and lies_in(evidence, other) is mention:
                return True
            if around.population >= CITY and distance(around, place) <= CITY_KM:
                return True
    return False


def at_least(radius_km: float, where_prec: int) -> float:
    """A radius no smaller than an area of that precision has."""
    return max(radius_km, LEAST_KM.get(where_prec, 0.0))
