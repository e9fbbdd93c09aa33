"""``dashboard export`` makes what the page's export window makes: the same pages, the same protection, in both languages."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
import small_store

from dashboard.app import export_window, language, protecting, telling
from dashboard.app.protecting import Protection
from dashboard.app.state import PageState
from dashboard.cli import export as command
from dashboard.cli import main, parser
from dashboard.model import EventType
from dashboard.store import Filters, Store
from dashboard.store.export import FORMATS

IN_WINDOW = {"html": "html", "brief": "markdown", "brief-html": "brief"}
EXACT = ("36.335", "43.119")  # Mosul's point in the small store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return small_store.build(f"sqlite:///{tmp_path_factory.mktemp('store') / 'small.sqlite'}")


@pytest.fixture
def write(store, tmp_path):
    """Runs the command into a file and gives the file's text."""

    def run(*flags):
        target = tmp_path / "out"
        assert main(["export", "--store", store, "-o", str(target), *flags]) == 0
        return target.read_text("utf-8")

    return run


def in_window(store, name, filters, protection):
    """What the export window's own functions make of the same wish, on the same day."""
    with Store.open(store) as opened:
        frame = opened.frame()
        keys = frame.in_order(frame.mask(filters))
        about = telling.About(
            command.datetime.now(tz=UTC).date(),
            telling.asked(PageState(filters=filters)),
            len(keys),
            len(keys),
            protection,
        )
        pairs = protecting.protected(opened.with_documents(opened.incidents(keys)), protection)
        return export_window.FORMS[name].make(pairs, about)


class _Someday(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime(2024, 6, 1, tzinfo=tz)


@pytest.mark.parametrize("lang", sorted(language.LANGUAGES))
@pytest.mark.parametrize("form", [*command.PAGES, *FORMATS])
def test_a_file_of_the_command_is_the_windows(store, write, monkeypatch, form, lang):
    """With a filter, protected, in each language that the form has."""
    monkeypatch.setattr(command, "datetime", _Someday)
    page = form in command.PAGES
    text = write("--format", form, "--type", "battles", "--protect", *(["--lang", lang] if page else []))
    with language.speaking(language.LANGUAGES[lang]):
        filters = Filters(event_types=(EventType.BATTLES,))
        expected = in_window(store, IN_WINDOW.get(form, form), filters, Protection(graphic=True, places=True))
    assert text.replace("\r\n", "\n") == expected.replace("\r\n", "\n")
    assert not page or {"en": "Battles", "ar": "معارك"}[lang] in text


@pytest.mark.parametrize("form", ["html", "jsonl", "csv", "geojson", "kml", "acled", "ged"])
@pytest.mark.parametrize("flags", [["--protect"], ["--protect", "graphic", "--protect", "places"]])
def test_protection_hides_the_exact_place(write, form, flags):
    """No form that holds points gives the point away; a second --protect adds to the first."""
    assert all(figure in write("--format", form) for figure in EXACT)
    guarded = write("--format", form, *flags)
    assert not any(figure in guarded for figure in EXACT)
    assert "36.3" in guarded


def test_each_protection_can_be_asked_alone():
    assert command.protection_of([]) == Protection()
    assert command.protection_of(["graphic"]) == Protection(graphic=True)
    assert command.protection_of(["places"]) == Protection(places=True)
    assert command.protection_of(["places", "all"]) == Protection(graphic=True, places=True)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_language_for_programs_is_refused(store, tmp_path, capsys, form):
    """In one line that says what to do; nothing is written."""
    target = tmp_path / "out"
    assert main(["export", "--store", store, "--format", form, "--lang", "ar", "-o", str(target)]) == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith(f"dashboard: --lang ar: --format {form} ")
    assert "leave --lang out, or give --format html, brief or brief-html" in told
    assert not target.exists()


def test_the_flags_offer_every_form_and_language():
    usage = re.sub(r"\s+", "", parser.build()._subparsers._group_actions[0].choices["export"].format_help())
    forms = re.search(r"--format\{(.*?)\}", usage)[1].split(",")
    assert sorted(forms) == sorted([*FORMATS, *command.PAGES])
    assert re.search(r"--lang\{(.*?)\}", usage)[1].split(",") == list(language.LANGUAGES)


def test_a_long_page_is_whole_and_says_that_it_is_long(write, monkeypatch, capsys):
    """More than the window puts on a page: all of it, with a word on stderr."""
    original, whole = command.EASY, write("--format", "html")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(command, "EASY", 2)
    assert write("--format", "html") == whole
    assert "a browser may be slow with more than 2" in capsys.readouterr().err
    held = json.loads(re.search(r'id="incidents">(.*?)</script>', whole)[1])["incidents"]
    assert len(held) > 2
    assert original == export_window.SOME


def test_no_command_that_writes_loads_streamlit(store, tmp_path):
    """Nor does ``--help`` or any other that only reads the store."""
    runs = [["list"], *(["export", "--protect", "--format", form] for form in ("csv", "html", "brief"))]
    code = (
        "import sys; from dashboard.cli import main\n"
        f"for run in {runs!r}: assert main([*run, '--store', {store!r}]) == 0\n"
        "sys.exit('streamlit is loaded' if 'streamlit' in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, "")
