"""The opt-in geocoder, against a real HTTP server on loopback that speaks Nominatim's JSON."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard import pipeline
from dashboard.errors import GeocodingError, SettingsError
from dashboard.model import PlaceKind
from dashboard.places.online import GIVE_UP_AFTER, RETRIES, Known, Online
from dashboard.settings import Settings
from dashboard.testing import FakeGazetteer, a_place

Answer = tuple[int, object]
QARAT = {
    "place_id": 1, "osm_type": "node", "osm_id": 42, "lat": "33.5", "lon": "42.5", "class": "place", "type": "village",
    "addresstype": "village", "name": "Qarat", "display_name": "Qarat, Anbar, Iraq",
    "boundingbox": ["33.48", "33.52", "42.48", "42.52"], "address": {"village": "Qarat", "country_code": "iq"},
}  # fmt: skip


@dataclass
class Nominatim:
    """A server whose answers a test chooses: by name, a list that is used up and then its last one again."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    domain: str = ""

    def reply(self, name: str, agent: str) -> Answer:
        self.asked.append(name)
        self.agents.append(agent)
        self.times.append(time.monotonic())
        answers = self.answers.get(name, [(200, [])])
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.fixture
def server() -> Iterator[Nominatim]:
    state = Nominatim()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = parse_qs(urlsplit(self.path).query)["q"][0]
            status, body = state.reply(name, self.headers["User-Agent"])
            if body == "wait":
                time.sleep(1.0)
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            with contextlib.suppress(OSError):  # the client may have given up waiting, as the test wants
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state.domain = f"127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield state
        http.shutdown()
        thread.join()


Ask = Callable[..., Online]


@pytest.fixture
def online(server: Nominatim, tmp_path: Path) -> Ask:
    def opened(**settings: object) -> Online:
        usual = {"geocoder_delay": 0.01, "geocoder_timeout": 0.3, "geocoder_domain": server.domain}
        chosen = {
            "geocoder": "nominatim",
            "user_agent": "tests (me@example.org)",
            "geocoder_scheme": "http",
            **usual,
            **settings,
        }
        return Online.open(Settings(**chosen), tmp_path / "answers.sqlite")

    return opened


def test_an_answer_becomes_a_place(server: Nominatim, online: Ask) -> None:
    """Id, name, kind, point, radius and country come from the service's own fields; it is told who asks."""
    server.answers["Qarat"] = [(200, [QARAT])]
    found, problems = online().ask(["Qarat"], "a.txt")
    (place,) = found["Qarat"]
    assert problems == ()
    assert (place.id, place.name, place.kind, place.country) == ("nominatim:node/42", "Qarat", PlaceKind.TOWN, "IQ")
    assert (place.latitude, place.longitude) == (33.5, 42.5)
    assert place.radius_km == pytest.approx(2.9, abs=0.1)
    assert server.agents == ["tests (me@example.org)"]


def test_answers_are_kept_empty_ones_too(server: Nominatim, online: Ask) -> None:
    """A name is asked for once, also by the next run."""
    server.answers["Qarat"] = [(200, [QARAT])]
    first = online()
    assert first.ask(["Qarat", "Qarat", "Nowhere"], "a.txt")[0].keys() == {"Qarat"}
    again = online().ask(["Qarat", "Nowhere"], "b.txt")[0]
    assert server.asked == ["Qarat", "Nowhere"]
    assert again == first.ask(["Qarat"], "c.txt")[0]


def test_old_answers_are_asked_for_again(server: Nominatim, online: Ask) -> None:
    """After ``geocoder_keep_days`` an answer no longer counts."""
    server.answers["Qarat"] = [(200, [QARAT])]
    opened = online()
    opened.ask(["Qarat"], "a.txt")
    import sqlite3

    with sqlite3.connect(opened.cache) as base:
        base.execute("UPDATE answer SET day = '2001-01-01'")
    base.close()
    online().ask(["Qarat"], "a.txt")
    assert len(server.asked) == 2


def test_a_broken_cache_is_made_anew(server: Nominatim, online: Ask, tmp_path: Path) -> None:
    """A damaged file costs the answers in it, nothing else."""
    (tmp_path / "answers.sqlite").write_bytes(b"no database at all, for sure" * 100)
    server.answers["Qarat"] = [(200, [QARAT])]
    found, problems = online().ask(["Qarat"], "a.txt")
    assert set(found) == {"Qarat"}
    assert problems == ()


