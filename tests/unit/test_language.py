"""The page's language: who reads what, numbers with their nouns, dates, and names that keep their direction."""

import threading
from datetime import date

import pytest

from dashboard.app import language, reasons, telling, words
from dashboard.app.protecting import Protection
from dashboard.app.state import PageState
from dashboard.app.telling import About
from dashboard.incidents import confidence
from dashboard.model import Count, Period
from dashboard.places import inside
from dashboard.places import reasons as place_reasons

ARABIC = language.LANGUAGES["ar"]


@pytest.fixture
def arabic():
    with language.speaking(ARABIC):
        yield


@pytest.mark.parametrize(
    ("asked", "browser", "code"),
    [
        ("", None, "en"),
        ("", "de-DE", "en"),
        ("", "ar-IQ", "ar"),
        ("", "ar", "ar"),
        ("en", "ar-IQ", "en"),
        ("ar", "en-GB", "ar"),
        ("xx", "ar", "ar"),
        ("../ar", "", "en"),
    ],
)
def test_the_address_comes_before_the_browser_and_english_last(asked, browser, code):
    """A link's language counts; without one, that of the browser where the page has it."""
    assert language.wanted(asked, browser).code == code


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "لا حوادث"),
        (1, "حادثة واحدة"),
        (2, "حادثتان"),
        (3, "3 حوادث"),
        (10, "10 حوادث"),
        (11, "11 حادثة"),
        (99, "99 حادثة"),
        (100, "100 حادثة"),
        (103, "103 حوادث"),
        (1_234_567, "1,234,567 حادثة"),
    ],
)
def test_arabic_has_six_forms_of_a_number(arabic, count, text):
    """None, one, two, a few, many, hundreds: each with its own form of the noun."""
    assert words.plural(count, "{count} incident", "{count} incidents") == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 incidents"), (1, "1 incident"), (2, "2 incidents")])
def test_english_has_two(count, text):
    """One, and everything else."""
    assert words.plural(count, "{count} incident", "{count} incidents") == text


def test_a_browser_gets_each_form_by_its_name(arabic):
    """The names are those that ``Intl.PluralRules`` gives back."""
    forms = language.forms("{count} incident", "{count} incidents")
    assert forms == {
        "zero": "لا حوادث",
        "one": "حادثة واحدة",
        "two": "حادثتان",
        "few": "{count} حوادث",
        "many": "{count} حادثة",
        "other": "{count} حادثة",
    }


def test_months_are_named_in_the_language_and_digits_stay(arabic):
    """Dates read 5 March 2024 with an Arabic month; figures keep the digits of the sources."""
    assert words.day(date(2024, 3, 5)) == "5 مارس 2024"
    assert words.period(Period(date(2024, 2, 1), date(2024, 2, 29), 4)) == "فبراير 2024"
    assert words.number(Count(5, None)) == "5 على الأقل"
    assert words.number(None) == "غير مذكور"


def test_a_name_cannot_turn_its_neighbours(arabic):
    """A value with letters that run from left to right is put apart; one that runs with the page is not."""
    assert words.say("by {who}", who="Wagner") == "من جانب \u2068Wagner\u2069"
    assert words.say("by {who}", who="الجيش") == "من جانب الجيش"
    assert words.in_country("Mosul", "العراق") == "\u2068Mosul\u2069، \u2068العراق\u2069"
    assert words.markdown(words.apart("Mosul (Iraq)")) == "\u2068Mosul \\(Iraq\\)\u2069"


def test_english_pages_carry_no_direction_marks():
    """Exports and labels in English are the plain text that they were."""
    assert words.in_country("Mosul", "Iraq") == "Mosul, Iraq"
    assert words.say("by {who}", who="الجيش") == "by الجيش"


@pytest.mark.parametrize(
    "text", ["\u2068a", "a\u2069b", "\u2069a\u2068", "\u2068a\u2067b\u2069", "\u2068a\u2068b\u2069"]
)
def test_a_text_of_a_document_lets_no_direction_out(text):
    """Marks that do not come in pairs, or that override, are shown as what they are."""
    assert "\ufffd" in words.clean(text)
    assert words.clean("\u2068a\u2069b") == "\u2068a\u2069b"


