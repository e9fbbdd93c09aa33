"""Which place is meant."""

from __future__ import annotations

import numpy as np
import pytest
import small_gazetteer
from hypothesis import given, settings
from hypothesis import strategies as st
from small_gazetteer import mention, resolve

from dashboard.model import Displacement, Place, PlaceKind, PlaceMention, Span
from dashboard.places import board, build, distance, ranking, reasons
from dashboard.places.board import FEATURES
from dashboard.places.offline import OfflineGazetteer


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    return small_gazetteer.make(tmp_path_factory.mktemp("index"))


def test_alone_a_name_means_its_best_known_place(gazetteer):
    [found] = resolve(gazetteer, "A march was held in Paris.", "Paris")
    assert found.chosen.country == "FR"


def test_the_state_after_the_comma_decides(gazetteer):
    paris, texas = resolve(gazetteer, "A march was held in Paris, Texas.", "Paris", "Texas")
    assert (paris.chosen.id, texas.chosen.id) == ("geonames:4717560", "geonames:4736286")


def test_other_names_of_the_text_decide(gazetteer):
    text = "Police in Dallas said two people from Paris had driven across Texas."
    dallas, paris, _ = resolve(gazetteer, text, "Dallas", "Paris", "Texas")
    assert dallas.chosen.name == "Dallas"
    assert paris.chosen.admin == "US.TX"


def test_where_the_document_comes_from_decides(gazetteer):
    [far] = resolve(gazetteer, "The London council met.", "London", url="https://www.example.org/x")
    assert far.chosen.country == "GB"
    assert far.score < 1


def test_one_name_has_one_sense_in_a_document(gazetteer):
    text = "Paris, Texas, is small. Few in Paris mind."
    second = PlaceMention(Span(text.rindex("Paris"), text.rindex("Paris") + 5), 0, "Paris")
    first, _, again = ranking.resolve(
        small_gazetteer.document(text), [mention(text, "Paris"), mention(text, "Texas"), second], gazetteer
    )
    assert first.chosen == again.chosen


def test_an_unknown_name_stays_unresolved_and_in_its_place(gazetteer):
    text = "Shells fell on Qwertyabad and Mosul."
    unknown, mosul = resolve(gazetteer, text, "Qwertyabad", "Mosul")
    assert unknown.chosen is None
    assert (unknown.latitude, unknown.longitude, unknown.candidates) == (None, None, ())
    assert mosul.chosen.name == "Mosul"


def test_another_transliteration_is_found_inside_the_country(gazetteer):
    text = "In Syria, a strike hit Dayr al-Zour near Ar Raqqah."
    _, town, _ = resolve(gazetteer, text, "Syria", "Dayr al-Zour", "Ar Raqqah")
    assert town.chosen.id == "geonames:170794"
    assert any("another spelling" in r for r in town.candidates[0].reasons)


def test_another_transliteration_is_not_sought_elsewhere(gazetteer):
    text = "In Iraq, a strike hit Dayr al-Zour near Mosul."
    assert resolve(gazetteer, text, "Iraq", "Dayr al-Zour", "Mosul")[1].chosen is None


def test_candidates_carry_scores_that_add_up_and_reasons(gazetteer):
    [found] = resolve(gazetteer, "A march was held in Paris.", "Paris")
    assert sum(c.score for c in found.candidates) == pytest.approx(1.0, abs=0.01)
    assert all(c.reasons for c in found.candidates)
    assert found.candidates[0].place == found.chosen


def test_the_runner_up_is_named_with_what_would_have_turned_the_choice(gazetteer):
    """Alone, Paris is the one in France by how well known it is; beside Texas, it is the one there."""
    [alone] = resolve(gazetteer, "A march was held in Paris.", "Paris")
    beside, _ = resolve(gazetteer, "A march was held in Paris, Texas.", "Paris", "Texas")
    assert (alone.rival.place.country, beside.rival.place.country) == ("US", "FR")
    assert "how well known it is" in dict(alone.rival.turning)
    assert "other names in its province" in dict(beside.rival.turning)
    for rival in (alone.rival, beside.rival):
        parts = [part for _, part in rival.turning]
        assert rival.lead > 0
        assert sum(parts[:-1]) < rival.lead <= sum(parts) + 0.02


def test_a_name_of_one_place_has_no_runner_up(gazetteer):
    [found] = resolve(gazetteer, "A march was held in Mosul.", "Mosul")
    assert (found.chosen.name, found.rival) == ("Mosul", None)


def test_equal_candidates_have_nothing_that_decided():
    """No lead, no evidence."""
    assert reasons.turning(np.zeros(len(FEATURES))) == (0.0, ())


def test_every_feature_belongs_to_one_kind_of_evidence():
    assert sorted(FEATURES) == sorted(name for names in reasons.EVIDENCE.values() for name in names)


def test_a_stated_distance_moves_the_point(gazetteer):
    text = "A convoy was hit 30 km north of Mosul."
    moved = Displacement(Span(text.index("30"), text.index("Mosul")), 30.0, 0.0)
    [found] = resolve(gazetteer, text, "Mosul", displacement=moved)
    assert found.chosen.name == "Mosul"
    assert distance.km(36.335, 43.119, found.latitude, found.longitude) == pytest.approx(30, abs=0.1)
    assert found.latitude > 36.335
    assert found.radius_km == pytest.approx(7.5)


