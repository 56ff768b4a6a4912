"""A worker that is stopped in the middle, overtaken by another one, and then goes on."""

from contextlib import suppress
from dataclasses import replace
from queue import SimpleQueue
from threading import Event, Thread

from sqlalchemy import select

from app.github.calls import Call
from app.store import tables
from app.store.claims import LostClaim
from app.usecases.advance import advance
from tests.simulation.town import Town

_PATIENCE = 30.0


class Stalled:
    """Works on one request until its `place`-th call was made, then waits to be let go on.

    It is stopped before it hears the answer. Whoever finds another worker's claim afterwards must
    write nothing any more.
    """

    def __init__(self, town: Town, row_id: int, place: int) -> None:
        self._town, self._row_id, self._place = town, row_id, place
        self._news: SimpleQueue[BaseException | None] = SimpleQueue()
        self._go_on = Event()
        self._is_overtaken = False
        self._stale: list[str] = []
        self._thread = Thread(target=self._work, name="stalled worker", daemon=True)
        self._thread.start()
        self._hears_of_it()
        self._fence = self._fence_now()

    def goes_on(self) -> None:
        """Let it go on to its end; what it writes on another worker's claim is a violation."""
        self._is_overtaken = self._fence_now() != self._fence
        is_stopped = not self._go_on.is_set() and self._thread.is_alive()
        self._go_on.set()
        if is_stopped:
            self._hears_of_it()
        self._thread.join(_PATIENCE)
        assert not self._stale, f"a worker that was overtaken wrote {self._stale}"

    def _work(self) -> None:
        acme = self._town.acme
        github = self._town.connect(self._on_call)
        try:
            with suppress(LostClaim):
                advance(replace(acme.bench, github=github), self._row_id)
        except Exception as error:  # noqa: BLE001 - told to the thread that waits
            self._news.put(error)
        else:
            self._news.put(None)

    def _on_call(self, call: Call) -> None:
        self._place -= 1
        if self._place == 0:
            self._news.put(None)
            assert self._go_on.wait(_PATIENCE * 20), "nobody let a stalled worker go on"
        elif self._is_overtaken and call.kind != "read" and "access_tokens" not in call.route:
            self._stale.append(call.route)

    def _hears_of_it(self) -> None:
        if (error := self._news.get(timeout=_PATIENCE)) is not None:
            raise error

    def _fence_now(self) -> int:
        statement = select(tables.requests.c.fence).where(tables.requests.c.id == self._row_id)
        with self._town.acme.bench.database.transaction() as tx:
            fence: int = tx.connection.execute(statement).scalar_one()
        return fence
