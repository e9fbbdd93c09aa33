"""The commands and their flags. A flag that is also a setting has the setting's name and no default of its own."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

Commands = Any  # argparse keeps the type of its subparsers private

EPILOG = """exit codes: 0 done, 1 failed (one line on stderr says why), 2 wrong usage, 3 done with problems that are listed,
130 stopped with Ctrl-C. Settings also stand in dashboard.toml and in DASHBOARD_NAME variables."""


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The chosen command and its flags; ``run`` is what does it. Exits with 2 on wrong usage."""
    return build().parse_args(arguments)


def build() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dashboard", description="News articles in, incidents on a map out; offline.", epilog=EPILOG
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in (
        _load,
        _reread,
        _serve,
        _extract,
        _explain,
        _list,
        _show,
        _export,
        _split,
        _join,
        _corrections,
        _gazetteer,
        _check,
        _bench,
    ):
        add(commands)
    return parser


def _load(commands: Commands) -> None:
    load = _command(commands, "load", "load:load", "read articles and save their incidents in the store")
    load.add_argument("paths", nargs="+", metavar="PATH", help="a file (.txt, .md, .jsonl) or a folder of them")
    load.add_argument("--report", metavar="F.json", help="write what was done, with all problems, as JSON")
    _store(load)
    _reading(load)


def _reread(commands: Commands) -> None:
    reread = _command(commands, "reread", "load:reread", "read the stored articles again, as this version reads them")
    _store(reread)
    _reading(reread)


def _serve(commands: Commands) -> None:
    serve = _command(commands, "serve", "serve:serve", "open the dashboard on this machine")
    serve.add_argument("--port", type=int, metavar="N", help="where to listen; without it, any free port")
    serve.add_argument(
        "--tiles", metavar="URL", help="offer online map tiles as a layer, e.g. https://…/{z}/{x}/{y}.png"
    )
    _store(serve)


def _extract(commands: Commands) -> None:
    extract = _command(commands, "extract", "extract:extract", "print what is made of articles, without a store")
    extract.add_argument(
        "path", nargs="?", default="-", metavar="PATH", help="a file or folder; - reads JSON Lines from stdin"
    )
    extract.add_argument("--format", choices=["jsonl"], default="jsonl", help="the form of the output")
    _reading(extract)


def _explain(commands: Commands) -> None:
    explain = _command(commands, "explain", "explain:explain", "show stage by stage how an article is read, and why")
    explain.add_argument("path", metavar="PATH", help="an article; of several documents, each is explained")
    _reading(explain, workers=False)


def _list(commands: Commands) -> None:
    listing = _command(commands, "list", "incidents:list_", "list incidents, one a line")
    listing.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many (default 50, 0 = all)")
    _filters(listing)
    _store(listing)


def _show(commands: Commands) -> None:
    show = _command(commands, "show", "incidents:show", "show one incident with its reports and the words they cite")
    show.add_argument("id", metavar="ID", help="an incident's id as `list` prints it")
    _store(show)


def _export(commands: Commands) -> None:
    export = _command(commands, "export", "export:export", "write incidents to a file or to stdout")
    export.add_argument(
        "--format",
        choices=["geojson", "csv", "jsonl", "kml", "acled", "ged", "html", "brief", "brief-html"],
        default="jsonl",
        help="the form (default jsonl); html is one page with map, list and evidence that opens offline, brief a "
        "Markdown text with numbered sources, brief-html the same to print",
    )
    export.add_argument("-o", "--output", metavar="FILE", help="where to write; without it, stdout")
    export.add_argument(
        "--protect",
        action="append",
        nargs="?",
        const="all",
        default=[],
        choices=["graphic", "places", "all"],
        help="cover graphic sentences, blunt coordinates to a tenth of a degree, or both (all: also without a word); "
        "names of places stay",
    )
    export.add_argument("--lang", choices=["en", "ar"], help="language of html and brief (default en)")
    _filters(export)
    _store(export)


def _split(commands: Commands) -> None:
    split = _command(commands, "split", "corrections:split", "take reports out of an incident, for good")
    split.add_argument("incident", metavar="INCIDENT", help="the incident's id")
    split.add_argument(
        "reports", nargs="+", metavar="REPORT", help="a report's id as `show` prints it, or its beginning"
    )
    _store(split)


def _join(commands: Commands) -> None:
    join = _command(commands, "join", "corrections:join", "make one incident of two, for good")
    join.add_argument("one", metavar="INCIDENT", help="an incident's id")
    join.add_argument("other", metavar="OTHER", help="the id of the incident that is the same event")
    _store(join)


def _corrections(commands: Commands) -> None:
    made = _command(commands, "corrections", "corrections:corrections", "list the splits and joins made by hand")
    made.add_argument("--undo", type=int, metavar="N", help="take back the correction of this number")
    _store(made)


