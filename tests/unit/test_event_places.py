"""Where an event was: the vote over forms of the language, stretches between two places, names that no list knows."""

from __future__ import annotations

import json
import time

import pytest

from dashboard import paths
from dashboard.errors import LexiconError
from dashboard.incidents import areas, passage, sitevotes
from dashboard.incidents.assembling import Assembled, assemble
from dashboard.mentions import counts, sentences, times, triggers
from dashboard.model import (
    Candidate,
    Displacement,
    Mentions,
    Place,
    PlaceKind,
    PlaceMention,
    PlaceRole,
    Resolution,
    Span,
    SubEventType,
)
from tests.unit.telling import document, events, one, place, tell, where

K = PlaceKind
KAYA = place("Kaya", K.TOWN, 13.09, -1.08, "BF")
DORI = place("Dori", K.TOWN, 14.03, -0.03, "BF")
SEGOU = place("Segou", K.TOWN, 13.43, -6.26, "ML")
GAO = place("Gao", K.TOWN, 16.27, -0.04, "ML")
MALI = place("Mali", K.COUNTRY, 17.0, -4.0, "ML")
CHAD = place("Chad", K.COUNTRY, 15.0, 19.0, "TD")
ABECHE = place("Abeche", K.TOWN, 13.83, 20.83, "TD")


def told_with(text: str, known: tuple[Place, ...], unknown: tuple[str, ...]) -> Assembled:
    """The assembled text, where the names ``unknown`` are found as places that nothing resolves."""
    page = document(text)
    split = sentences.split(page)
    found = []
    for name, chosen in [*((p.name, p) for p in known), *((name, None) for name in unknown)]:
        at = text.index(name)
        index = next(s.index for s in split if s.span.start <= at < s.span.end)
        mention = PlaceMention(Span(at, at + len(name)), index, name)
        candidates = () if chosen is None else (Candidate(chosen, 1.0),)
        found.append(Resolution(mention, chosen, 1.0, candidates))
    found.sort(key=lambda r: r.mention.span)
    mentions = Mentions(
        split,
        tuple(r.mention for r in found),
        (),
        times.find_times(page, split),
        counts.find_counts(page, split),
        triggers.find_triggers(page, split, events()),
    )
    return assemble(page, mentions, found)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen ambushed a convoy between Kaya and Dori.",
        "Gunmen ambushed a convoy on the road between Kaya and Dori.",
        "Gunmen ambushed a convoy on the road from Kaya to Dori.",
        "Gunmen ambushed a convoy on the Kaya-Dori road.",
        "Gunmen ambushed a convoy on the Kaya–Dori highway on Monday.",
        "Gunmen ambushed a convoy along the highway linking Kaya with Dori.",
        "Gunmen ambushed a convoy on a road that connects Kaya and Dori.",
    ],
)
def test_a_stretch_has_its_middle_and_is_wide(text):
    """Between two towns is one place: half-way, where_prec 5, as wide as half the way, citing both names."""
    found = one(tell(text, KAYA, DORI)).place
    assert found is not None
    assert found.value.where_prec == 5
    assert found.value.latitude == pytest.approx((13.09 + 14.03) / 2)
    assert found.value.radius_km == pytest.approx(77, abs=5)
    assert found.value.place.country == "BF"
    assert found.value.text.startswith("Kaya")
    assert found.value.text.endswith("Dori")


def test_ends_on_two_continents_are_no_stretch():
    """A road whose ends lie farther apart than roads are named for has a wrong end: no point half-way is made up."""
    far = place("Dori", K.TOWN, -14.0, 47.0, "MG")
    found = tell("Gunmen ambushed a convoy on the road between Kaya and Dori.", KAYA, far)
    assert all("–" not in (where(report) or "") for report in found.reports)


