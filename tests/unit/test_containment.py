"""What the words put inside what, and that no place stays outside of what holds it."""

from __future__ import annotations

import pytest
import small_gazetteer
from small_gazetteer import K, mention, place

from dashboard.model import PlaceMention, Span
from dashboard.places import build, containment, ranking
from dashboard.places.offline import OfflineGazetteer

ENTRIES = (
    *small_gazetteer.ENTRIES,
    place("geonames:900001", "Oldport", K.TOWN, (50.0, 36.2), "UA", 1_400_000, 8, admin="UA.07"),
    place("geonames:900002", "Hightown", K.TOWN, (50.4, 30.5), "UA", 2_900_000, 10, admin="UA.12"),
    place("geonames:900003", "Mariners", K.TOWN, (50.5, 30.6), "UA", 250_000, 3, admin="UA.12"),
    place("geonames:900004", "Eastmark", K.PROVINCE, (49.9, 36.6), "UA", 2_600_000, 110, admin="UA.07"),
    place("geonames:900005", "Millbrook", K.TOWN, (51.5, -1.1), "GB", 40_000, 2, admin="GB.ENG"),
    place("geonames:900006", "Millbrook", K.TOWN, (49.6, 36.9), "UA", 3_000, 2, admin="UA.07"),
    place("geonames:900007", "Fairmeadow", K.TOWN, (55.6, 42.0), "UA", 120_000, 4, admin="UA.20"),
    place("geonames:900008", "Smallford", K.TOWN, (49.2, 36.4), "UA", 9_000, 3, admin="UA.07"),
    place("geonames:900009", "Stonefield", K.TOWN, (46.0, 8.0), "CH", 15_000, 3, admin="CH.01"),
)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    return OfflineGazetteer.open(build.build(tmp_path_factory.mktemp("held") / "small.sqlite", entries=ENTRIES))


def pairs(text, *names):
    mentions = [mention(text, name) for name in names]
    return [(names[link.inner], names[link.outer]) for link in containment.links(text, mentions) if not link.loose]


def placed(gazetteer, text, *names):
    found = ranking.resolve(small_gazetteer.document(text), [mention(text, name) for name in names], gazetteer)
    return dict(zip(names, found, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "A shell hit the Mariners district of Oldport.",
        "A shell hit Oldport's Mariners district.",
        "A shell hit Oldport's densely populated Mariners quarter.",
        "A shell hit Mariners, a suburb of Oldport.",
        "A shell hit Mariners, a poor neighbourhood on the edge of eastern Oldport.",
        "A shell hit Mariners in western Oldport.",
        "In Oldport, in the Mariners neighbourhood, a shell fell.",
    ],
)
def test_the_words_say_which_name_lies_in_which(text):
    first, second = sorted(("Mariners", "Oldport"), key=text.index)
    assert pairs(text, first, second) == [("Mariners", "Oldport")]


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit Mariners and Oldport.",
        "They drove from Mariners to Oldport.",
        "Mariners condemned the attack. In Oldport, all was quiet.",
        "Shells hit Mariners, which lies far from Oldport.",
        "Oldport's hospitals took in people from Mariners.",
    ],
)
def test_names_side_by_side_do_not_hold_each_other(text):
    first, second = sorted(("Mariners", "Oldport"), key=text.index)
    assert pairs(text, first, second) == []


def test_a_region_that_a_country_owns_holds_what_stands_before_both():
    text = "They raided the village of Stonefield in Ukraine's Eastmark region."
    assert ("Stonefield", "Eastmark") in pairs(text, "Stonefield", "Ukraine", "Eastmark")


def test_a_list_of_equals_is_no_chain():
    text = "Raids were reported in Stonefield, Smallford and Oldport."
    assert containment.links(text, [mention(text, name) for name in ("Stonefield", "Smallford", "Oldport")]) == ()


@pytest.mark.parametrize(
    "text",
    ["Smallford, Oldport and other towns were hit.", "Jan Smallford, Oldport's mayor, told reporters."],
)
def test_a_list_that_goes_on_and_an_office_hold_nothing(text):
    assert containment.links(text, [mention(text, "Smallford"), mention(text, "Oldport")]) == ()