def test_two_threads_read_two_languages_at_once():
    """What one thread speaks is nothing to another, though both say the same texts at the same time."""
    told, start = {"en": set(), "ar": set()}, threading.Barrier(2)

    def run(code):
        language.use(language.LANGUAGES[code])
        start.wait()
        for _ in range(2_000):
            told[code].add(words.say("Filters"))

    threads = [threading.Thread(target=run, args=(code,)) for code in told]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == {"en": {"Filters"}, "ar": {"المرشّحات"}}
    assert words.say("Filters") == "Filters"


def test_an_export_says_what_it_is_in_the_language(arabic):
    """The lines that stand over a brief and a shared page."""
    wish = PageState.from_url({"type": ["Battles", "Riots"], "country": "IQ", "actor": "Hamas", "undated": "0"})
    about = About(date(2024, 3, 5), telling.asked(wish), 2, 2, Protection(graphic=True))
    assert about.lines()[0] == "الحادثتان المطابقتان."
    asked = "نوع الحدث: معارك، أعمال شغب؛ الفاعل أو المستهدَف: \u2068Hamas\u2069؛ البلد: العراق؛ دون ما لا تاريخ له"
    assert about.lines()[1] == f"المطلوب: {asked}."
    assert "5 مارس 2024" in about.lines()[2]
    assert language.opening() == '<html lang="ar" dir="rtl">'
    assert telling.joined(["معارك", ""]) == "معارك"


def test_what_is_asked_is_said_in_words():
    """The filters of a page as a reader of its export needs them: names, not parameters."""
    wish = PageState.from_url(
        {
            "type": ["Battles", "Riots"],
            "area": "circle:33.3,44,150",
            "sure": "1",
            "since": "2024-01-02",
            "confidence": "0.6",
            "background": "0",
            "pair": ["Hamas", "Israel"],
        }
    )
    assert telling.asked(wish) == (
        "Event type: Battles, Riots",
        "Who against whom: Hamas, Israel",
        "Area: Within 150 km of 33.30, 44.00",
        "From: 2 Jan 2024",
        "Confidence at least: 60%",
        "Only what is certainly inside",
        "Without earlier and ongoing ones",
    )
    assert telling.asked(PageState()) == ()


def test_a_cut_text_closes_what_it_has_opened(arabic):
    """A name that was put apart and is cut short still lets nothing out."""
    cut = words.clipped(words.apart("a" * 30), 10)
    assert cut.endswith("…\u2069")
    assert "\ufffd" not in words.clean(cut)


def test_every_reason_that_records_give_is_known():
    """What the stages of reading and merging say of themselves has a form here, so that no other language misses it."""
    given = [text.format(people=1200, country="IQ", kind="town") for text in place_reasons._SAID.values()]
    given += [f"less so than others: {text}" for text in given]
    given += [*confidence.WEIGHTS, "date said", "only weak event words", inside.NONE_INSIDE.format(name="Druze")]
    with language.speaking(ARABIC):
        assert [reason for reason in given if reasons.told(reason).strip("\u2068\u2069") == reason] == []


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("same type (Armed clash)", "النوع نفسه (اشتباك مسلح)"),
        ("same place (Mosul)", "المكان نفسه (\u2068Mosul\u2069)"),
        (
            "less so than others: other names of the text lie in IQ",
            "أقل انطباقاً من غيره: تقع أسماء أخرى في النص في العراق",
        ),
        ("town", "بلدة"),
        ("a reason of an older version", "\u2068a reason of an older version\u2069"),
    ],
)
def test_a_recorded_reason_is_told_in_the_language(arabic, reason, text):
    """Kinds and countries by their names, names of places as they are, what is not known as it stands."""
    assert reasons.told(reason) == text


def test_a_reason_in_english_is_the_record_s():
    """Nothing is made of it but safe."""
    assert reasons.told("same place (Mosul)\u202e") == "same place (Mosul)\ufffd"
