"""The stages in order: one document's failure kept from the rest, and the same result whoever does the work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import pipeline
from dashboard.errors import PluginError, ReadError
from dashboard.model import Actor, ActorMention, Document, Extract, Problem, Sentence, Span
from dashboard.records import extract_to_json, incident_to_json
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.testing import a_document

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds"
REPORTS = ROOT / "data" / "samples" / "reports"
pytestmark = pytest.mark.usefixtures("gazetteer_index")


def line(whole: Extract) -> str:
    return json.dumps(extract_to_json(whole))


def content(store: Store) -> list[str]:
    pairs = store.with_documents(store.select())
    return sorted(json.dumps(incident_to_json(incident, documents), sort_keys=True) for incident, documents in pairs)


def test_an_article_becomes_records_that_cite_it(engine: pipeline.Engine) -> None:
    """From words to a report with type, place and figure, each pointing into the text."""
    text = "Gunmen killed three people in Mosul, Iraq, on Monday, police said."
    (report,) = pipeline.extract(a_document(text), engine).reports
    assert report.place is not None
    assert report.place.value.place.country == "IQ"
    assert report.place.spans[0].of(text).startswith("Mosul")
    assert report.killed is not None
    assert (report.killed.value.low, report.killed.value.high) == (3, 3)


def test_a_failure_becomes_a_problem(engine: pipeline.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a stage raises is said with the document's origin; strict settings let it through."""

    def stumble(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(pipeline, "resolve", stumble)
    mild = replace(engine, settings=Settings())
    whole = pipeline.extract(a_document("Shells fell on Mosul.", origin="a.txt"), mild)
    (problem,) = whole.problems
    assert (problem.where, problem.stage) == ("a.txt", "extract")
    assert "ZeroDivisionError: by zero" in problem.message
    assert whole.reports == ()
    with pytest.raises(ZeroDivisionError):
        pipeline.extract(a_document("Shells fell on Mosul."), engine)


def test_an_empty_text_is_said_to_be_empty(engine: pipeline.Engine) -> None:
    """No exception, no incident, one problem."""
    (problem,) = pipeline.extract(a_document(" \n"), engine).problems
    assert problem.message == "the text is empty"


@pytest.mark.parametrize(
    "text", ["\x00", "\u202e\u200f", "((((" * 500, "A" * 20_000, "\U0001f4a3" * 300, "\r\r\n\n\t", "1" * 5_000]
)
def test_odd_texts_pass(engine: pipeline.Engine, text: str) -> None:
    """Texts that are no articles give nothing and break nothing."""
    assert pipeline.extract(a_document(text), engine).reports == ()


def find_ships(document: Document, sentences: Sequence[Sentence]) -> Iterable[ActorMention]:
    at = document.text.find("MV ")
    return [ActorMention(Span(at, at + 5), 0, Actor("ship"), "ship")] if at >= 0 else []


def test_a_game_of_basketball_is_no_fighting(engine: pipeline.Engine) -> None:
    """Its words of war are borrowed; ours, of teams that are none."""
    text = (
        "The Osijek Herons bombed away from three-point range on Sunday to bury Graz 98-77. The hosts attacked the rim early, "
        "grabbed 51 rebounds and made all their free throws, while Graz's defence surrendered 33 points in the fourth quarter. "
        "Their coach said his men had fought to the end."
    )
    assert pipeline.extract(a_document(text), engine).reports == ()


def test_extractors_add_mentions_in_text_order(engine: pipeline.Engine) -> None:
    """A plug-in's mention stands among the built-in ones, where its words stand."""
    more = replace(engine, extractors=(find_ships,))
    actors = pipeline.extract(a_document("Rebels hit the MV Aa near Aden, the army said."), more).mentions.actors
    assert "ship" in [actor.actor.name for actor in actors]
    assert [actor.span for actor in actors] == sorted(actor.span for actor in actors)


def test_extractors_must_stay_inside_their_sentence(engine: pipeline.Engine) -> None:
    """A span outside is the plug-in's fault, and said so."""

    def wild(document: Document, sentences: Sequence[Sentence]) -> Iterable[ActorMention]:
        return [ActorMention(Span(0, 10_000), 0, Actor("x"), "wild")]

    with pytest.raises(PluginError, match="which does not hold it"):
        pipeline.extract(a_document("Shells fell."), replace(engine, extractors=(wild,)))


def test_the_number_of_workers_changes_nothing() -> None:
    """Same lines in the same order from one process and from two."""
    one = list(pipeline.extract_all(pipeline.read_all([REPORTS, SEED], Settings()), Settings(), line))
    two = list(pipeline.extract_all(pipeline.read_all([REPORTS, SEED], Settings()), Settings(workers=2), line))
    assert len(one) == 37
    assert one == two


def test_problems_keep_their_place_in_the_stream() -> None:
    """What could not be read comes out where it stood, with any number of workers."""
    bad = Problem("b.txt", "read", "broken")
    for workers in (1, 2):
        found = [a_document("One.", origin="a.txt"), bad, a_document("Two.", origin="c.txt")]
        answers = list(pipeline.extract_all(found, Settings(workers=workers), line))
        assert [isinstance(answer, Problem) for answer in answers] == [False, True, False]


def test_strict_stops_at_the_first_problem() -> None:
    """What could not be read ends a strict run, in words."""
    found = [Problem("b.txt", "read", "broken"), a_document()]
    with pytest.raises(ReadError, match=r"b\.txt: broken"):
        list(pipeline.extract_all(found, Settings(strict=True), line))


# --------------------------------------------------------------------------------------------------------------- load


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    """The second load finds everything there; content and ids stay."""
    settings = Settings(store=str(tmp_path / "a.sqlite"))
    told: list[int] = []
    first = pipeline.load([str(REPORTS), str(SEED)], settings, told.append)
    with Store.open(settings.store_url) as store:
        before = content(store)
        assert store.check() == ()
    second = pipeline.load([str(REPORTS), str(SEED)], settings)
    assert (first.documents, first.unchanged) == (37, 0)
    assert (second.documents, second.unchanged, second.reports) == (0, 37, 0)
    assert told == sorted(told)
    assert told[-1] == 37
    with Store.open(settings.store_url) as store:
        assert content(store) == before
    assert first.reports == sum(len(json.loads(row)["reports"]) for row in before)
    assert set(first.seconds) >= {"read", "extract", "save"}
    assert all(seconds >= 0 for seconds in first.seconds.values())


def test_batches_workers_and_order_change_nothing(tmp_path: Path) -> None:
    """However the work is cut and in whatever order files come, the incidents are the same."""
    contents = []
    for number, (paths, change) in enumerate([
        ([str(SEED), str(REPORTS)], {}),
        ([str(SEED), str(REPORTS)], {"workers": 2, "batch": 5}),
        ([*sorted(map(str, REPORTS.iterdir()), reverse=True), str(SEED)], {"batch": 1}),
    ]):  # fmt: skip
        settings = Settings(store=str(tmp_path / f"{number}.sqlite"), **change)
        pipeline.load(paths, settings)
        with Store.open(settings.store_url) as store:
            contents.append(content(store))
    assert contents[0] == contents[1] == contents[2]


def test_every_document_is_stored_or_listed(tmp_path: Path) -> None:
    """What could not be read stands in the report and in the store, once, until it can be read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Shells fell on Mosul.")
    (tmp_path / "in" / "b.txt").write_bytes(b"\x00\x01\x02")
    settings = Settings(store=str(tmp_path / "a.sqlite"))
    for _ in range(2):
        report = pipeline.load([str(tmp_path / "in"), str(tmp_path / "gone")], settings)
        assert [Path(problem.where).name for problem in report.problems] == ["b.txt", "gone"]
    with Store.open(settings.store_url) as store:
        assert len(store.problems()) == 2
    (tmp_path / "in" / "b.txt").write_text("More shells fell on Hit.")
    pipeline.load([str(tmp_path / "in")], settings)
    with Store.open(settings.store_url) as store:
        assert [Path(problem.where).name for problem in store.problems()] == ["gone"]


def test_a_failed_document_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no part of the store until it has been gone through."""
    settings = Settings(store=str(tmp_path / "a.sqlite"))
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "find", lambda *_: 1 / 0)
        report = pipeline.load([str(SEED)], settings)
    assert (report.documents, len(report.problems)) == (0, 1)
    report = pipeline.load([str(SEED)], settings)
    assert (report.documents, report.problems) == (1, ())


def test_a_broken_load_keeps_whole_batches(tmp_path: Path) -> None:
    """Ctrl-C between documents leaves a sound store with the batches done; the next load goes on from there."""
    settings = Settings(store=str(tmp_path / "a.sqlite"), batch=4)

    def interrupt(done: int) -> None:
        if done >= 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.load([str(REPORTS)], settings, interrupt)
    with Store.open(settings.store_url) as store:
        assert store.check() == ()
    report = pipeline.load([str(REPORTS)], settings)
    assert (report.documents, report.unchanged) == (28, 8)
    whole = Settings(store=str(tmp_path / "b.sqlite"))
    pipeline.load([str(REPORTS)], whole)
    with Store.open(settings.store_url) as one, Store.open(whole.store_url) as two:
        assert content(one) == content(two)
