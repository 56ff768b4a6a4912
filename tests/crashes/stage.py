"""Acme with the real worker: its GitHub and its web server are here, workers come and go."""

import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

from sqlalchemy import Engine, create_engine, select

from app import bootstrap, clock
from app.domain.state import State
from app.settings import Settings
from app.store import tables
from app.store.deliveries import DeliveryState
from sandbox import RunningSandbox, serve
from tests.crashes.doomed_worker import Doom, Orders, Worker
from tests.crashes.hooks import EVENT, WORKER
from tests.environment import environment
from tests.journeys.acme import Acme
from tests.journeys.start import _listening, seed_with

LEASE_SECONDS = 2
_LONGEST_SECONDS = 90
_PAUSE_SECONDS = 0.1


class NoRest(Exception):
    """Slipway did not come to rest, or rests where it should not."""


class CrashingAcme(Acme):
    """Acme whose Slipway is worker processes: it settles by itself, and time passes by itself."""

    def settles(self) -> None:
        """Nothing: who waits for what says so, see `Stage.rests`."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One call as it came in at GitHub: which worker made it, and what it was."""

    worker: str
    event: str

    @property
    def is_write(self) -> bool:
        """Whether it changes what people see; a token does not."""
        verb, _, path = self.event.partition(" ")
        return verb not in {"GET", "query"} and not path.endswith("/access_tokens")


@dataclass
class Stage:
    """One acme, its database and Redis, and the workers that were started, oldest first."""

    acme: CrashingAcme
    rows: Engine
    folder: Path
    variables: Mapping[str, str]
    heard: list[Heard]
    workers: list[Worker] = field(default_factory=list)

    def starts(self, doom: Doom | None = None, concurrency: int = 1) -> Worker:
        """One more worker."""
        name = f"worker-{len(self.workers) + 1}"
        orders = Orders(name, self.variables, self.folder, doom or Doom(), concurrency)
        self.workers.append(Worker(orders))
        return self.workers[-1]

    def rests(self, state: State, dooms: Iterator[Doom]) -> None:
        """Wait until the request is in that state and nothing is left to do.

        For a worker that dies another one is started, with the next doom or none.
        """
        deadline = time.monotonic() + _LONGEST_SECONDS
        while not (self.is_quiet() and self.states() == [state]):
            if not self.workers[-1].is_alive or self.workers[-1].is_stopped:
                self._succeed(dooms)
            if self.is_quiet() and self.states() == [State.FAILED]:
                raise NoRest("The build failed.")
            if time.monotonic() > deadline:
                raise NoRest(f"No rest as {state} after {_LONGEST_SECONDS} s: {self.states()}")
            time.sleep(_PAUSE_SECONDS)

    def _succeed(self, dooms: Iterator[Doom]) -> None:
        """For whoever was killed or is stopped."""
        if self.workers[-1].met_doom_at is None:
            raise NoRest("A worker ended by itself.")
        self.starts(next(dooms, None))

    def states(self) -> list[State]:
        """The states of all requests."""
        with self.rows.connect() as connection:
            found = connection.execute(select(tables.requests.c.state)).scalars()
            return [State(one) for one in found]

    def is_quiet(self) -> bool:
        """No webhook is on its way, no row says that something is still to be done."""
        if self.acme.sandbox.world.outbox.queue.unfinished_tasks:
            return False
        waiting = tables.deliveries.c.state == DeliveryState.WAITING
        with self.rows.connect() as connection:
            if connection.execute(select(tables.deliveries.c.id).where(waiting)).first():
                return False
            requests = connection.execute(select(tables.requests)).all()
        # The claim of a worker that died with its work all done is left to run out.
        now = clock.now()
        return all(
            row.wanted == row.seen
            and row.state != State.BUILDING
            and (row.lease_until is None or row.lease_until < now)
            and row.wait_until is None
            and row.announcement is None
            for row in requests
        )


@contextmanager
def staged(folder: Path, database_url: str, redis_url: str = "") -> Iterator[Stage]:
    """A fresh acme; without a Redis, each worker brings its own and takes it with it."""
    seed = seed_with(folder)
    assert seed.app is not None
    with serve(seed, folder / "github") as sandbox:
        variables = _variables(folder, sandbox, database_url, redis_url)
        settings = Settings.load(variables)
        bench = bootstrap.build(settings)
        rows = create_engine(bench.database.engine.url)
        heard = _listen(sandbox)
        with _listening(settings, bench) as url:
            acme = CrashingAcme(sandbox, bench)
            acme.controls("webhook", url=url)
            stage = Stage(acme, rows, folder, variables, heard)
            try:
                yield stage
            finally:
                for worker in stage.workers:
                    worker.end()
        bench.hints.close()
        bench.database.close()
        rows.dispose()
    with suppress(OSError):
        shutil.rmtree(folder / "github")


def _listen(sandbox: RunningSandbox) -> list[Heard]:
    """Every call of a worker from now on, as it comes in."""
    heard: list[Heard] = []
    app = sandbox._server.app

    def listening(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if worker := environ.get(_variable(WORKER)):
            heard.append(Heard(worker, environ[_variable(EVENT)]))
        return app(environ, start_response)

    sandbox._server.app = listening
    return heard


def _variable(header: str) -> str:
    return f"HTTP_{header.upper().replace('-', '_')}"


def _variables(
    folder: Path, sandbox: RunningSandbox, database_url: str, redis_url: str
) -> dict[str, str]:
    assert sandbox.world.app
    chosen = {
        "app_id": str(sandbox.world.app.id),
        "data_dir": str(folder),
        "database_url": database_url,
        "redis_url": redis_url,
        "github_api_url": sandbox.api_url,
        "lease_seconds": str(LEASE_SECONDS),
        "sweep_seconds": "1",
        "write_gap_ms": "0",
    }
    return environment(**{name: text for name, text in chosen.items() if _is_setting(name)})


def _is_setting(name: str) -> bool:
    return name in Settings.model_fields
