"""The stages in order; this module alone knows it.

    documents.read -> mentions.find -> places.resolve -> incidents.assemble      extract: one document
                                    -> incidents.merge -> store.save             load: many, into a store

The one broad ``except`` of the project stands here, around one document: its failure becomes a ``Problem`` and the rest
goes on. ``Settings.strict`` lets it through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from dashboard import documents, plugins
from dashboard.clock import Clock
from dashboard.errors import PluginError, ReadError
from dashboard.incidents.assembling import assemble
from dashboard.incidents.blocking import block_keys, met_by
from dashboard.incidents.merging import Merging, merge
from dashboard.mentions.finding import Lexicons, find, open_lexicons
from dashboard.model import (
    ActorMention,
    Correction,
    CountMention,
    Document,
    Extract,
    Gazetteer,
    Incident,
    LoadReport,
    Mentions,
    NameScanner,
    PlaceMention,
    Problem,
    TimeMention,
    TriggerMention,
)
from dashboard.parallel import Workers
from dashboard.places.online import Known, Online, unknown
from dashboard.places.ranking import resolve
from dashboard.settings import Settings
from dashboard.store import Saved, Store
from dashboard.store.linking import Given

T = TypeVar("T")
Progress = Callable[[int], None]  # told after each document how many have been gone through


@dataclass(frozen=True)
class Engine:
    """What reading a document needs, opened once in each process.

    ``online`` answers for names the offline gazetteer lacks, and only if the settings name a geocoder.
    """

    settings: Settings
    lexicon: Lexicons
    gazetteer: Gazetteer
    scanner: NameScanner
    extractors: tuple[plugins.Extractor, ...] = ()
    online: Online | None = None

    @classmethod
    def open(cls, settings: Settings) -> Engine:
        """Open gazetteer and lexicons; raises GazetteerError, LexiconError or PluginError, each saying what to do."""
        gazetteer: Any = plugins.gazetteer(settings.gazetteer)()
        return cls(
            settings,
            open_lexicons(),
            gazetteer,
            gazetteer.scanner(),
            tuple(plugins.extractor(name) for name in settings.extractors),
            Online.open(settings) if settings.geocoder else None,
        )


# ------------------------------------------------------------------------------------------------------ one document


def extract(document: Document, engine: Engine) -> Extract:
    """All that is made of one document. What fails is said in its ``problems``, unless the settings are strict."""
    try:
        return _extract(document, engine)
    except Exception as error:
        if engine.settings.strict:
            raise
        return _failed(document, f"{type(error).__name__}: {error}; report it with this document, or leave it out")


def _extract(document: Document, engine: Engine) -> Extract:
    if not document.text.strip():
        return _failed(document, "the text is empty")
    found = find(document, engine.lexicon, engine.scanner)
    found = _with_extractors(document, found, engine.extractors)
    resolutions = resolve(document, found.places, engine.gazetteer)
    problems: tuple[Problem, ...] = ()
    if engine.online is not None:
        known, problems = engine.online.ask(unknown(resolutions), document.source.origin)
        if known:
            resolutions = resolve(document, found.places, Known(engine.gazetteer, known))
    told = assemble(document, found, resolutions)
    return Extract(document, found, tuple(resolutions), told.roles, told.reports, told.rejected, problems)


def _with_extractors(document: Document, found: Mentions, extractors: Sequence[plugins.Extractor]) -> Mentions:
    for extractor in extractors:
        found = _added(found, list(extractor(document, found.sentences)))
    return found


def _added(found: Mentions, extra: Sequence[plugins.AnyMention]) -> Mentions:
    """The mentions with a plug-in's, each kind in text order; raises PluginError for one outside its sentence."""
    for mention in extra:
        inside = 0 <= mention.sentence < len(found.sentences)
        if not inside or not found.sentences[mention.sentence].span.covers(mention.span):
            raise PluginError(
                f"an extractor gave {mention.span} as in sentence {mention.sentence}, which does not hold it"
            )
    kinds = {
        name: tuple(sorted([*getattr(found, name), *(m for m in extra if isinstance(m, kind))], key=lambda m: m.span))
        for name, kind in _KINDS.items()
    }
    return replace(found, **kinds)


_KINDS = {
    "places": PlaceMention,
    "actors": ActorMention,
    "times": TimeMention,
    "counts": CountMention,
    "triggers": TriggerMention,
}


def _failed(document: Document, message: str) -> Extract:
    return Extract(document, Mentions(()), problems=(Problem(document.source.origin, "extract", message),))