def test_what_holds_the_last_of_a_row_may_hold_the_ones_before_it():
    text = "They attacked Stonefield and Millbrook in Eastmark."
    found = containment.links(text, [mention(text, name) for name in ("Stonefield", "Millbrook", "Eastmark")])
    assert found == (containment.Link(0, 2, loose=True), containment.Link(1, 2))


def test_a_namesake_abroad_of_a_row_is_given_up(gazetteer):
    found = placed(
        gazetteer, "They attacked Stonefield and Millbrook in Eastmark.", "Stonefield", "Millbrook", "Eastmark"
    )
    assert found["Stonefield"].chosen.name == "Eastmark"
    assert found["Millbrook"].chosen.id == "geonames:900006"


def test_a_quarter_is_put_on_its_town_rather_than_on_a_namesake_elsewhere(gazetteer):
    found = placed(gazetteer, "A drone hit Oldport's Mariners district.", "Oldport", "Mariners")
    assert found["Mariners"].chosen.name == "Oldport"
    assert found["Mariners"].score < found["Oldport"].score
    assert "no list has a place of that name inside it" in found["Mariners"].candidates[0].reasons[1]
    assert found["Mariners"].rival.place.id == "geonames:900003"
    assert found["Mariners"].rival.turning[0][0] == "that the text puts it in Oldport"


def test_the_same_quarter_stays_where_its_own_town_is_named(gazetteer):
    found = placed(gazetteer, "A drone hit Hightown's Mariners district.", "Hightown", "Mariners")
    assert found["Mariners"].chosen.id == "geonames:900003"


def test_a_namesake_inside_is_taken_before_a_better_known_one_outside(gazetteer):
    found = placed(gazetteer, "Shells fell on Millbrook in the Eastmark region.", "Millbrook", "Eastmark")
    assert found["Millbrook"].chosen.id == "geonames:900006"


def test_a_village_that_no_list_has_gets_the_circle_of_what_holds_it(gazetteer):
    found = placed(gazetteer, "They burned the village of Xyzzy in the Eastmark region.", "Xyzzy", "Eastmark")
    assert found["Xyzzy"].chosen == found["Eastmark"].chosen
    assert found["Xyzzy"].radius_km == 110


def test_without_anything_beside_it_an_unknown_village_stays_unresolved(gazetteer):
    found = placed(gazetteer, "They burned the village of Xyzzy. In Oldport, all was quiet.", "Xyzzy", "Oldport")
    assert found["Xyzzy"].chosen is None


def test_what_lies_in_a_small_town_lies_in_the_country_around_it(gazetteer):
    found = placed(gazetteer, "They burned the village of Xyzzy in Smallford district.", "Xyzzy", "Smallford")
    assert (found["Xyzzy"].chosen.kind, found["Xyzzy"].radius_km) == (K.DISTRICT, 25.0)


def test_the_village_of_a_name_is_no_big_town_of_that_name(gazetteer):
    text = "In the Eastmark region, the town of Smallford and the village of Fairmeadow came under fire."
    found = placed(gazetteer, text, "Eastmark", "Smallford", "Fairmeadow")
    assert found["Smallford"].chosen.id == "geonames:900008"
    assert found["Fairmeadow"].chosen.name == "Eastmark"


def test_a_well_known_place_is_not_given_up_for_a_word_after_it(gazetteer):
    found = placed(gazetteer, "They travelled to London in Iraq.", "London", "Iraq")
    assert found["London"].chosen.country == "GB"


def test_beside_a_state_means_in_or_by_it(gazetteer):
    found = placed(gazetteer, "They fought in Eastmark state near Millbrook.", "Eastmark", "Millbrook")
    assert found["Millbrook"].chosen.id == "geonames:900006"


def test_other_mentions_of_an_overruled_name_follow(gazetteer):
    text = "A drone hit Oldport's Mariners district. Firemen came to Mariners at night."
    start = text.rindex("Mariners")
    again = PlaceMention(Span(start, start + 8), 1, "Mariners")
    found = ranking.resolve(
        small_gazetteer.document(text), [mention(text, "Oldport"), mention(text, "Mariners"), again], gazetteer
    )
    assert [each.chosen.name for each in found] == ["Oldport"] * 3
