"""Where a text names places, and what the words around them say."""

from __future__ import annotations

import pytest
import small_gazetteer
from hypothesis import given, settings
from hypothesis import strategies as st
from small_gazetteer import document, whole

from dashboard.mentions import manner, placecues, placewords, votes
from dashboard.mentions.matcher import read
from dashboard.mentions.places import find_places
from dashboard.model import NameHit, PlaceKind, PlaceRole, Sentence, Span
from dashboard.places.offline import OfflineGazetteer


@pytest.fixture(scope="module")
def scanner(tmp_path_factory):
    return small_gazetteer.make(tmp_path_factory.mktemp("index")).scanner()


def find(scanner, text):
    return find_places(document(text), whole(text), scanner)


def names(scanner, text):
    return [m.text for m in find(scanner, text)]


def test_places_are_found_in_text_order(scanner):
    text = "Rockets fired from Mosul in northern Iraq hit Al Asad air base, officials in Washington said."
    assert names(scanner, text) == ["Mosul", "Iraq", "Al Asad air base", "Washington"]


@pytest.mark.parametrize(
    "text",
    [
        "Mr Paris London said he was tired.",
        "The reporter Dallas Hit scored 12 points.",
        "They hit us and it was over.",
        "President Washington was the first.",
        "The crowd turned against President Bashar al Asad.",
        "A convoy of Omar al Asad was stopped.",
    ],
)
def test_names_of_persons_and_ordinary_words_are_no_places(scanner, text):
    assert names(scanner, text) == []


@pytest.mark.parametrize(
    "text", ["In al Asad two rockets fell.", "Rockets hit al Asad on Monday.", "Near al Asad a drone fell."]
)
def test_a_small_article_alone_makes_no_person(scanner, text):
    """ "In" is a given name somewhere, and a word everywhere."""
    assert names(scanner, text) == ["al Asad"]


@pytest.mark.parametrize(("text", "bearing"), [("Northern Iraq, 19 October.", 0), ("- Western Anbar, 3 May.", 1)])
def test_a_bearing_that_opens_a_line_is_no_part_of_an_unknown_name(scanner, text, bearing):
    """The capital of "Northern" comes from the line's start; inside a line it is the name's own."""
    assert read(text, scanner).shapes[bearing] in {"northern", "western"}
    assert read(f"He saw {text.lstrip('- ')}", scanner).shapes[2] not in {"northern", "western"}


@pytest.mark.parametrize(
    "text", ["Mosul->Head = 3;", "TARGET=Mosul", "load().Mosul(2)", "std::Mosul", "Mosul_2 in rows", "Mosul() in calls"]
)
def test_names_in_programs_are_no_places(scanner, text):
    """What is joined as only programs join words is no place, even after "in"."""
    assert names(scanner, f"We saw it in {text}") == []


def test_doubtful_persons_names_need_a_page_that_names_places():
    """How sure a name must be follows from how likely the whole page names places; up to a limit."""
    assert votes.doubt(votes.SURE) == votes.doubt(9.0) == 0.0
    assert votes.doubt(votes.SURE - 0.5) == pytest.approx(0.5 * votes.SLOPE)
    assert votes.doubt(-50.0) == votes.MOST_DOUBT


REPORT = "Officials in Iraq said two people were killed near Mosul on Monday. Police reported fire in Hit."
TABLE = "Mosul 12 4\nBaghdad 30 2\nWashington 8 1\nMosul v Baghdad 2-1\nJ. Mosul 3, A. Hit 2"


def test_a_report_reads_more_like_a_page_with_places_than_a_table_does(scanner):
    """The cues of a page tell prose, words of place and words of saying from columns of figures."""
    report, table = (set(read(text, scanner).manner) for text in (REPORT, TABLE))
    assert {"figures=0", "glued=0"} < report
    assert any(cue.startswith("led names=2") for cue in report)
    assert "figures=4" in table
    assert any(cue.startswith("saying=0") for cue in table)
    weights = votes.load().page
    assert votes.count(report, weights) > votes.count(table, weights)