@pytest.mark.parametrize("trouble", [(429, []), (503, b"busy"), (200, "wait"), (200, b"<html>not json")])
def test_trouble_is_tried_again(server: Nominatim, online: Ask, trouble: Answer) -> None:
    """Too many requests, a busy or slow server and garbage: asked again, then answered."""
    server.answers["Qarat"] = [trouble, (200, [QARAT])]
    found, problems = online().ask(["Qarat"], "a.txt")
    assert set(found) == {"Qarat"}
    assert problems == ()
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "trouble",
    [
        (429, []),
        (500, b"broken"),
        (403, b"blocked"),
        (200, "wait"),
        (200, b"{{{"),
        (200, {"odd": 1}),
        (200, [{"lat": "x", "lon": "y"}]),
        (200, [{**QARAT, "lat": "95"}]),
        (200, [{**QARAT, "lat": "nan"}]),
        (200, [5]),
    ],
)
def test_lasting_trouble_is_a_problem(server: Nominatim, online: Ask, trouble: Answer) -> None:
    """It is reported with the document, no answer is kept, and nothing is raised."""
    server.answers["Qarat"] = [trouble]
    found, (problem,) = online().ask(["Qarat"], "a.txt")
    assert found == {}
    assert (problem.where, problem.stage) == ("a.txt", "geocoder")
    assert "gave no answer for 'Qarat'" in problem.message
    assert 1 <= len(server.asked) <= RETRIES + 1
    server.answers["Qarat"] = [(200, [QARAT])]
    assert set(online().ask(["Qarat"], "a.txt")[0]) == {"Qarat"}


def test_it_gives_up_on_a_dead_service(online: Ask, tmp_path: Path) -> None:
    """After a few failures in a row nothing is asked any more, and that is said once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        dead = f"127.0.0.1:{probe.getsockname()[1]}"
    opened = online(geocoder_domain=dead, geocoder_delay=0.0)
    _, problems = opened.ask([f"Name {letter}" for letter in "abcdefgh"], "a.txt")
    assert len(problems) == GIVE_UP_AFTER + 1
    assert "is not asked again in this run" in problems[-1].message
    assert opened.ask(["Other"], "b.txt") == ({}, ())


def test_questions_are_paced(server: Nominatim, online: Ask) -> None:
    """Two questions never come closer together than the delay."""
    online(geocoder_delay=0.15).ask(["Aa", "Bb", "Cc"], "a.txt")
    gaps = [later - earlier for earlier, later in zip(server.times, server.times[1:], strict=False)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.14


def test_what_is_no_name_is_not_sent(server: Nominatim, online: Ask) -> None:
    """Numbers, signs and whole paragraphs stay here."""
    assert online().ask(["1234", "--", "x" * 500], "a.txt") == ({}, ())
    assert server.asked == []


def test_a_geocoder_needs_a_name_and_an_agent() -> None:
    """Early refusal, with what to do."""
    with pytest.raises(SettingsError, match="--user-agent"):
        Settings(geocoder="nominatim")
    with pytest.raises(GeocodingError, match="geopy has no geocoder 'moon'"):
        Online.open(Settings(geocoder="moon", user_agent="me"))
    with pytest.raises(GeocodingError, match="cannot be set up"):
        Online.open(Settings(geocoder="opencage", user_agent="me"))


def test_the_offline_gazetteer_comes_first() -> None:
    """Answers stand behind what is known; they never replace it."""
    here, there = a_place("Hit"), a_place("Hit", id="nominatim:1")
    known = Known(FakeGazetteer([here]), {"Hit": [there], "Qarat": [a_place("Qarat")]})
    assert known.lookup("Hit") == (here,)
    assert [place.name for place in known.lookup("Qarat")] == ["Qarat"]
    assert known.lookup("Elsewhere") == ()


def test_only_unknown_names_are_asked(
    server: Nominatim, online: Ask, engine: pipeline.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the pipeline a name that the offline gazetteer knows never leaves the machine; an answer is then on the map."""
    from dataclasses import replace

    from dashboard.testing import a_document

    text = "Shells fell on the village of Zzqarat in Anbar province, Iraq, killing two people."
    server.answers["Zzqarat"] = [(200, [{**QARAT, "name": "Zzqarat"}])]
    without = pipeline.extract(a_document(text), engine)
    assert {r.mention.text: r.chosen.country for r in without.resolutions if r.chosen}["Zzqarat"] == "IQ"
    assert "nominatim" not in str(without.resolutions)
    whole = pipeline.extract(a_document(text), replace(engine, online=online()))
    assert server.asked == ["Zzqarat"]
    assert {r.mention.text: r.chosen.id for r in whole.resolutions if r.chosen}["Zzqarat"] == "nominatim:node/42"