# ----------------------------------------------------------------------------------------------------- many documents


def read_all(inputs: Iterable[str | Path], settings: Settings) -> Iterator[Document | Problem]:
    """The documents of several files and folders, in the order given."""
    for path in inputs:
        yield from documents.read(path, settings)


def extract_all(
    found: Iterable[Document | Problem], settings: Settings, finish: Callable[[Extract], T]
) -> Generator[T | Problem, None, None]:
    """``finish(extract(document))`` for each, in input order and as a stream; the same with any number of workers.

    ``finish`` runs in the worker and must be importable, so that only what is needed travels between processes.
    An online geocoder is asked by one process only: its rules allow one question at a time.
    """
    if settings.strict:
        found = _strictly(found)
    if settings.workers == 1 or settings.geocoder:
        engine = Engine.open(settings)
        yield from (item if isinstance(item, Problem) else finish(extract(item, engine)) for item in found)
        return
    work: Callable[[Document | Problem], T | Problem] = partial(_in_worker, finish)
    with Workers(work, settings.workers, partial(_open_worker, settings), _lost) as workers:
        yield from workers.map(found)


def _strictly(found: Iterable[Document | Problem]) -> Iterator[Document]:
    for item in found:
        if isinstance(item, Problem):
            raise ReadError(f"{item.where}: {item.message}")
        yield item


_worker_engine: Engine | None = None


def _open_worker(settings: Settings) -> None:
    global _worker_engine  # noqa: PLW0603  # a worker process has one engine, opened when it starts
    _worker_engine = Engine.open(settings)


def _in_worker(finish: Callable[[Extract], T], item: Document | Problem) -> T | Problem:
    if isinstance(item, Problem):
        return item
    if _worker_engine is None:
        raise RuntimeError("the worker was not started by extract_all")
    return finish(extract(item, _worker_engine))


def _lost(item: Document | Problem) -> Any:
    where = item.where if isinstance(item, Problem) else item.source.origin
    return Problem(where, "extract", "the process that read it died (out of memory?); the document was left out")


def itself(whole: Extract) -> Extract:
    """The ``finish`` of those who want the extract as it is."""
    return whole


# -------------------------------------------------------------------------------------------------------------- preview


@dataclass(frozen=True)
class Preview:
    """What would be made of some documents, each once: nothing of it is stored before ``save``."""

    extracts: tuple[Extract, ...]
    incidents: tuple[Incident, ...]
    problems: tuple[Problem, ...]


def preview(found: Iterable[Document | Problem], engine: Engine, progress: Progress | None = None) -> Preview:
    """Read, extract and merge documents among themselves."""
    made: dict[str, Extract] = {}
    problems: list[Problem] = []
    for number, item in enumerate(found, 1):
        whole = item if isinstance(item, Problem) else _or_problem(extract(item, engine))
        if isinstance(whole, Problem):
            problems.append(whole)
        else:
            made[whole.document.id] = whole
            problems += whole.problems
        (progress or (lambda _: None))(number)
    reports = [report for whole in made.values() for report in whole.reports]
    incidents = merge(reports, {name: whole.document for name, whole in made.items()})
    return Preview(tuple(made.values()), incidents, tuple(problems))


def save(store: Store, extracts: Sequence[Extract]) -> Saved:
    """Keeps what was made of documents and merges it with what is stored; stored documents stay as they are."""
    return store.save(extracts, **_rules())


def _rules() -> Given:
    """The rules of one load: what they read off reports is kept for its next batch."""
    merging = Merging()
    return {"merge": merging.merge, "block_keys": block_keys, "linking": merging.linking, "met_by": met_by}


# --------------------------------------------------------------------------------------------------------------- load