@pytest.mark.parametrize(
    "text",
    [
        "Killed by city, March\nKirkuk 31 77\nMosul 214 380\nBaghdad 31 77\nTotal 245 457",
        "-- Near Mosul, two strikes destroyed a truck.\n-- Near Baghdad, one strike hit a rocket rail.",
        "06:10 Explosions in Mosul.\n06:25 Baghdad: drones over the bridge.",
        "Mosul: market bombed, 6 dead.\nBaghdad: curfew.",
        "Mosul | 12\nBaghdad | 7",
    ],
)
@pytest.mark.usefixtures("gazetteer_index")
def test_lists_of_places_are_still_read(text):
    """Tables, strike lists and live reports of places say little around the names; the gazetteer is the real one."""

    assert {"Mosul", "Baghdad"} <= set(names(OfflineGazetteer.open().scanner(), text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nabil Sarwani, a spokesman for the northern forces, counted 73 raids on Mosul.", "Nabil Sarwani"),
        ("A US drone hit a car in Mosul on Sunday.", "A US"),
        ("The army said in Sunday's statement that Mosul was quiet.", "Sunday's"),
    ],
)
@pytest.mark.usefixtures("gazetteer_index")
def test_unknown_names_without_a_word_for_a_place_are_none(text, name):
    """Nor do an article and a country make one name; the gazetteer is the real one."""
    found = names(OfflineGazetteer.open().scanner(), text)
    assert "Mosul" in found
    assert name not in found


def second_cues(scanner, text, name, odds):
    """The cues of the second vote on the first hit of ``name``, where the first vote gave each name these odds."""
    page = read(text, scanner)
    early = [odds.get(hit.span.of(text), 0.0) for hit in page.hits]
    cues = placecues.second(page, page.hits, [[] for _ in page.hits], early, 0.0)
    return next(set(each) for hit, each in zip(page.hits, cues, strict=True) if hit.span.of(text) == name)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("He met Emma and Dallas there.", "jl=-3"),
        ("He met Dallas and Emma there.", "jr=-3"),
        ("Fires burnt in Mosul and Dallas.", "jl=3"),
        ("Fires burnt in Dallas, Mosul and elsewhere.", "jr=3"),
    ],
)
def test_a_name_is_judged_by_what_it_is_joined_with(scanner, text, cue):
    """Persons stand beside persons, places beside places, and the second vote sees which."""
    assert cue in second_cues(scanner, text, "Dallas", {"Mosul": 3.2, "Emma": -2.8})
    assert not any(c.startswith(("jl", "jr")) for c in second_cues(scanner, "Fires in Dallas today.", "Dallas", {}))


def test_a_name_said_to_be_a_towns_is_surer(scanner):
    """ "The town of Hit" says what "Hit" is."""
    page = read("They reached the town of Hit. Hit it was.", scanner)
    first, second = (hit for hit in page.hits if hit.span.of(page.text) == "Hit")
    assert (votes.named(page, first), votes.named(page, second)) == (votes.NAMED, 0.0)


def test_one_use_as_a_person_speaks_against_the_others(scanner):
    """Of a name's other uses the least likely is a cue, beside the likeliest."""
    text = "In Dallas it rained. Dallas smiled. Dallas slept."
    page = read(text, scanner)
    early = [{3: 2.0, 21: -4.0}.get(hit.span.start, 1.0) for hit in page.hits]
    cues = placecues.second(page, page.hits, [[] for _ in page.hits], early, 0.0)
    assert {"max=1", "min=-4"} <= set(cues[0])


def test_a_short_name_follows_its_full_name(scanner):
    text = "Drones struck Al Asad air base on Monday. Al Asad was also the target of earlier attacks."
    assert names(scanner, text) == ["Al Asad air base", "Al Asad"]


def test_an_unknown_name_that_context_marks_is_kept(scanner):
    text = "Soldiers entered the village of Qwertyabad in Iraq and left."
    assert "Qwertyabad" in names(scanner, text)


def test_words_for_people_name_their_country(scanner):
    """They are marked as such, and act, so that no event is placed by them."""
    [people, _, _] = find(scanner, "Iraqi troops moved through Iraq towards Mosul.")
    assert (people.text, people.demonym, people.role) == ("Iraqi", True, PlaceRole.ACTOR)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Clashes in Anbar province left three dead.", "Anbar", PlaceKind.PROVINCE),
        ("Shelling hit the town of Hit in Iraq.", "Hit", PlaceKind.TOWN),
        ("Fighting went on in Iraq.", "Iraq", None),
    ],
)
def test_the_words_around_ask_for_a_kind(scanner, text, name, kind):
    [found] = [m for m in find(scanner, text) if m.text.startswith(name)]
    assert found.kind == kind or found.text == "Anbar province"


@pytest.mark.parametrize("words", ["near", "close to", "outside", "around", "on the outskirts of", "near the town of"])
def test_near_is_heard(words):
    assert placewords.is_near(f"A strike {words} ")


@pytest.mark.parametrize("words", ["in", "from", "to", "north of"])
def test_in_is_not_near(words):
    assert not placewords.is_near(f"A strike {words} ")


