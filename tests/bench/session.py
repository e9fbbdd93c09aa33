"""One session of the page without a browser: Streamlit's own messages over its web socket, as its front end sends them.

Twenty pages in Chromium would take more of a small machine than the server that is measured. What a session asks and is
sent here is the same to the byte count; only the painting is left out (``filter_to_map.py`` measures that).
"""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Callable
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

MAP_SIZE = (820, 660)  # pixels
LARGEST_MESSAGE = 200 * 2**20
WAITS_AT_MOST = 60.0  # seconds for an answer, then it is an error
Feature = dict[str, Any]


class Session:
    """A page that stands open: it answers the page's own timers and remembers what it was last sent."""

    def __init__(self, address: str) -> None:
        self._address = address.replace("http://", "ws://") + "/_stcore/stream"
        self._elements: dict[tuple[int, ...], Any] = {}
        self._known: dict[str, ForwardMsg] = {}
        self._values: dict[str, WidgetState] = {}
        self._timers: dict[str, asyncio.Task[None]] = {}
        self._finished = asyncio.Event()
        self._wanted: Callable[[bool, set[str]], bool] = lambda _whole, _kinds: False
        self._fragments: tuple[str, ...] = ()
        self._kinds: set[str] = set()
        self._query = ""
        self._script = ""
        self._map: tuple[str, str] = ("", "")  # the widget's id and its fragment
        self._clicks = 0
        self._view: dict[str, Any] = {}
        self.errors: list[str] = []

    async def open(self) -> float:
        """Seconds until the whole first page has come, and the markers of the first view."""
        self._socket = await websockets.connect(self._address, subprotocols=["streamlit"], max_size=LARGEST_MESSAGE)
        self._reader = asyncio.create_task(self._read())
        seconds = await self._ask(whole=True)
        return seconds + await self.look(25.0, 42.0, 3)

    async def close(self) -> None:
        for task in [*self._timers.values(), self._reader]:
            task.cancel()
        await self._socket.close()

    # ------------------------------------------------------------------------------------------------ what is shown

    def features(self) -> list[Feature]:
        """The markers of the map as it was last drawn."""
        drawing = json.loads(self._named("component_instance", "").json_args)["feature_group"]
        start = drawing.index("{", drawing.index("incidentMap.draw("))
        found: list[Feature] = json.JSONDecoder().raw_decode(drawing[start:])[0]["features"]
        return found

    def html(self) -> str:
        """All that stands on the page as HTML."""
        return "".join(e.html.body for e in self._elements.values() if e.WhichOneof("type") == "html")

    def options(self, key: str) -> list[str]:
        """The choices of a widget."""
        for element in self._elements.values():
            kind = element.WhichOneof("type")
            if kind in {"button_group", "multiselect"} and getattr(element, kind).id.endswith(f"-{key}"):
                given = getattr(element, kind).options
                return [option if isinstance(option, str) else option.content for option in given]
        raise LookupError(f"the page has no list {key!r}")

    def rows(self) -> list[str]:
        """The ids of the buttons that open an incident from a list."""
        buttons = [e.button.id for e in self._elements.values() if e.WhichOneof("type") == "button"]
        return [name for name in buttons if "-row:" in name]

    # ------------------------------------------------------------------------------------------------ what is done

    async def choose(self, kind: str, key: str, chosen: list[str]) -> float:
        """Seconds from a choice in a list of the sidebar until the whole page has come."""
        value = WidgetState(id=self._named(kind, key).id)
        value.string_array_value.data.extend(chosen)
        value.string_array_value.SetInParent()
        self._values[value.id] = value
        return await self._ask(whole=True)

    async def press(self, name: str) -> float:
        """Seconds from a click on a button until the whole page has come."""
        return await self._ask(WidgetState(id=name, trigger_value=True), whole=True)

    async def look(self, latitude: float, longitude: float, zoom: int) -> float:
        """Seconds from a pan or zoom until the markers of the new view have come."""
        wide, high = (pixels / 2 * 360 / (256 * 2**zoom) for pixels in MAP_SIZE)
        high *= math.cos(math.radians(latitude))
        self._view = {
            "bounds": {
                "_southWest": {"lat": max(-85, latitude - high), "lng": longitude - wide},
                "_northEast": {"lat": min(85, latitude + high), "lng": longitude + wide},
            },
            "zoom": zoom,
            "center": {"lat": latitude, "lng": longitude},
        }
        return await self._map_changed(whole=False)

    async def click(self, feature: Feature) -> float:
        """Seconds from a click on a marker until the whole page with the panel has come."""
        self._clicks += 1
        return await self._map_changed(feature, whole=True)

    @property
    def zoom(self) -> int:
        return int(self._view["zoom"])

    # ------------------------------------------------------------------------------------------------ messages

    async def _map_changed(self, feature: Feature | None = None, *, whole: bool) -> float:
        name, fragment = self._map
        told = {"last_object_clicked_count": self._clicks, "last_active_drawing": feature, **self._view}
        self._values[name] = WidgetState(id=name, json_value=json.dumps(told))
        return await self._ask(fragment=fragment, whole=whole)

    async def _ask(self, trigger: WidgetState | None = None, *, fragment: str = "", whole: bool) -> float:
        """Seconds from the request to the end of the run that answers it: of the whole page, or of the map alone."""
        self._wanted = (lambda all_of_it, _: all_of_it) if whole else (lambda _, kinds: "component_instance" in kinds)
        self._finished.clear()
        began = time.perf_counter()
        await self._send(trigger, fragment=fragment)
        await asyncio.wait_for(self._finished.wait(), WAITS_AT_MOST)
        return time.perf_counter() - began

    async def _send(self, trigger: WidgetState | None = None, *, fragment: str = "", timer: bool = False) -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self._query, self._script
        asked.fragment_id, asked.is_auto_rerun = fragment, timer
        asked.widget_states.SetInParent()
        asked.widget_states.widgets.extend(self._values.values())
        if trigger is not None:
            asked.widget_states.widgets.append(trigger)
        asked.cached_message_hashes.extend(self._known)
        await self._socket.send(message.SerializeToString())

    async def _read(self) -> None:
        async for data in self._socket:
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            if message.WhichOneof("type") == "ref_hash":
                kept = ForwardMsg()
                kept.CopyFrom(self._known[message.ref_hash])
                kept.metadata.CopyFrom(message.metadata)
                message = kept
            elif message.hash:
                self._known[message.hash] = message
            self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._script = message.new_session.page_script_hash
            self._fragments, self._kinds = tuple(message.metadata.run.fragment_ids), set()
            if not self._fragments:
                self._stop_timers()
                self._elements = {}
        elif kind == "delta":
            self._drawn(tuple(message.metadata.delta_path), message.delta)
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            timer = message.auto_rerun
            if timer.fragment_id in self._timers:
                self._timers[timer.fragment_id].cancel()
            self._timers[timer.fragment_id] = asyncio.create_task(self._tick(timer.fragment_id, timer.interval))
        elif kind == "script_finished":
            succeeded = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            if self._wanted(succeeded and not self._fragments, self._kinds):
                self._finished.set()
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                self.errors.append("the script did not compile")

    def _drawn(self, path: tuple[int, ...], delta: Any) -> None:
        if not delta.HasField("new_element"):
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        self._elements[path] = element
        self._kinds.add(kind)
        if kind == "exception":
            self.errors.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "component_instance":
            self._map = (element.component_instance.id, delta.fragment_id)
        elif kind in {"button_group", "multiselect"} and getattr(element, kind).set_value:
            value = WidgetState(id=getattr(element, kind).id)  # the choices have new names: their counts stand in them
            value.string_array_value.data.extend(getattr(element, kind).raw_values)
            value.string_array_value.SetInParent()
            self._values[value.id] = value

    async def _tick(self, fragment: str, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self._send(fragment=fragment, timer=True)

    def _stop_timers(self) -> None:
        for task in self._timers.values():
            task.cancel()
        self._timers = {}

    def _named(self, kind: str, key: str) -> Any:
        for element in self._elements.values():
            if element.WhichOneof("type") == kind and getattr(element, kind).id.endswith(key and f"-{key}"):
                return getattr(element, kind)
        raise LookupError(f"the page has no {kind} {key!r}")