def test_a_distance_on_a_road_is_the_place():
    """Of a road and a distance from one of its ends, the distance says where."""
    text = "A bomb hit an army lorry on the Kaya–Dori road, 15 kilometres south of Dori."
    first, last = text.index("Dori"), text.rindex("Dori")
    moved = Displacement(Span(text.index("15"), last - 1), 15.0, 180.0)
    page = document(text)
    split = sentences.split(page)
    found = [
        Resolution(m, p, 1.0, (Candidate(p, 1.0),))
        for m, p in (
            (PlaceMention(Span(first - 5, first - 1), 0, "Kaya"), KAYA),
            (PlaceMention(Span(first, first + 4), 0, "Dori"), DORI),
            (PlaceMention(Span(last, last + 4), 0, "Dori", displacement=moved), DORI),
        )
    ]
    mentions = Mentions(
        split, tuple(r.mention for r in found), (), (), (), triggers.find_triggers(page, split, events())
    )
    chosen = one(assemble(page, mentions, found)).place
    assert chosen is not None
    assert chosen.value.where_prec == 2


@pytest.mark.parametrize(
    "text",
    ["Gunmen killed nine farmers in Kaya district.", "Gunmen killed nine farmers in the territory of Kaya."],
)
def test_a_seat_called_a_district_is_the_district(text):
    """The words make a district of the town that alone is known; its circle is that of a district."""
    found = one(tell(text, KAYA)).place
    assert found is not None
    assert found.value.where_prec == 3
    assert found.value.radius_km == pytest.approx(areas.LEAST_KM[3])
    assert found.value.latitude == KAYA.latitude


def test_several_districts_in_one_phrase():
    """ "In the A and B districts" means two districts."""
    reports = tell("Soldiers killed nine fighters in the Kaya and Dori districts.", KAYA, DORI).reports
    assert {(where(r), r.place.value.where_prec) for r in reports if r.place} == {("Kaya", 3), ("Dori", 3)}


def test_a_quarter_of_a_city_stays_exact():
    """A district in a town that the sentence names is a quarter of it."""
    quarter = place("Zogona", K.TOWN, 13.1, -1.07, "BF")
    found = tell("A bomb exploded in the Zogona district of Kaya on Monday.", quarter, KAYA).reports
    assert [r.place.value.where_prec for r in found if r.place] == [1]


def test_places_listed_with_what_holds_them():
    """ "A in X and B in Y" are two places, "A and B in X and Y" two as well: X and Y only say where the others lie."""
    north = place("Sahel", K.PROVINCE, 14.2, 0.0, "BF")
    centre = place("Sanmatenga", K.PROVINCE, 13.2, -1.1, "BF")
    for text in (
        "Rebels captured the towns of Kaya in Sanmatenga province and Dori in Sahel province.",
        "Rebels captured Kaya and Dori in Sanmatenga and Sahel.",
    ):
        assert sorted(str(where(r)) for r in tell(text, KAYA, DORI, north, centre).reports) == ["Dori", "Kaya"]


def test_listed_neighbours_stay_apart():
    """Two towns of one list make two records, however near they lie."""
    near = place("Louda", K.TOWN, 13.12, -1.09, "BF")
    found = tell("Clashes between the army and rebels were reported in Kaya and Louda.", KAYA, near).reports
    assert sorted(str(where(r)) for r in found) == ["Kaya", "Louda"]


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers clashed with rebels near Kaya on Monday; the rebels then seized the town.",
        "Soldiers clashed with rebels near Kaya on Monday, and the rebels later captured the town.",
    ],
)
def test_a_fight_and_a_capture_by_others(text):
    """The next clause tells a capture with a subject of its own: two events, the second in the town itself, neither recalled."""
    reports = {r.sub_event_type.value: r for r in tell(text, KAYA).reports}
    assert set(reports) == {SubEventType.ARMED_CLASH, SubEventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY}
    precision = {kind: r.place.value.where_prec for kind, r in reports.items() if r.place}
    assert precision == {SubEventType.ARMED_CLASH: 2, SubEventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY: 1}
    assert not any(r.background for r in reports.values())


def test_a_fight_that_takes_the_town_is_one_event():
    """The same hand in one clause: the capture tells the fight too."""
    found = one(tell("Rebels attacked Kaya on Monday and seized the town.", KAYA))
    assert found.sub_event_type.value is SubEventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY


def test_names_from_small_to_large_as_a_label():
    """Both names before the colon label the line; the small one, which no list knows, is the one place."""
    centre = place("Sanmatenga", K.PROVINCE, 13.2, -1.1, "BF")
    told = told_with("- Louda, Sanmatenga: gunmen attacked a market, killing six.", (centre,), ("Louda",))
    assert [where(r) for r in told.reports] == ["Louda"]


