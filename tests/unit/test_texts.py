"""Every text of the page goes through the catalogue, and every language of the catalogue is complete."""

import ast
import importlib.util
import re
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from dashboard.app import basemap, filter_values, language
from dashboard.model import Assertion, EventType, Factuality, PlaceKind, PlaceRole, SubEventType

APP = Path(language.__file__).parent
MODULES = sorted(path for path in APP.glob("*.py"))
OTHERS = [code for code in language.LANGUAGES if code != "en"]

spec = importlib.util.spec_from_file_location("build_texts", language.FOLDER / "build.py")
build = importlib.util.module_from_spec(spec)
spec.loader.exec_module(build)
DOORS = build.SINGLE | build.NUMBERED.keys()

# What Streamlit shows of its first argument, or of these named ones.
WIDGETS = set(
    "alert badge button caption checkbox date_input dialog download_button error expander file_uploader header "
    "info link_button markdown metric multiselect number_input pills popover progress radio segmented_control selectbox "
    "slider spinner subheader success tabs text text_area text_input title toast toggle warning".split()
)
NAMED = {"label", "help", "placeholder", "page_title", "alt", "captions", "title", "caption"}
# The same in every language: marks, codes, what is typed at a shell, and what a person types into the search box.
SAME = {
    "?",
    "https://",
    "Anbar",
    'drone "air base" -exercise',
    "dashboard load FOLDER",
    "Natural Earth · GeoNames",
    "© OpenStreetMap contributors",
    "D MMM YYYY",
    "default-src 'none';",
}
_TAG = re.compile(r"<(style|script)\b.*?(</\1>|$)|<[^<>]*(>|$)", re.DOTALL)
_TOLD = re.compile(r'(?:title|aria-label|alt|placeholder)="([^"\0]*)"')
_WORD = re.compile(r"[A-Za-z]{2,}")
_PROSE = re.compile(r"^[A-Za-z(\[…✕←▶■][\w'’,;:. ()-]*$")


def bare(node):
    """The literal words of an expression that reach a reader without the catalogue."""
    if build.called(node) in DOORS:
        return ""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) and node.value not in SAME else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(bare(part) if isinstance(part, ast.Constant) else "\0" for part in node.values)
    if isinstance(node, ast.IfExp):
        return f"{bare(node.body)} {bare(node.orelse)}"
    if isinstance(node, ast.BinOp | ast.BoolOp | ast.List | ast.Tuple | ast.ListComp):
        return " ".join(bare(child) for child in ast.iter_child_nodes(node))
    if isinstance(node, ast.Call):
        return " ".join(map(bare, node.args))
    return ""


def words(text):
    """What is left to read of HTML: its text, and the attributes that are read aloud or shown on hover."""
    return _WORD.findall(_TAG.sub(" ", text)) + [word for told in _TOLD.findall(text) for word in _WORD.findall(told)]


def parsed(code):
    tree = ast.parse(code)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    return tree


def above(node):
    while hasattr(node, "parent"):
        node = node.parent
        yield node


def in_widgets(tree):
    """Labels, captions, help and all that Streamlit shows, where they do not come from the catalogue."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            shown = [keyword.value for keyword in node.keywords if keyword.arg in NAMED]
            shown += node.args[:1] if node.func.attr in WIDGETS else []
            found += [(node.lineno, ast.unparse(given)[:80]) for given in shown if words(bare(given))]
    return found


def in_markup(tree):
    """Words in what is written as HTML, and codes of vocabularies that are shown there instead of said."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.Constant) and not isinstance(node.parent, ast.JoinedStr | ast.Expr):
            text = bare(node)
            if re.search(r"<[a-z/!]", text) and words(text):
                found.append((node.lineno, words(text)))
        if build.called(node) == "escape" and isinstance(node.args[0], ast.Attribute) and node.args[0].attr == "value":
            found.append((node.lineno, ast.unparse(node)))
    return found


@cache
def known_texts():
    return ids(build.extracted())


