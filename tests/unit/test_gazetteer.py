"""The compiled place index: building, opening, looking up, scanning."""

from __future__ import annotations

import sqlite3

import pytest
import small_gazetteer
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import GazetteerError
from dashboard.model import PlaceKind
from dashboard.places import build, index, joining, keys, sources
from dashboard.places.offline import OfflineGazetteer


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    return small_gazetteer.make(tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Ar Raqqah", "ar-Raqqah"), ("Deir ez-Zor", "DEIR EZ ZOR"), ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("St. Louis", "Saint Louis"), ("Fort Worth", "Ft Worth"), ("U.S.", "US"), ("Ōsaka", "Osaka"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_have_one_key(written, same):
    assert keys.key(written) == keys.key(same)


def test_the_bare_key_lacks_arabic_articles():
    assert keys.bare("al-Raqqah") == keys.bare("Ar Raqqah") == "raqqah"


def test_the_bare_key_is_empty_where_there_is_no_article():
    assert keys.bare("Mosul") == ""


def test_transliterations_share_their_consonants():
    assert keys.frame("Dayr az Zawr") == keys.frame("Deir ez-Zor")
    assert keys.frame("Qamishli") == keys.frame("Kamishly")


def test_lookup_gives_the_likeliest_place_first(gazetteer):
    assert [p.country for p in gazetteer.lookup("Paris")] == ["FR", "US"]


@pytest.mark.parametrize("name", ["raqqa", "Ar-Raqqah", "AR RAQQAH", "al-Raqqah", "Raqqah"])
def test_lookup_is_loose_in_case_hyphens_and_articles(gazetteer, name):
    assert gazetteer.lookup(name)[0].id == "geonames:172955"


@pytest.mark.parametrize(
    ("name", "identity"), [("بغداد", "geonames:98182"), ("Ирак", "geonames:99237"), ("العراق", "geonames:99237")]
)
def test_lookup_knows_other_scripts(gazetteer, name, identity):
    assert gazetteer.lookup(name)[0].id == identity


@pytest.mark.parametrize("name", ["", "   ", "!?", "Nowhereville", "\x00", "a" * 10_000])
def test_lookup_of_an_unknown_name_is_empty(gazetteer, name):
    assert list(gazetteer.lookup(name)) == []


def test_similar_finds_another_transliteration_in_that_country_only(gazetteer):
    assert [p.id for p in gazetteer.similar("Dair al-Zour", "SY")] == ["geonames:170794"]
    assert list(gazetteer.similar("Dair al-Zour", "IQ")) == []


def test_largest_gives_the_biggest_towns_within_bounds(gazetteer):
    found = gazetteer.largest((28.0, 38.0, 38.0, 49.0), 2)
    assert [p.name for p in found] == ["Baghdad", "Mosul"]


def test_largest_crosses_the_date_line(gazetteer):
    assert "London" not in {p.name for p in gazetteer.largest((-90.0, 170.0, 90.0, -90.0), 50)}


def test_the_scanner_finds_all_names_longest_first(gazetteer):
    text = "Rockets hit Al Asad air base in Anbar Province."
    hits = gazetteer.scanner().scan(text)
    assert [h.span.of(text) for h in hits[:2]] == ["Al Asad air base", "Al Asad"]
    assert hits[0].curated
    assert hits[0].kinds == {PlaceKind.SITE}


def test_the_scanner_sees_possessives_wraps_and_abbreviations(gazetteer):
    text = "Iraq's army left Ar\nRaqqah; Paris, Tex., and the U.S. reacted."
    assert {h.span.of(text) for h in gazetteer.scanner().scan(text)} >= {"Iraq", "Ar\nRaqqah", "Tex", "U.S."}


def test_the_scanner_strips_arabic_prefixes(gazetteer):
    text = "انفجار ببغداد"
    assert "بغداد" in {h.span.of(text) for h in gazetteer.scanner().scan(text)}


def test_small_words_are_no_names(gazetteer):
    assert list(gazetteer.scanner().scan("they hit us, and it was in paris")) == []


@given(st.text(max_size=300))
@settings(deadline=None)
def test_scanning_any_text_gives_spans_inside_it(gazetteer, text):
    for hit in gazetteer.scanner().scan(text):
        assert 0 <= hit.span.start < hit.span.end <= len(text)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_looking_up_any_text_never_fails_and_never_gives_null_island(gazetteer, name):
    for found in gazetteer.lookup(name):
        assert (found.latitude, found.longitude) != (0, 0)


def test_a_missing_index_says_what_to_do(tmp_path):
    with pytest.raises(GazetteerError, match="dashboard gazetteer build"):
        OfflineGazetteer.open(tmp_path / "none.sqlite")


def test_a_file_that_is_no_index_says_what_to_do(tmp_path):
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(GazetteerError, match="dashboard gazetteer build"):
        OfflineGazetteer.open(path)


def test_an_index_built_from_other_data_says_what_to_do(tmp_path):
    path = build.build(tmp_path / "old.sqlite", entries=small_gazetteer.ENTRIES)
    with sqlite3.connect(path) as base:
        base.execute("UPDATE meta SET value = 'other' WHERE name = 'stamp'")
    base.close()
    with pytest.raises(GazetteerError, match="dashboard gazetteer build"):
        OfflineGazetteer.open(path)


def test_a_failed_build_leaves_the_old_index_alone(tmp_path):
    path = build.build(tmp_path / "index.sqlite", entries=small_gazetteer.ENTRIES)
    before = path.read_bytes()

    def broken():
        yield small_gazetteer.ENTRIES[0]
        raise GazetteerError("overlay.tsv, line 7: wrong")

    with pytest.raises(GazetteerError, match="line 7"):
        build.build(path, entries=broken())
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["index.sqlite"]


def test_two_builds_give_the_same_content(tmp_path):
    one = OfflineGazetteer.open(build.build(tmp_path / "one.sqlite", entries=small_gazetteer.ENTRIES))
    two = OfflineGazetteer.open(build.build(tmp_path / "two.sqlite", entries=reversed(small_gazetteer.ENTRIES)))
    assert [p.id for p in one.lookup("London")] == [p.id for p in two.lookup("London")]
    assert one.info()["names"] == two.info()["names"]


def test_progress_is_told_and_ends_at_the_total(tmp_path):
    told = []
    build.build(
        tmp_path / "index.sqlite", lambda done, total, what: told.append((done, total, what)), small_gazetteer.ENTRIES
    )
    assert told[-1][0] == told[-1][1]
    assert all(0 <= done <= total for done, total, _ in told)


HEADER = "id\tname\tkind\tlatitude\tlongitude\tradius_km\tcountry\tadmin\taliases\tsource\n"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("x\tX\tcastle\t1\t2\t3\tIQ\t\t\tmap\n", "line 2: the kind must be one of"),
        ("x\tX\tsite\tnorth\t2\t3\tIQ\t\t\tmap\n", "line 2: latitude, longitude and radius_km must be numbers"),
        ("x\tX\tsite\t91\t2\t3\tIQ\t\t\tmap\n", "line 2: 91.0, 2.0"),
        ("x\tX\tsite\t0\t0\t3\tIQ\t\t\tmap\n", "line 2: 0.0, 0.0"),
        ("x\tX\tsite\t1\t2\t0\tIQ\t\t\tmap\n", "radius 0.0 km"),
        ("x\tX\tsite\t1\t2\t3\tIraq\t\t\tmap\n", "line 2: the country must be two capital letters"),
        ("\tX\tsite\t1\t2\t3\tIQ\t\t\tmap\n", "line 2: id and name must not be empty"),
        ("x\tX\tsite\t1\t2\t3\tIQ\t\t\tmap\nx\tY\tsite\t1\t2\t3\tIQ\t\t\tmap\n", "line 3: the id x stands there twice"),
    ],
)  # fmt: skip
def test_a_wrong_overlay_row_is_refused_with_its_line(tmp_path, row, says):
    path = tmp_path / "overlay.tsv"
    path.write_text(HEADER + row, encoding="utf-8")
    with pytest.raises(GazetteerError, match=says):
        list(sources.overlay(path))


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "overlay.tsv"
    path.write_text("id\tname\nx\tX\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="the column kind"):
        list(sources.overlay(path))


def test_our_place_and_the_packages_become_one(tmp_path):
    theirs = small_gazetteer.place(
        "geonames:1", "Tadmur", PlaceKind.TOWN, (34.56, 38.27), "SY", 51_000, aliases=("Palmyra",)
    )
    ours = small_gazetteer.place("overlay:palmyra", "Palmyra", PlaceKind.TOWN, (34.5624, 38.284), "SY", curated=True)
    [joined] = joining.joined([ours], [theirs])
    assert (joined.id, joined.name, joined.population) == ("geonames:1", "Palmyra", 51_000)
    assert {n for n, _ in joined.names} == {"Palmyra", "Tadmur"}


def test_namesakes_far_apart_stay_two():
    theirs = small_gazetteer.place("geonames:1", "Palmyra", PlaceKind.TOWN, (34.56, 36.0), "SY", 51_000)
    ours = small_gazetteer.place("overlay:palmyra", "Palmyra", PlaceKind.TOWN, (34.5624, 38.284), "SY", curated=True)
    assert {e.id for e in joining.joined([ours], [theirs])} == {"overlay:palmyra", "geonames:1"}


def test_the_shipped_tables_are_valid():
    folder = sources.paths.data() / "gazetteer"
    for name in ("world.tsv", "overlay.tsv"):
        assert len(list(sources.overlay(folder / name))) > 300
    assert len(list(sources.countries())) == 250


def test_facts_survive_packing():
    assert index.country_of(index.country_number("IQ")) == "IQ"
    assert index.country_of(index.country_number(None)) is None
    assert index.part(0b1011 << 7, index.PEOPLE) == 0b1011


def test_words_for_people_are_names_of_nothing_else(tmp_path):
    """A town that some language calls "Iraqi" does not stand for it; one that is really called so does."""
    entries = [
        small_gazetteer.place("c:1", "Iraq", PlaceKind.COUNTRY, (33, 44), "IQ", people_words=("Iraqi", "Saudi")),
        small_gazetteer.place("t:1", "Faraway", PlaceKind.TOWN, (10, 10), "XX", aliases=("Iraqi",)),
        small_gazetteer.place("t:2", "Saudi", PlaceKind.TOWN, (10, 12), "XX"),
    ]
    built = OfflineGazetteer.open(build.build(tmp_path / "g.sqlite", entries=entries), check_stamp=False)
    assert [p.id for p in built.lookup("Iraqi")] == ["c:1"]
    assert {p.id for p in built.lookup("Saudi")} == {"c:1", "t:2"}
    assert [hit.demonym for name in ("Iraqi", "Saudi") for hit in built.scanner().scan(name)] == [True, False]


def test_the_usual_names_of_our_own_places_are_known(tmp_path):
    """The word "Gaza" is a usual name of the Strip in our list, and an also-known-as of a town elsewhere."""
    entries = [
        small_gazetteer.place("overlay:strip", "Gaza Strip", PlaceKind.PROVINCE, (31.4, 34.4), "PS", aliases=("Gaza",), curated=True),
        small_gazetteer.place("t:1", "Gasa", PlaceKind.TOWN, (27.9, 89.7), "BT", aliases=("Gaza",)),
        small_gazetteer.place("t:2", "Gaza", PlaceKind.PROVINCE, (-24, 33), "MZ"),
    ]  # fmt: skip
    built = OfflineGazetteer.open(build.build(tmp_path / "g.sqlite", entries=entries), check_stamp=False)
    assert built.usual("Gaza") == {"overlay:strip"}
    assert built.usual("Gasa") == frozenset()


def test_a_province_has_at_least_the_people_of_its_districts():
    """The Strip's governorates add up to more than a million."""
    people = {entry.id: entry.population for entry in sources.divisions() if entry.country == "PS"}
    assert people["geonames:281132"] > 1_000_000


def test_no_country_goes_by_its_people():
    """In English "Saudi" and "Israeli" are people; other languages' names for the country do not change that."""
    for entry in sources.countries():
        people = {keys.key(name) for name, flags in entry.names if flags == sources.DEMONYM}
        assert not people & {keys.key(name) for name, flags in entry.names if flags in {sources.PRIMARY, sources.ALIAS}}


def test_capitals_are_named_by_their_country():
    """The Iranian capital and Iran's capital are Tehran."""
    tehran = next(entry for entry in sources.towns() if entry.name == "Tehran" and entry.country == "IR")
    assert {"Iranian capital", "Iran capital"} <= {name for name, _ in tehran.names}