@pytest.mark.parametrize(
    ("words", "km", "bearing"),
    [
        ("A convoy was hit 30 km north of ", 30.0, 0.0),
        ("about 25 kilometres south-east of ", 25.0, 135.0),
        ("60 nautical miles off ", 111.12, None),
        ("some 10 miles (16 km) west of the town of ", 16.09344, 270.0),
        ("twenty kilometers from ", 20.0, None),
        ("1,200 km to the east of ", 1200.0, 90.0),
    ],
)
def test_distance_and_bearing_are_read(words, km, bearing):
    found = placewords.displacement(words, len(words))
    assert found.distance_km == pytest.approx(km)
    assert found.bearing == bearing
    assert found.span.end == len(words)


@pytest.mark.parametrize("words", ["north of ", "in ", "30 people from ", "12 strikes near "])
def test_no_distance_is_invented(words):
    assert placewords.displacement(words, len(words)) is None


@pytest.mark.parametrize(
    ("before", "after", "role"),
    [
        ("", " (Reuters) - Police said", PlaceRole.DATELINE),
        ("", " -- Two people died", PlaceRole.DATELINE),
        ("", " denied the report.", PlaceRole.ACTOR),
        ("Militias backed by ", " attacked.", PlaceRole.ACTOR),
        ("An ", "-backed militia", PlaceRole.ACTOR),
        ("A blast in ", " said to be small", PlaceRole.CONTEXT),
        ("A blast in ", " killed two.", PlaceRole.CONTEXT),
    ],
)
def test_roles_follow_from_grammar(before, after, role):
    assert placewords.role(before, after, demonym=False, opening=not before) is role


@pytest.mark.parametrize(
    ("words", "bearing"),
    [("in northern ", 0.0), ("across south-western ", 225.0), ("in the east of ", 90.0), ("in ", None)],
)
def test_parts_are_read(words, bearing):
    assert placewords.part(words) == bearing


@pytest.mark.parametrize(
    ("text", "name"), [("وقع انفجار في بغداد اليوم", "بغداد"), ("Взрыв произошел, сообщает Ирак.", "Ирак")]
)
def test_other_scripts_are_read(scanner, text, name):
    assert name in names(scanner, text)


def test_a_name_across_two_sentences_is_dropped(scanner):
    text = "He went to Al Asad air base."
    cut = text.index("air")
    halves = (Sentence(Span(0, cut - 1), 0, 0), Sentence(Span(cut, len(text)), 1, 0))
    assert all(m.text != "Al Asad air base" for m in find_places(document(text), halves, scanner))


@given(st.text(max_size=400))
@settings(deadline=None)
def test_any_text_gives_mentions_inside_it_without_overlap(scanner, text):
    end = 0
    for found in find_places(document(text), whole(text), scanner):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.text == found.span.of(text)
        assert 0 <= found.score <= 1
        end = found.span.end


WORDS = st.lists(
    st.sampled_from(
        "Paris Mosul in near 30 km north of Iraq , . ( Reuters ) Al Asad air base Mr U.S. بغداد \n - the".split(" ")
    ),
    max_size=60,
)


@given(WORDS)
@settings(deadline=None)
def test_any_jumble_of_cues_is_read(scanner, words):
    text = " ".join(words)
    for found in find_places(document(text), whole(text), scanner):
        assert found.text == found.span.of(text)


def test_long_text_without_spaces_is_read_in_time(scanner):
    assert isinstance(find(scanner, "Aa" * 200_000), tuple)


def test_months_and_persons_given_names_are_read_as_such(scanner):
    """A month in a date is no village of that name; given names of full names are known beside surnames."""
    page = read("Officers met Florence Henry in Hull on Nov. 4.", scanner)
    assert all(hit.span.of(page.text) != "Nov" for hit in page.hits)
    assert "florence" in page.people.given
    assert "henry" in page.people.surnames


def test_where_a_person_comes_from_is_no_place_of_the_event():
    """A town behind a name and an age says who, not where."""
    assert (
        placewords.role("The dead man is Ann Lee, 42, of ", ", police said", demonym=False, opening=False)
        is PlaceRole.ACTOR
    )
    assert placewords.role("A bomb went off in ", " on Monday", demonym=False, opening=False) is PlaceRole.CONTEXT


def test_a_page_whose_likely_names_follow_words_of_place_says_so():
    """How many of the names the first vote takes are led by "in" or "near" tells reports from catalogues."""
    hits = [hit("Mosul", "Fires burn in Mosul."), hit("Mosul", "Mosul, blue, is sold out.")]
    led = manner.standing(hits[:1], "Fires burn in Mosul.", [1.0])
    bare = manner.standing(hits[1:], "Mosul, blue, is sold out.", [1.0])
    assert [cue for cue in led if cue.startswith("led of sure")] != [
        cue for cue in bare if cue.startswith("led of sure")
    ]


def hit(name, text):
    start = text.index(name)
    return NameHit(Span(start, start + len(name)), frozenset({PlaceKind.TOWN}))
