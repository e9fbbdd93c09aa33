"""Work on many items side by side, with answers in the order of the items and only a few of them in memory.

Workers are forked where the system can (a fork shares what is already imported, and costs 10 ms instead of a second),
else spawned. They ignore Ctrl-C: the parent gets it, and ends them. A worker that dies takes nothing with it but the
item it died of: the chunk is tried again one item at a time, and the item is handed to ``lost``.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Generic, TypeVar

A = TypeVar("A")
B = TypeVar("B")

CHUNK = 8  # items sent at once: fewer cost more messages, more make the first answer late
AHEAD = 3  # chunks per worker that are read before their turn: keeps workers busy while answers are written


@dataclass
class Workers(AbstractContextManager["Workers[A, B]"], Generic[A, B]):
    """``work`` must be importable; ``start`` runs once in each worker; ``lost`` answers for an item that kills one."""

    work: Callable[[A], B]
    count: int
    start: Callable[[], None]
    lost: Callable[[A], B]
    _pool: ProcessPoolExecutor | None = field(default=None, init=False)

    def map(self, items: Iterable[A]) -> Iterator[B]:
        """One answer an item, in order; an exception of ``work`` comes out here."""
        source = iter(items)
        waiting: deque[tuple[Sequence[A], Future[list[B]]]] = deque()
        while True:
            while len(waiting) < self.count * AHEAD and (chunk := _chunk(source)):
                waiting.append((chunk, self._submit(chunk)))
            if not waiting:
                return
            head, future = waiting.popleft()
            try:
                answers = future.result()
            except BrokenProcessPool:
                self._stop()
                answers = [self._alone(item) for item in head]
                waiting = deque((chunk, self._submit(chunk)) for chunk, _ in waiting)
            yield from answers

    def _alone(self, item: A) -> B:
        try:
            return self._submit([item]).result()[0]
        except BrokenProcessPool:
            self._stop()
            return self.lost(item)

    def _submit(self, chunk: Sequence[A]) -> Future[list[B]]:
        if self._pool is None:
            context = multiprocessing.get_context(
                "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
            )
            self._pool = ProcessPoolExecutor(self.count, context, initializer=_begin, initargs=(self.start,))
        try:
            return self._pool.submit(_each, self.work, chunk)
        except BrokenProcessPool:  # noticed while sending: the answer then says so to whoever waits for it
            broken: Future[list[B]] = Future()
            broken.set_exception(BrokenProcessPool())
            return broken

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None and kind is not None:
            for process in list((self._pool._processes or {}).values()):  # noqa: SLF001  # no public way to end them
                process.terminate()
        self._stop()


_no_start: Exception | None = None


def _begin(start: Callable[[], None]) -> None:
    """Get a worker ready; what goes wrong is kept for the first piece of work, which can tell the parent."""
    global _no_start  # noqa: PLW0603  # one per worker process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        start()
    except Exception as error:  # noqa: BLE001  # handed on whole, not swallowed
        _no_start = error


def _each(work: Callable[[A], B], chunk: Sequence[A]) -> list[B]:
    if _no_start is not None:
        raise _no_start
    return [work(item) for item in chunk]


def _chunk(source: Iterator[A]) -> list[A]:
    return [item for _, item in zip(range(CHUNK), source, strict=False)]
