"""Places, days, denials and genres as news from many regions tells them; every sentence is our own."""

from __future__ import annotations

import pytest

from dashboard.model import Factuality, PlaceKind
from tests.unit.telling import one, place, tell, where

K = PlaceKind
GOMA = place("Goma", K.TOWN, -1.68, 29.22, "CD")
RUBAYA = place("Rubaya", K.TOWN, -1.55, 28.87, "CD")
KINSHASA = place("Kinshasa", K.TOWN, -4.32, 15.31, "CD")
SEVARE = place("Sevare", K.TOWN, 14.53, -4.1, "ML")
BANDIAGARA = place("Bandiagara", K.TOWN, 14.35, -3.61, "ML")
NIGER = place("Niger", K.COUNTRY, 17.0, 8.5, "NE")
BURKINA = place("Burkina Faso", K.COUNTRY, 12.5, -1.67, "BF")
PIURA = place("Piura", K.TOWN, -5.19, -80.63, "PE")
TALARA = place("Talara", K.TOWN, -4.58, -81.27, "PE")
WAU = place("Wau", K.TOWN, 7.7, 28.0, "SS")
KUTUM = place("Kutum", K.TOWN, 14.2, 24.67, "SD")
PARIS = place("Paris", K.TOWN, 48.86, 2.35, "FR")


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        ("Fighters took Rubaya on Sunday, the mayor said on Monday in Kinshasa.", (RUBAYA, KINSHASA), ["Rubaya"]),
        ("Gunmen shot two nuns in Goma, a group based in Paris said.", (GOMA, PARIS), ["Goma"]),
        ("Police shot three students in Talara, in the region of Piura.", (TALARA, PIURA), ["Talara"]),
        ("- Wau: armed men said they had shelled the barracks.", (WAU,), ["Wau"]),
        ("18 March, Wau: armed men shelled the barracks.", (WAU,), ["Wau"]),
        ("Rebels attacked Sevare on Monday and Bandiagara on Tuesday.", (SEVARE, BANDIAGARA), ["Bandiagara", "Sevare"]),
    ],
)
def test_where_it_was(text, places, expected):
    """Not where somebody speaks or sits; the town in its region; what a label names; every town of a list."""
    assert sorted(where(r) for r in tell(text, *places, published="2024-03-20").reports) == expected


def test_days_stand_beside_their_places():
    """Two towns of one sentence have each its own day."""
    told = tell(
        "Rebels attacked Sevare on Monday and Bandiagara on Tuesday.", SEVARE, BANDIAGARA, published="2024-03-20"
    )
    days = {where(r): r.period and r.period.value.first.isoformat() for r in told.reports}
    assert days == {"Sevare": "2024-03-18", "Bandiagara": "2024-03-19"}


def test_the_border_between_two_countries():
    """One record at a point of the border, precision 5, in neither country."""
    report = one(
        tell("Insurgents killed seven soldiers near the border between Niger and Burkina Faso.", NIGER, BURKINA)
    )
    assert report.place is not None
    at = report.place.value
    assert (at.where_prec, at.place.country) == (5, None)
    assert BURKINA.longitude < at.longitude < NIGER.longitude


def test_two_towns_share_a_total():
    """Of a total over two towns each has at least one."""
    told = tell("Bombs killed twelve people in Sevare and in Bandiagara.", SEVARE, BANDIAGARA)
    assert [(r.killed and (r.killed.value.low, r.killed.value.high)) for r in told.reports] == [(1, None), (1, None)]


def test_a_period_dates_the_items_under_it():
    """A short opening line gives its days to list items without one."""
    told = tell(
        "Weekly report, Darfur, 6 to 12 May\n- Kutum: armed men on camels looted the market.",
        KUTUM,
        published="2024-05-14",
    )
    report = one(told)
    assert report.period is not None
    assert (report.period.value.first.isoformat(), report.period.value.last.isoformat()) == ("2024-05-06", "2024-05-12")


@pytest.mark.parametrize(
    "after",
    [
        "The army denied that the camp had been hit.",
        "The army said that it had nothing to do with it.",
        "The army said it did not.",
        "The army rejected the accusation.",
    ],
)
def test_denied_in_the_next_sentence(after):
    """A sentence that disowns the event just told makes it denied, by whom it names."""
    report = one(tell(f"Residents said that army guns had shelled a camp near Goma. {after}", GOMA))
    assert report.factuality is Factuality.DENIED
    assert [d.value for d in report.denied_by] == ["army"]


@pytest.mark.parametrize(
    "text",
    [
        "Anyone who attacks a polling station in Goma will be arrested, the governor warned.",
        "A march in Goma was banned.",
        "A march that a party has called for Friday in Goma has not been authorised.",
        "It is the biggest deal that the army has ever struck with a firm in Goma.",
        "The grandmaster from Goma launched a furious attack on the king's side and sacrificed a bishop.",
        "Six people were killed when an overloaded ferry capsized off Goma.",
        "Four climbers were killed by an avalanche near Goma.",
        "Prices have doubled since the war in Goma began.",
        "The coach skidded near Goma, overturned and rolled into a ravine. Ten passengers died. Survivors smashed windows to get out.",
        "The navy of Goma will buy three attack submarines.",
        "A court in Goma sentenced him for three counts of murder.",
    ],
)
def test_nothing_happened(text):
    """Rules, bans, deals, games, accidents, wars that only date and charges in court are no incident."""
    assert [(r.sub_event_type.value, where(r)) for r in tell(text, GOMA, published="2024-03-20").reports] == []


def test_an_arrest_ends_the_event_before_it():
    """ "Four men have been detained" after an attack is its end, no event of its own."""
    report = one(
        tell(
            "A mob beat a trader to death in Goma on Friday. Four men have been detained.", GOMA, published="2024-03-20"
        )
    )
    assert where(report) == "Goma"


def test_who_dies_does_nothing():
    """The one who dies is never the actor."""
    report = one(tell("A shell hit a school in Goma. Three soldiers died.", GOMA))
    assert [a.value.said for a in report.actors] == []
