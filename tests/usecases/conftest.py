"""A GitHub whose delivery log tests write, and a Slipway that reads it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests as http
from sqlalchemy import insert

from app import bootstrap
from app.github.calls import Call, OnCall
from app.github.connection import Connection
from app.store import chores, redeliveries, tables
from app.store.chores import Chore
from app.store.deliveries import DeliveryState
from app.usecases.chores import Duty, run_due
from app.usecases.recovery import INTERVAL
from app.usecases.turns import IsOver, never
from app.usecases.workbench import Workbench
from sandbox import RunningSandbox, serve
from sandbox.world.hooks import Delivery
from tests.environment import private_key, settings
from tests.sandbox.payloads import unsuspended

INSTALLATION = 77
LIST = "GET /app/hook/deliveries"
ASK = "POST /app/hook/deliveries/{delivery_id}/attempts"


@dataclass
class Post:
    """The way from GitHub's delivery log to our table of deliveries."""

    sandbox: RunningSandbox
    bench: Workbench
    routes: list[str]

    def has_sent(
        self,
        count: int,
        *,
        installation_id: int | None = INSTALLATION,
        event: str = "installation",
        status_code: int = 502,
    ) -> list[str]:
        """GitHub tried to deliver; the guids."""
        world = self.sandbox.world
        app, payload = world.installations[INSTALLATION].app, unsuspended(world)
        guids = [str(uuid4()) for _ in range(count)]
        with world.lock:
            for guid in guids:
                number, _ = world.mint("DLV")
                sent = Delivery(
                    number,
                    app,
                    guid,
                    event,
                    "unsuspend",
                    payload,
                    world.now(),
                    installation_id,
                    None,
                )
                sent.delivered_at, sent.status_code = world.now(), status_code
                world.outbox.log.append(sent)
        return guids

    def arrive(self, *guids: str) -> None:
        """These deliveries come in."""
        now = self.bench.clock()
        fixed = {"event": "issues", "body": b"{}", "received_at": now}
        rows = [{"guid": guid, "state": DeliveryState.WAITING, **fixed} for guid in guids]
        with self.bench.database.transaction() as tx:
            tx.connection.execute(insert(tables.deliveries), rows)

    def was_asked(self) -> list[str]:
        """The guids that were asked for again, in order."""
        return [one.guid for one in self.sandbox.world.outbox.log if one.redelivery]

    def passes(self, **time: float) -> None:
        """Time passes here and on GitHub."""
        self.sandbox.world.clock.advance(timedelta(**time).total_seconds())

    def comes_round(self) -> None:
        """Time passes until the log is looked at again."""
        self.passes(seconds=INTERVAL.total_seconds() + 1)

    def fails(self, route: str, **fault: Any) -> None:
        """GitHub's next answer on this route is another."""
        method, path = route.split(" ", 1)
        order = {"method": method, "route": path, **fault}
        http.post(f"{self.sandbox.url}/_sandbox/faults", json=order, timeout=10).raise_for_status()

    def does(self, duty: Duty, is_over: IsOver = never) -> bool:
        """A worker does the chore, if it is due; whether there is more of it."""
        return run_due(self.bench, [duty], is_over)

    def chore(self, duty: Duty) -> Chore:
        with self.bench.database.transaction() as tx:
            found = chores.get(tx, duty.name)
        assert found is not None
        return found

    def missing(self) -> int:
        with self.bench.database.transaction() as tx:
            return redeliveries.open_count(tx)

    def another(self, on_call: OnCall | None = None) -> "Post":
        """The same, as another worker of Slipway has it, with calls of its own."""
        routes: list[str] = []

        def listen(call: Call) -> None:
            routes.append(call.route)
            if on_call is not None:
                on_call(call)

        return Post(
            self.sandbox, replace(self.bench, github=_connect(self.sandbox, listen)), routes
        )


@pytest.fixture
def post(tmp_path: Path, sqlite_url: str) -> Iterator[Post]:
    """An App that is installed in acme, whose deliveries never arrived by themselves."""
    with serve(_seed(tmp_path), tmp_path / "github") as sandbox:
        chosen = settings(
            tmp_path, app_id="4242", database_url=sqlite_url, github_api_url=sandbox.api_url
        )
        bench = replace(bootstrap.build(chosen), clock=sandbox.world.now)
        yield Post(sandbox, bench, []).another()
        bench.database.close()


def _seed(folder: Path) -> dict[str, Any]:
    key = folder / "app.pem"
    key.write_text(private_key())
    return {
        "organisation": {"login": "acme", "plan": "team"},
        "users": [{"login": "ada", "role": "admin"}],
        "app": {"id": 4242, "private_key": str(key), "webhook": {"url": "http://127.0.0.1:9/"}},
        "installation": {"id": INSTALLATION, "repositories": "all"},
    }


def _connect(sandbox: RunningSandbox, on_call: Callable[[Call], None]) -> Connection:
    return Connection(
        sandbox.api_url, "4242", private_key(), clock=sandbox.world.now, on_call=on_call
    )
