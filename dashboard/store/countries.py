"""What other data sets call a country: its name, number and region, by ISO 3166-1 alpha-2 code.

Names are those of the gazetteer's table of countries (GeoNames). Regions are ACLED's, which follow the United Nations' M49
but for the Middle East, the Caucasus and Central Asia; UCDP's five are made of them.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import Final

from dashboard import paths

# ISO 3166-1 numeric codes (Kosovo has none)
_NUMBERS: Final = """
AD020 AE784 AF004 AG028 AI660 AL008 AM051 AN530 AO024 AQ010 AR032 AS016 AT040 AU036 AW533 AX248 AZ031 BA070
BB052 BD050 BE056 BF854 BG100 BH048 BI108 BJ204 BL652 BM060 BN096 BO068 BQ535 BR076 BS044 BT064 BV074 BW072
BY112 BZ084 CA124 CC166 CD180 CF140 CG178 CH756 CI384 CK184 CL152 CM120 CN156 CO170 CR188 CS891 CU192 CV132
CW531 CX162 CY196 CZ203 DE276 DJ262 DK208 DM212 DO214 DZ012 EC218 EE233 EG818 EH732 ER232 ES724 ET231 FI246
FJ242 FK238 FM583 FO234 FR250 GA266 GB826 GD308 GE268 GF254 GG831 GH288 GI292 GL304 GM270 GN324 GP312 GQ226
GR300 GS239 GT320 GU316 GW624 GY328 HK344 HM334 HN340 HR191 HT332 HU348 ID360 IE372 IL376 IM833 IN356 IO086
IQ368 IR364 IS352 IT380 JE832 JM388 JO400 JP392 KE404 KG417 KH116 KI296 KM174 KN659 KP408 KR410 KW414 KY136
KZ398 LA418 LB422 LC662 LI438 LK144 LR430 LS426 LT440 LU442 LV428 LY434 MA504 MC492 MD498 ME499 MF663 MG450
MH584 MK807 ML466 MM104 MN496 MO446 MP580 MQ474 MR478 MS500 MT470 MU480 MV462 MW454 MX484 MY458 MZ508 NA516
NC540 NE562 NF574 NG566 NI558 NL528 NO578 NP524 NR520 NU570 NZ554 OM512 PA591 PE604 PF258 PG598 PH608 PK586
PL616 PM666 PN612 PR630 PS275 PT620 PW585 PY600 QA634 RE638 RO642 RS688 RU643 RW646 SA682 SB090 SC690 SD729
SE752 SG702 SH654 SI705 SJ744 SK703 SL694 SM674 SN686 SO706 SR740 SS728 ST678 SV222 SX534 SY760 SZ748 TC796
TD148 TF260 TG768 TH764 TJ762 TK772 TL626 TM795 TN788 TO776 TR792 TT780 TV798 TW158 TZ834 UA804 UG800 UM581
US840 UY858 UZ860 VA336 VC670 VE862 VG092 VI850 VN704 VU548 WF876 WS882 YE887 YT175 ZA710 ZM894 ZW716
"""

_REGIONS: Final = {
    "Northern Africa": "DZ EG EH LY MA SD TN",
    "Western Africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "Middle Africa": "AO CD CF CG CM GA GQ ST TD",
    "Eastern Africa": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TZ UG YT ZM",
    "Southern Africa": "BW LS NA SZ ZA ZW",
    "Middle East": "AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "South Asia": "AF BD BT IN LK MV NP PK",
    "Southeast Asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "East Asia": "CN HK JP KP KR MN MO TW",
    "Caucasus and Central Asia": "AM AZ GE KG KZ TJ TM UZ",
    "Europe": "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK",
    "North America": "CA GL PM US",
    "Central America": "BZ CR GT HN MX NI PA SV",
    "Caribbean": "AG AI AN AW BB BL BM BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "South America": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
    "Oceania": "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
    "Antarctica": "AQ BV GS HM TF",
}
_UCDP_REGIONS: Final = {
    "Northern Africa": "Africa",
    "Western Africa": "Africa",
    "Middle Africa": "Africa",
    "Eastern Africa": "Africa",
    "Southern Africa": "Africa",
    "Middle East": "Middle East",
    "South Asia": "Asia",
    "Southeast Asia": "Asia",
    "East Asia": "Asia",
    "Caucasus and Central Asia": "Asia",
    "Europe": "Europe",
    "North America": "Americas",
    "Central America": "Americas",
    "Caribbean": "Americas",
    "South America": "Americas",
    "Oceania": "Asia",
}
_CAUCASUS: Final = frozenset({"AM", "AZ", "GE"})  # Europe to UCDP
_EGYPT: Final = "EG"  # of the Middle East to UCDP


def name_of(code: str | None) -> str | None:
    """The usual English name; the code itself if it is none we know."""
    return None if code is None else _names().get(code, code)


def number_of(code: str | None) -> int | None:
    """The ISO 3166-1 numeric code, if it has one."""
    return None if code is None else _numbers().get(code)


def acled_region(code: str | None) -> str | None:
    """The region as ACLED names it."""
    return None if code is None else _by_code().get(code)


def ucdp_region(code: str | None) -> str | None:
    """The region as UCDP names it."""
    if code in _CAUCASUS:
        return "Europe"
    if code == _EGYPT:
        return "Middle East"
    return _UCDP_REGIONS.get(acled_region(code) or "")


@cache
def _names() -> dict[str, str]:
    with (paths.data() / "gazetteer" / "countries.tsv").open(encoding="utf-8", newline="") as lines:
        return {
            row["iso"]: row["name"].removeprefix("The ")
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


@cache
def _numbers() -> dict[str, int]:
    return {pair[:2]: int(pair[2:]) for pair in _NUMBERS.split() if int(pair[2:])}


@cache
def _by_code() -> dict[str, str]:
    return {code: region for region, codes in _REGIONS.items() for code in codes.split()}
