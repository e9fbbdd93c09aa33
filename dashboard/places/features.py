"""GeoNames' feature codes -> our kinds of place, with the radius and the prominence that such a place has.

Codes and their meaning: https://download.geonames.org/export/dump/featureCodes_en.txt. A code that is not in the table
makes no place: wells, houses, farms, schools, hotels, hills and roads have the names of towns and of people, and news does
not place events by them. Radii are half the usual extent of such features, estimated; prominence is the log2 of the
inhabitants that would make a town as well known (``Entry.prominence``), None where inhabitants or radius tell it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from dashboard.model import PlaceKind
from dashboard.places.sources import TOWN_RADIUS


class Feature(NamedTuple):
    """What a code means to us; ``radius_km`` 0 = grows with the inhabitants."""

    kind: PlaceKind
    radius_km: float
    prominence: float | None = None


_K = PlaceKind
# (codes, kind, radius in km, prominence)
_ROWS: tuple[tuple[str, PlaceKind, float, float | None], ...] = (
    # A: administrative. Countries (PCL*) stay as countries.tsv has them; historical divisions (ADM1H ...) make none.
    ("ADM1", _K.PROVINCE, 100, None),  # first-order division
    ("TERR", _K.PROVINCE, 50, None),  # territory
    ("ADM2", _K.DISTRICT, 30, None),
    ("ADM3 ADMD", _K.DISTRICT, 15, None),
    ("ADM4 PRSH", _K.DISTRICT, 8, None),
    ("ADM5", _K.DISTRICT, 5, None),
    ("ZN ZNB", _K.REGION, 20, 10.0),  # zone, buffer zone
    # P: populated places. A section of one (PPLX) is a site: where it is named, the exact place is known.
    ("PPL PPLA PPLA2 PPLA3 PPLA4 PPLA5 PPLC PPLF PPLG PPLL PPLR PPLS STLMT", _K.TOWN, 0, None),
    ("PPLQ PPLW", _K.TOWN, 2, 0.0),  # abandoned, destroyed
    ("PPLX", _K.SITE, 2, None),
    # S: buildings and works
    ("AIRB AIRF AIRP AIRH AIRQ", _K.SITE, 3, 6.0),  # airbase, airfield, airport, heliport, abandoned airfield
    ("INSM", _K.SITE, 3, 6.0),  # military installation
    ("FT CSTL PAL", _K.SITE, 1, 4.0),  # fort, castle, palace
    ("CMP CMPRF CMPL CMPMN", _K.SITE, 2, 6.0),  # camp, refugee, labour, mining camp
    ("PSTB PSTC PSTP", _K.SITE, 2, 6.0),  # border, customs, patrol post
    ("DAM PS PSH PSN OILR OILT GOSP", _K.SITE, 2, 5.0),  # dam, power stations, refinery, tank farm, gas-oil plant
    ("HSP PRN UNIV STDM DIP GOVL ADMF", _K.SITE, 1, 4.0),  # hospital, prison, university, stadium, embassy, offices
    (
        "MSQE MSTY SHRN MUS MKT RSTN BDG TMPL",
        _K.SITE,
        1,
        3.0,
    ),  # mosque, monastery, shrine, museum, market, station, bridge
    ("MN MNAU MNCU MNFE MNC", _K.SITE, 3, 4.0),  # mines
    ("ANS RUIN HSTS", _K.SITE, 2, 3.0),  # ancient site, ruins, historical site
    # L: areas
    ("RGN RGNE RGNL TRB AREA", _K.REGION, 40, 9.0),  # region, economic, lake region, tribal area, area
    ("CST", _K.REGION, 50, 9.0),  # coast
    ("MILB NVB", _K.SITE, 4, 6.0),  # military, naval base
    ("OILF GASF INDS MNA PRT DEVH", _K.SITE, 4, 5.0),  # oil field, gas field, industrial area, port, housing
    ("LCTY", _K.SITE, 3, 0.0),  # locality of no special kind
    ("RESV RESN RESW PRK", _K.REGION, 20, 7.0),  # reservation, nature reserve, park
    # H: water
    ("SEA OCN GULF", _K.WATER, 250, None),
    ("STRT CHN BAY BAYS SD", _K.WATER, 25, 8.0),  # strait, channel, bay, sound
    ("STM STMI STMS STMC WAD WADS CNL", _K.WATER, 15, 6.0),  # stream or river, wadi, canal
    ("LK LKS LKI LKN RSV LGN MRSH SWMP HBR", _K.WATER, 8, 6.0),  # lake, reservoir, lagoon, marsh, harbour
    # T: land
    ("ISL", _K.REGION, 10, 7.0),
    ("ISLS PEN PLN PLAT DPR UPLD", _K.REGION, 30, 8.0),  # islands, peninsula, plain, plateau, upland
    ("DSRT", _K.REGION, 80, 9.0),
    ("MTS", _K.REGION, 30, 8.0),
    ("MT PK VLC PASS", _K.SITE, 5, 4.0),
    ("VAL GRGE CNYN CAPE", _K.REGION, 10, 6.0),
    # V: vegetation
    ("FRST", _K.REGION, 15, 6.0),
)
TABLE = {code: Feature(kind, radius, known) for codes, kind, radius, known in _ROWS for code in codes.split()}


def of(code: str, population: int) -> Feature | None:
    """What a code makes, with its radius; None if no place is made of it."""
    feature = TABLE.get(code)
    if feature is None or feature.radius_km:
        return feature
    each, least, most = TOWN_RADIUS
    return feature._replace(radius_km=min(most, max(least, each * math.sqrt(population))))