def load(inputs: Sequence[str | Path], settings: Settings, progress: Progress | None = None) -> LoadReport:
    """Read, extract, merge and save; every document ends in the store or in the report's problems.

    What is already stored is passed over, so that loading twice changes nothing and a broken load can be taken up.
    Documents are saved ``settings.batch`` at a time, each batch whole or not at all.
    """
    clock = Clock()
    tally = _Tally(progress or (lambda _: None))
    started = datetime.now(UTC)
    rules = _rules()
    with Store.open(settings.store_url, create=True) as store, ExitStack() as ending:
        found = clock.timing("read", read_all(inputs, settings))
        fresh = _not_stored(found, store, tally, settings.batch)
        # closed here when the load is stopped: left to the end of the program, the workers' own thread might do it
        stream = ending.enter_context(closing(extract_all(fresh, settings, _or_problem)))
        extracts = clock.timing("extract", stream)
        while batch := list(islice(extracts, settings.batch)):
            done = [item for item in batch if not isinstance(item, Problem)]
            unread = [item for item in batch if isinstance(item, Problem)]
            with clock.running("save"):
                saved = store.add(done, **rules)
                store.add_problems(unread)
            tally.add(done, unread, saved)
        with clock.running("save"):
            tally.add([], [], Saved(incidents=store.settle(**rules)))
        seconds = {**clock.seconds, "extract": clock.seconds["extract"] - clock.seconds["read"]}
        report = tally.report(seconds)
        store.log(report, paths=[str(path) for path in inputs], started=started, finished=datetime.now(UTC))
    return report


def reread(settings: Settings, progress: Progress | None = None) -> LoadReport:
    """Read every stored document again, for when the reader has become better, and merge anew; splits and joins are kept.

    Each batch is replaced whole or not at all, so a reading that was stopped may be started again. A document that cannot
    be gone through keeps what was made of it.
    """
    clock = Clock()
    tally = _Tally(progress or (lambda _: None))
    started = datetime.now(UTC)
    rules = _rules()
    with Store.open(settings.store_url) as store:
        extracts = clock.timing("extract", extract_all(store.every_document(), settings, _or_problem))
        while batch := list(islice(extracts, settings.batch)):
            done = [item for item in batch if not isinstance(item, Problem)]
            with clock.running("save"):
                saved = store.reread(done, **rules)
            tally.add(done, [item for item in batch if isinstance(item, Problem)], saved)
        with clock.running("merge"):
            store.rebuild(**rules)
        report = tally.report(clock.seconds)
        store.log(report, paths=[], started=started, finished=datetime.now(UTC))
    return report


def split(store: Store, incident: str, reports: Sequence[str]) -> Correction:
    """Take reports (ids, or their beginnings) out of an incident, for good; raises NoSuchIncident or CorrectionError."""
    return store.split(incident, reports, merge=merge)


def join(store: Store, one: str, other: str) -> Correction:
    """Make one incident of two, for good; raises NoSuchIncident or CorrectionError."""
    return store.join(one, other, merge=merge)


def undo(store: Store, number: int) -> Correction:
    """Take a correction back by its number (``store.corrections()``); raises CorrectionError."""
    return store.undo(number, merge=merge)


def _or_problem(whole: Extract) -> Extract | Problem:
    """A document that could not be gone through is no part of the store: the next load tries it again."""
    return whole.problems[0] if whole.problems and not whole.mentions.sentences else whole


def _not_stored(
    found: Iterator[Document | Problem], store: Store, tally: _Tally, size: int
) -> Iterator[Document | Problem]:
    """What is found without the documents the store already holds."""
    while some := list(islice(found, size)):
        stored = store.known([item.id for item in some if isinstance(item, Document)])
        for item in some:
            if isinstance(item, Document) and item.id in stored:
                tally.pass_over()
            else:
                yield item


@dataclass
class _Tally:
    """What a running load has done so far."""

    progress: Progress
    saved: Saved = field(default_factory=Saved)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    unresolved: Counter[str] = field(default_factory=Counter)
    seen: int = 0

    def pass_over(self) -> None:
        self.unchanged += 1
        self._tell(1)

    def add(self, done: Sequence[Extract], unread: Sequence[Problem], saved: Saved) -> None:
        old = self.saved
        self.saved = Saved(
            old.documents + saved.documents,
            old.unchanged + saved.unchanged,
            old.reports + saved.reports,
            old.incidents + saved.incidents,
        )
        self.problems += [*unread, *(problem for one in done for problem in one.problems)]
        self.unresolved.update(r.mention.text for one in done for r in one.resolutions if r.chosen is None)
        self._tell(len(done) + len(unread))

    def report(self, seconds: Mapping[str, float]) -> LoadReport:
        return LoadReport(
            documents=self.saved.documents,
            unchanged=self.unchanged + self.saved.unchanged,
            reports=self.saved.reports,
            incidents=self.saved.incidents,
            seconds={stage: round(spent, 3) for stage, spent in seconds.items()},
            problems=tuple(self.problems),
            unresolved=dict(sorted(self.unresolved.items(), key=lambda pair: (-pair[1], pair[0]))),
        )

    def _tell(self, more: int) -> None:
        self.seen += more
        self.progress(self.seen)