def test_an_unsaid_direction_widens_the_circle(gazetteer):
    text = "A convoy was hit 30 km from Mosul."
    moved = Displacement(Span(text.index("30"), text.index("Mosul")), 30.0, None)
    [found] = resolve(gazetteer, text, "Mosul", displacement=moved)
    assert (found.latitude, found.longitude) == (36.335, 43.119)
    assert found.radius_km == pytest.approx(38)


def test_near_widens_the_circle(gazetteer):
    [found] = resolve(gazetteer, "A convoy was hit near Mosul.", "Mosul", near=True)
    assert found.radius_km == 25


def test_a_part_of_a_country_has_its_own_point(gazetteer):
    [found] = resolve(gazetteer, "Fighting broke out in northern Iraq.", "Iraq", part=0.0)
    assert (found.latitude, found.longitude) == (33.0, 44.0)
    latitude, longitude, radius = found.part
    assert latitude > 35
    assert longitude == pytest.approx(44, abs=0.1)
    assert radius < found.radius_km


def test_no_mentions_give_no_resolutions(gazetteer):
    assert ranking.resolve(small_gazetteer.document("Nothing."), [], gazetteer) == ()


def test_a_gazetteer_that_only_looks_up_is_enough():
    class Plain:
        def lookup(self, name):
            return [Place("x:1", "Mosul", PlaceKind.TOWN, 36.3, 43.1, 5, "IQ", None, 10)] if name == "Mosul" else []

    found = resolve(Plain(), "Mosul and Qwertyabad in Iraq.", "Mosul", "Qwertyabad")
    assert [r.chosen.id if r.chosen else None for r in found] == ["x:1", None]


NAMES = st.lists(
    st.sampled_from(["Paris", "London", "Mosul", "Iraq", "Texas", "Hit", "Red Sea", "Xyz", "Raqqa"]), max_size=8
)


@given(NAMES)
@settings(deadline=None, max_examples=60)
def test_any_mentions_resolve_in_their_order_on_the_globe(gazetteer, names):
    text, mentions = "", []
    for name in names:
        mentions.append(PlaceMention(Span(len(text), len(text) + len(name)), 0, name))
        text += name + ", "
    found = ranking.resolve(small_gazetteer.document(text or "x"), mentions, gazetteer)
    assert [r.mention for r in found] == mentions
    for each in found:
        assert 0 <= each.score <= 1
        assert (each.chosen is None) == (each.latitude is None)
        assert (each.latitude, each.longitude) != (0, 0)


@given(st.permutations(range(4)))
@settings(deadline=None, max_examples=20)
def test_the_order_of_other_documents_changes_nothing(gazetteer, order):
    texts = ["Paris, Texas.", "Paris in France.", "London and Mosul.", "Hit in Anbar, Iraq."]
    names = [("Paris", "Texas"), ("Paris", "France"), ("London", "Mosul"), ("Hit", "Anbar", "Iraq")]
    alone = [resolve(gazetteer, t, *n) for t, n in zip(texts, names, strict=True)]
    for at in order:
        assert resolve(gazetteer, texts[at], *names[at]) == alone[at]


def test_a_bare_name_means_the_town_rather_than_the_province_around_it(tmp_path):
    """Unless the words ask for the province, or the town is a small part of it."""
    entries = [
        small_gazetteer.place("p:1", "Alta", PlaceKind.PROVINCE, (1.0, 1.0), "EC", 500_000, 90, admin="EC.01"),
        small_gazetteer.place("t:1", "Alta", PlaceKind.TOWN, (1.1, 1.2), "EC", 400_000, admin="EC.01"),
        small_gazetteer.place("p:2", "Wida", PlaceKind.PROVINCE, (5.0, 1.0), "EC", 8_000_000, 300, admin="EC.02"),
        small_gazetteer.place("t:2", "Wida", PlaceKind.TOWN, (5.1, 1.2), "EC", 500_000, admin="EC.02"),
    ]
    index = OfflineGazetteer.open(build.build(tmp_path / "g.sqlite", entries=entries), check_stamp=False)
    [town] = resolve(index, "Two were shot dead in Alta.", "Alta")
    [asked] = resolve(index, "Two were shot dead in Alta province.", "Alta", kind=PlaceKind.PROVINCE)
    [wide] = resolve(index, "Two were shot dead in Wida.", "Wida")
    assert [r.chosen.id for r in (town, asked, wide)] == ["t:1", "p:1", "p:2"]


def _place(identity, name, kind, admin, people, known=0.0):
    return Place(identity, name, kind, 10.0, 20.0, 5.0, admin[:2], admin, people, known)


@pytest.mark.parametrize(
    ("admin", "people", "known", "seat"),
    [
        ("AA.1", 40_000, 0.0, True),  # inside the province, with a fair share of its people
        ("AA.1", 20_000, 0.0, False),  # inside it, but with a small share of them
        ("AA.2", 600_000, 23.0, True),  # elsewhere, and better known than the province, as a capital is
        ("AA.2", 600_000, 0.0, False),  # elsewhere and no better known
    ],
)
def test_a_bare_name_may_mean_the_town_rather_than_the_province(admin, people, known, seat):
    province = _place("1", "Arvel", PlaceKind.PROVINCE, "AA.1", 400_000, 20.0)
    assert board._is_seat(_place("2", "Arvel", PlaceKind.TOWN, admin, people, known), "arvel", [province]) is seat
    assert not board._is_seat(_place("2", "Arvel Hill", PlaceKind.TOWN, admin, people, known), "arvel", [province])
    assert not board._is_seat(_place("2", "Arvel", PlaceKind.TOWN, admin, people, known), "arvel", [])