def test_a_place_where_somebody_speaks_is_not_inherited():
    """An event without a place takes one that the sentence before names as a place, not as somebody's seat."""
    spoken = "The ministry in Segou gave details on Monday. Gunmen killed nine soldiers on Sunday."
    assert [where(r) for r in tell(spoken, SEGOU).reports] == [None]
    there = "A convoy was passing at Segou on Sunday. Gunmen killed nine soldiers."
    assert [where(r) for r in tell(there, SEGOU).reports] == ["Segou"]


def test_two_countries_at_odds_are_no_stretch():
    """What is fought between two countries does not lie half-way between their middles."""
    found = tell("Soldiers clashed at Segou in the war between Mali and Chad.", SEGOU, MALI, CHAD)
    assert {where(report) for report in found.reports} <= {"Segou", None}
    assert "Segou" in {where(report) for report in found.reports}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed four traders in Gao and the wounded were flown to a hospital in Segou.", "Gao"),
        ("Rebels attacked a patrol near Gao and fled towards Segou.", "Gao"),
        ("Sergeant Ali Toure, 31, of Segou, was killed by a roadside bomb near Gao.", "Gao"),
        ("Rebels attacked what Segou described as a rear camp near Gao.", "Gao"),
    ],
)
def test_homes_refuges_and_speakers_are_not_where_it_was(text, expected):
    """A man's home town, the way out, the hospital and the capital that speaks are no event places."""
    assert {where(r) for r in tell(text, GAO, SEGOU).reports} == {expected}


def test_paragraphs_that_open_alike_are_labelled():
    """One name and a dash is a dateline; several paragraphs that open so are a list of places."""
    text = "Gao — Four traders were killed by armed men.\n\nSegou — Two farmers were shot dead by armed men."
    assert sorted(str(where(r)) for r in tell(text, GAO, SEGOU).reports) == ["Gao", "Segou"]


def test_an_unknown_village_stands_in_its_country():
    """A name that no list knows is the place, drawn as wide as what holds it."""
    report = one(told_with("Gunmen killed nine farmers in Kolongo, in Mali.", (MALI,), ("Kolongo",)))
    assert report.place is not None
    assert (report.place.value.text, report.place.value.place.name) == ("Kolongo", "Kolongo")
    assert report.place.value.where_prec == 6
    assert (report.place.value.place.country, report.place.value.radius_km) == ("ML", MALI.radius_km)


def test_two_unknown_villages_stay_two():
    """Two names without a place of their own do not become one for lying in one country."""
    text = "Gunmen killed nine farmers in Kolongo and Sirifila in Mali."
    found = told_with(text, (MALI,), ("Kolongo", "Sirifila"))
    assert sorted(str(where(r)) for r in found.reports) == ["Kolongo", "Sirifila"]


def test_an_unknown_village_beside_nothing_has_no_place():
    """Where the text names nothing that could hold it, the place stays unknown."""
    assert one(told_with("Gunmen killed nine farmers in Kolongo.", (), ("Kolongo",))).place is None


def test_roles_tell_where_something_happened():
    """A town where people met is a place of an event, the country that speaks an actor's."""
    found = tell("The ministers met in Abeche. Chad said no more.", ABECHE, CHAD, metonyms=("Chad",))
    assert found.roles == (PlaceRole.EVENT, PlaceRole.ACTOR)


def test_names_are_one_word_of_a_passage():
    """Places are folded into one word, other names and figures into their shape, small words stay."""
    text = "On Monday 12 men of Ali Toure left Gao for good."
    at = text.index("Gao")
    row = passage.read(text, Span(0, len(text)), [PlaceMention(Span(at, at + 3), 0, "Gao")])
    assert row.words == ("Name", "Day", "#", "men", "of", "Name", "Name", "left", "PLACE", "for", "good", ".")
    assert (row.before(at), row.before(at, 2), row.after(at + 3), row.before(0)) == ("left", "Name", "for", "^")
    assert row.after(len(text)) == "$"