def in_tables(tree):
    """Prose in tables and variables that is not marked; codes that have a text in the catalogue may be used bare."""
    found, known = [], known_texts()
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or node.value in SAME | known:
            continue
        over = list(above(node))
        spoken = any(build.called(one) in DOORS for one in over)
        kept = any(isinstance(one, ast.Raise | ast.Compare | ast.Subscript | ast.Expr) for one in over[:3])
        key = isinstance(node.parent, ast.Dict) and node in node.parent.keys
        prose = _PROSE.match(node.value) and len(_WORD.findall(node.value)) > 1 and " " in node.value
        if prose and not (spoken or kept or key):
            found.append((node.lineno, node.value))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_text_of_a_module_goes_through_the_catalogue(path):
    """Nothing that a reader sees is a bare literal."""
    tree = parsed(path.read_text("utf-8"))
    assert in_widgets(tree) + in_markup(tree) + in_tables(tree) == []


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (in_widgets, 'st.button("Press me", key="x")'),
        (in_widgets, 'left.toggle(say("Good"), help="Bad")'),
        (in_widgets, 'st.caption(f"{count} of {total}, newest first")'),
        (in_widgets, 'st.button("Stop" if playing else say("Play"))'),
        (in_markup, 'shown = f"<p>{count} incidents</p>"'),
        (in_markup, 'shown = f\'<img alt="A map" src="{image}">\''),
        (in_markup, "shown = f'<b>{escape(kind.value)}</b>'"),
        (in_tables, 'ORDERS = ("Latest of all", "Earliest of all")'),
    ],
)
def test_a_bare_text_is_found(check, code):
    """The checks see what they are for."""
    assert len(check(parsed(code))) >= 1


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_numbered_texts_stand_where_they_are_collected(path):
    """Both forms of a text with a number are written out, or come marked from a table."""
    for node in ast.walk(parsed(path.read_text("utf-8"))):
        name = build.called(node)
        if name in build.NUMBERED and path.stem not in {"words", "language"}:
            given = node.args[build.NUMBERED[name] :]
            written = len(given) == 2 and all(map(build.literal_text, given))
            assert written or any(isinstance(one, ast.Starred) for one in given), (node.lineno, ast.unparse(node))


def test_the_template_is_what_the_code_says():
    """``make texts`` has been run since a text was last changed."""
    with (language.FOLDER / "dashboard.pot").open("rb") as file:
        assert {message.id for message in read_po(file) if message.id} == ids(build.extracted())


def ids(catalogue):
    return {message.id for message in catalogue if message.id}


@pytest.fixture(scope="module", params=OTHERS)
def catalogue(request):
    path = language.FOLDER / request.param / "LC_MESSAGES" / "dashboard.po"
    return path, build.translated(path)


def forms(string):
    return [string] if isinstance(string, str) else list(string)


def test_a_language_has_every_text(catalogue):
    """No text is missing, empty, or a guess; none is left over."""
    _, found = catalogue
    assert ids(found) == ids(build.extracted())
    assert [message.id for message in found if message.id and (message.fuzzy or not all(forms(message.string)))] == []


def holes(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_what_is_put_into_a_text_is_put_into_its_translation(catalogue):
    """The same braces; only the forms for none, one and two may say the number in words. No markup in either."""
    _, found = catalogue
    for message in found:
        if message.id and not isinstance(message.id, str):
            wanted = holes(message.id[1])
            for number, text in enumerate(message.string):
                assert wanted - ({"count"} if number < 3 else set()) <= holes(text) <= wanted, message.id
        elif message.id and "{" in message.id:
            assert holes(message.id) == holes(message.string), message.id
        assert not re.search("[<>&]", "".join(forms(message.string)) if message.id else "")


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    """The .mo that the page reads holds what stands in the .po."""
    path, found = catalogue
    assert path.with_suffix(".mo").read_bytes() == build.compiled(found)


@pytest.mark.parametrize("kinds", [EventType, SubEventType, Factuality, Assertion, PlaceKind, PlaceRole])
def test_every_value_of_a_vocabulary_has_a_translation(kinds):
    """A code that is added to a vocabulary is missed here before it is shown in English."""
    for code in OTHERS:
        known = language.catalogue(code)
        assert [kind.value for kind in kinds if known.gettext(kind.value) == kind.value] == []


def test_every_sea_and_country_of_the_base_map_has_a_name():
    """The names on the map are those of the language, but for countries that CLDR does not know."""
    import json

    from dashboard import paths

    names = json.loads((paths.data() / "basemap" / "labels.json").read_text("utf-8"))
    assert {sea[0] for sea in names["seas"]} == set(basemap.seas())
    unknown = {code for code in basemap.countries() if code not in language.countries("ar")}
    assert len(unknown) <= 5, unknown


def test_a_shown_option_leads_back_to_its_code():
    """What a browser gives back of a chosen option, in the page's language and with a count, is the code again."""
    with language.speaking(language.LANGUAGES["ar"]):
        assert filter_values.code("event_types", "معارك · 1,204") == "Battles"
        assert filter_values.code("factuality", "منفيّة · 3") == "denied"
        assert filter_values.code("actors", "\u2068Houthis\u2069 · 3") == "Houthis"
    assert filter_values.code("event_types", "Battles · 3") == "Battles"