def _gazetteer(commands: Commands) -> None:
    group = commands.add_parser("gazetteer", help="build, ask, describe or extend the offline gazetteer")
    kinds = group.add_subparsers(metavar="ACTION", required=True)
    _command(kinds, "build", "gazetteer:build", "compile the place index on this machine")
    lookup = _command(kinds, "lookup", "gazetteer:lookup", "show the places that go by a name")
    lookup.add_argument("name", metavar="NAME", help="a place name in any script")
    _command(kinds, "info", "gazetteer:info", "show what the place index holds and what was added to it")
    add = _command(kinds, "add", "gazetteer:add", "add GeoNames' files of a country, and compile the index anew")
    add.add_argument(
        "files", nargs="+", metavar="FILE", help="a country dump or its alternate names, e.g. IQ.zip or IQ.txt"
    )
    remove = _command(kinds, "remove", "gazetteer:remove", "take out what was added of a country")
    remove.add_argument("countries", nargs="+", metavar="CC", help="ISO 3166-1 code, e.g. IQ")


def _check(commands: Commands) -> None:
    check = _command(commands, "check", "check:check", "check the gazetteer, lexicons, settings and store")
    _store(check)


def _bench(commands: Commands) -> None:
    group = commands.add_parser("bench", help="make large stores to measure with")
    kinds = group.add_subparsers(metavar="ACTION", required=True)
    make = _command(kinds, "make-store", "bench:make_store", "write a store of synthetic incidents")
    make.add_argument("--incidents", type=int, default=100_000, metavar="N", help="how many (default 100000)")
    make.add_argument("--seed", type=int, default=1, metavar="N", help="another seed makes another store")
    _store(make)


# ------------------------------------------------------------------------------------------------------ shared flags


def _command(commands: Commands, name: str, target: str, about: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=about, description=about[0].upper() + about[1:] + "."
    )
    parser.add_argument(
        "--config", metavar="FILE", help="settings file (default: dashboard.toml here, if there is one)"
    )
    parser.add_argument(
        "--log-level", choices=["debug", "info", "warning", "error"], default="warning", help="what to log"
    )
    parser.set_defaults(run=_lazily(target))
    return parser


def _lazily(target: str) -> Callable[[argparse.Namespace], int]:
    module, _, name = target.partition(":")

    def run(chosen: argparse.Namespace) -> int:
        code: int = getattr(import_module(f"dashboard.cli.{module}"), name)(chosen)
        return code

    return run


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", metavar="URL", help="database, e.g. sqlite:///news.sqlite, or a file's path")


def _reading(parser: argparse.ArgumentParser, *, workers: bool = True) -> None:
    if workers:
        parser.add_argument("--workers", type=int, metavar="N", help="processes side by side; the result is the same")
    parser.add_argument(
        "--strict", action="store_const", const=True, help="stop at the first problem instead of listing it"
    )
    parser.add_argument(
        "--geocoder", metavar="NAME", help="ask an online geocoder of geopy's, e.g. nominatim, for unknown names"
    )
    parser.add_argument(
        "--user-agent", metavar="TEXT", help="who asks: the geocoder's rules want a name and an address"
    )
    parser.add_argument("--geocoder-domain", metavar="HOST", help="another server of that geocoder, e.g. your own")
    parser.add_argument("--geocoder-scheme", choices=["https", "http"], help="how to talk to it")


def _filters(parser: argparse.ArgumentParser) -> None:
    several = partial(parser.add_argument, action="append", default=[], metavar="NAME")
    several("--type", help="event type, e.g. Battles; repeat for more")
    several("--sub-type", help="sub-event type, e.g. 'Armed clash'")
    several("--actor", help="actor or target by its usual name")
    parser.add_argument("--country", action="append", default=[], metavar="CC", help="ISO 3166-1 code, e.g. IQ")
    several("--source", help="publisher")
    parser.add_argument(
        "--factuality",
        action="append",
        default=[],
        choices=["reported", "claimed", "denied"],
        help="how the texts put it",
    )
    parser.add_argument("--since", metavar="DATE", help="first day, YYYY-MM-DD")
    parser.add_argument("--until", metavar="DATE", help="last day, YYYY-MM-DD")
    parser.add_argument("--no-undated", action="store_true", help="leave out incidents without a date")
    parser.add_argument("--no-background", action="store_true", help="leave out background and ongoing records")
    parser.add_argument("--min-confidence", type=float, default=0.0, metavar="X", help="0 to 1")
    parser.add_argument("--words", default="", metavar="QUERY", help="words of the articles")


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        print(f"incident-dashboard {version('incident-dashboard')}")
        parser.exit()