def test_weights_name_no_place():
    """The shipped weights hold forms of the language only: no word in them begins with a capital but the shapes."""
    table = json.loads((paths.data() / "lexicon" / "event_places.json").read_text("utf-8"))
    shapes = {"PLACE", "PEOPLE", "Name", "Day", "Month", "True", "False"}
    words = {
        w for t in ("event", "sentence") for cue in table[t] for w in cue.replace("=", " ").replace("|", " ").split()
    }
    assert {w for w in words if w[0].isupper()} <= shapes


def test_missing_weights_say_what_to_do(monkeypatch, tmp_path):
    """Without the file the error names it and says how to get it back."""
    monkeypatch.setattr(paths, "data", lambda: tmp_path)
    sitevotes.load.cache_clear()
    try:
        with pytest.raises(LexiconError, match=r"event_places\.json.*reinstall"):
            sitevotes.load()
    finally:
        sitevotes.load.cache_clear()


def test_a_list_of_thousands_costs_no_square():
    """A sentence of a thousand towns and two thousand events is read in seconds."""
    text = "Gunmen attacked " + ", ".join(["Gao and killed a man in Segou"] * 1000) + "."
    start = time.perf_counter()
    tell(text, GAO, SEGOU)
    assert time.perf_counter() - start < 20


def test_who_backed_it_does_not_hold_an_unknown_village():
    """A country named just before as one that helped says nothing of where the village lies."""
    text = (
        "Officials of the ministry once more thanked Mali and Chad for their help with training the new border force. "
        "Gunmen killed nine farmers in Kolongo."
    )
    assert one(told_with(text, (MALI, CHAD), ("Kolongo",))).place is None


def test_a_label_before_an_unknown_village_holds_it():
    """A label that opens the entry is where its village lies."""
    report = one(told_with("Mali, 7 February. Gunmen killed nine farmers in Kolongo.", (MALI,), ("Kolongo",)))
    assert report.place is not None
    assert report.place.value.place.country == "ML"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Two men were shot dead in the Gao city of Ansongo on Monday.", "Ansongo"),
        ("Two men were shot dead in the Sahel town of Ansongo on Monday.", "Ansongo"),
        ("Two men were shot dead in the Fafa quarter of Ansongo on Monday.", "Fafa"),
        ("Two men were shot dead in the Fafa village of Ansongo on Monday.", "Fafa"),
    ],
)
def test_the_town_of_a_wider_area_is_the_place(text: str, named: str) -> None:
    """ "The X city of Y" is Y where X holds it; "the X quarter of Y" is X."""
    around = place("Gao", K.PROVINCE, 16.3, 0.0, "ML"), place("Sahel", K.REGION, 15.9, 0.3, "ML")
    town, part = place("Ansongo", K.TOWN, 15.66, 0.5, "ML"), place("Fafa", K.SITE, 15.67, 0.51, "ML")
    assert where(one(tell(text, *around, town, part))) == named


@pytest.mark.parametrize(
    ("second", "places"),
    [
        ("In March, the group attacked a mosque in Dindima, killing 14 worshippers.", ["Kombala", "Dindima"]),
        ("Hours earlier, in Gao, the same men burned a clinic and killed a nurse.", ["Kombala", "Gao"]),
        ("The attackers also killed a teacher in Kombala.", ["Kombala"]),
    ],
)
def test_two_villages_that_no_list_knows_are_two(second: str, places: list[str]) -> None:
    """They may share the point of the province around them; a town of that province is another place too."""
    province = place("Bauchi", K.PROVINCE, 16.3, 0.0, "ML")
    text = "Gunmen killed nine people in the village of Kombala in Bauchi state. " + second
    told = told_with(
        text,
        (province, GAO) if "Gao" in text else (province,),
        tuple(name for name in ("Kombala", "Dindima") if name in text),
    )
    assert [where(report) for report in told.reports] == places


def test_hours_earlier_somewhere_else_is_another_event() -> None:
    """Two towns within half an hour's drive, told of on one day, are told apart by the words that turn from one to the other."""
    near = place("Wabaria", K.TOWN, 16.3, 0.05, "ML")
    text = "Gunmen shot dead two officers in Gao on Sunday. Hours earlier, in Wabaria, rebels burned homes and killed a pastor."
    assert [where(report) for report in tell(text, GAO, near).reports] == ["Gao", "Wabaria"]
