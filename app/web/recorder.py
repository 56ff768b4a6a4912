"""Decides when deliveries are written: all that wait together, in one transaction after another.

A commit takes a few milliseconds, however many rows it makes durable, and SQLite takes one at a
time. So one thread writes, and whoever brought a delivery waits until it is committed.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

import structlog

from app.store import deliveries, outage
from app.store.database import Database
from app.store.deliveries import Arrival, Kept
from app.store.outage import Outage

PATIENCE_SECONDS = 8.0
"""GitHub hangs up after 10 seconds, and then nobody knows what it would have been told."""

MOST_UNANSWERED = 400
MOST_UNANSWERED_BYTES = 256 * 2**20

_BATCH = 200
_BATCH_BYTES = 16 * 2**20
_PAUSE_SECONDS = 0.2

_log = structlog.get_logger(__name__)


class NotRecorded(Exception):
    """The delivery is not on record; the text says why, and what to do.

    `outage` is what is wrong with the database, if that is known.
    """

    def __init__(self, sentence: str, what: Outage | None = None) -> None:
        super().__init__(sentence)
        self.outage = what


class _Waiting:
    """A delivery on its way into the database, and what became of it."""

    __slots__ = ("arrival", "done", "failure", "is_given_up", "kept")

    def __init__(self, arrival: Arrival) -> None:
        self.arrival = arrival
        self.done = threading.Event()
        self.kept: Kept | None = None
        self.failure: BaseException | None = None
        self.is_given_up = False


class Recorder:
    """Puts deliveries on record; safe to call from any number of threads.

    `hand_on` is given the newest row id of each commit that left something to do.
    """

    def __init__(
        self,
        database: Database,
        hand_on: Callable[[int], None],
        patience_seconds: float = PATIENCE_SECONDS,
        most_unanswered: int = MOST_UNANSWERED,
        idle_seconds: float = 10.0,
    ) -> None:
        self._database = database
        self._hand_on = hand_on
        self._patience_seconds = patience_seconds
        self._most_unanswered = most_unanswered
        self._idle_seconds = idle_seconds
        self._waiting: deque[_Waiting] = deque()
        self._unanswered = 0
        self._unanswered_bytes = 0
        self._outage: Outage | None = None
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def unanswered(self) -> int:
        """How many deliveries wait for the commit."""
        return self._unanswered

    @property
    def outage(self) -> Outage | None:
        """What was wrong with the database at the last attempt to write."""
        return self._outage

    def record(self, arrival: Arrival) -> Kept:
        """Where the delivery is on record, once that is committed. Raises NotRecorded."""
        one = _Waiting(arrival)
        self._line_up(one)
        try:
            if not one.done.wait(self._patience_seconds):
                one.is_given_up = True
                raise self._not_recorded("The database did not commit in time.")
        finally:
            self._leave(one)
        if one.kept is None:
            raise _explained(one.failure) from one.failure
        return one.kept

    def _line_up(self, one: _Waiting) -> None:
        size = len(one.arrival.body)
        with self._changed:
            if (
                self._unanswered >= self._most_unanswered
                or self._unanswered_bytes + size > MOST_UNANSWERED_BYTES
            ):
                raise self._not_recorded("More deliveries come in than the database takes.")
            self._unanswered += 1
            self._unanswered_bytes += size
            self._waiting.append(one)
            # It ends when it has been idle for a while, so there is nothing to close; and a process
            # that forks before its first delivery does not lose it.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._write_all, name="recorder", daemon=True
                )
                self._thread.start()
            self._changed.notify()

    def _leave(self, one: _Waiting) -> None:
        with self._changed:
            self._unanswered -= 1
            self._unanswered_bytes -= len(one.arrival.body)
            # While a commit hangs, nobody else takes what was given up out of the line.
            if one.is_given_up and one in self._waiting:
                self._waiting.remove(one)

    def _not_recorded(self, sentence: str) -> NotRecorded:
        found = self._outage
        return NotRecorded(found.sentence if found else sentence, found)

    def _write_all(self) -> None:
        while batch := self._next_batch():
            self._write(batch)

    def _next_batch(self) -> list[_Waiting]:
        with self._changed:
            if not self._changed.wait_for(lambda: self._waiting, self._idle_seconds):
                self._thread = None
                return []
            batch: list[_Waiting] = []
            size = 0
            while self._waiting and len(batch) < _BATCH and size < _BATCH_BYTES:
                batch.append(self._waiting.popleft())
                size += len(batch[-1].arrival.body)
            return batch

    def _write(self, batch: Sequence[_Waiting]) -> None:
        """Write a batch; while the database is away, again and again as long as anybody waits."""
        while batch := [one for one in batch if not one.is_given_up]:
            failure = self._commit(batch)
            found = outage.of(failure) if failure else None
            self._note(found)
            if failure is None:
                return
            if found is None and len(batch) > 1:
                for one in batch:
                    self._write([one])
                return
            if found is None or not found.passes:
                _fail(batch, failure)
                return
            time.sleep(_PAUSE_SECONDS)

    def _commit(self, batch: Sequence[_Waiting]) -> BaseException | None:
        """Write a batch in one transaction and tell who waits; what went wrong, if anything did."""
        try:
            with self._database.transaction() as tx:
                kept = deliveries.record(tx, [one.arrival for one in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for an answer
            return error
        for one in batch:
            one.kept = kept[one.arrival.guid]
            one.done.set()
        if ids := [one.id for one in kept.values() if one.is_waiting]:
            self._hand_on(max(ids))
        return None

    def _note(self, found: Outage | None) -> None:
        """Say it once when an outage begins, changes or ends."""
        before, self._outage = self._outage, found
        if found and found != before:
            _log.error("deliveries cannot be recorded", outage=found.kind, reason=found.sentence)
        elif before and not found:
            _log.info("deliveries are recorded again", outage=before.kind)


def _fail(batch: Sequence[_Waiting], failure: BaseException) -> None:
    for one in batch:
        one.failure = failure
        one.done.set()


def _explained(failure: BaseException | None) -> NotRecorded:
    found = outage.of(failure) if failure else None
    if found:
        return NotRecorded(found.sentence, found)
    return NotRecorded("The database refused this delivery; the web process's log says why.")
