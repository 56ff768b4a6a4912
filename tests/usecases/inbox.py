"""Deliveries that wait, and what intake makes of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from structlog.testing import capture_logs

from app import bootstrap
from app.domain.state import State
from app.store import deliveries, requests, tables
from app.store.deliveries import Arrival, Delivery, DeliveryState
from app.usecases.workbench import Workbench
from tests.environment import settings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OWNER = {"id": 1, "login": "acme", "type": "Organization"}
SERVICES = {"id": 2, "name": "services", "owner": OWNER, "default_branch": "main"}
NOWHERE = "http://127.0.0.1:9/api/v3"
FORBIDDEN = 13
"""No request of this number can be kept, while `refusing` lasts."""


@dataclass
class Inbox:
    """Slipway without its GitHub, on one database and a clock of its own."""

    bench: Workbench
    times: list[datetime] = field(default_factory=lambda: [NOW])

    def has(self, *bodies: tuple[str, dict[str, Any]]) -> list[int]:
        """These events arrived, each under a guid of its own; their row ids."""
        with self.bench.database.transaction() as tx:
            count = tx.connection.execute(
                select(func.count()).select_from(tables.deliveries)
            ).scalar_one()
            arrivals = [
                Arrival(
                    f"g-{count + number:06}", name, None, 3, "acme", json.dumps(body).encode(), NOW
                )
                for number, (name, body) in enumerate(bodies)
            ]
            kept = deliveries.record(tx, arrivals)
        return [kept[one.guid].id for one in arrivals]

    def passes(self, **time: float) -> None:
        self.times.append(self.times[-1] + timedelta(**time))

    def delivery(self, row_id: int) -> Delivery:
        with self.bench.database.transaction() as tx:
            found = deliveries.get(tx, row_id)
        assert found
        return found

    def states(self) -> set[DeliveryState]:
        with self.bench.database.transaction() as tx:
            rows = tx.connection.execute(select(tables.deliveries.c.state)).scalars()
            return {DeliveryState(state) for state in rows}

    def wanted(self) -> dict[int, int]:
        """How often each issue was wanted."""
        columns = tables.requests.c
        with self.bench.database.transaction() as tx:
            rows = tx.connection.execute(select(columns.issue_number, columns.wanted))
            return dict(rows.all())

    def follows(self, *numbers: int) -> None:
        """These issues have an open request already."""
        with self.bench.database.transaction() as tx:
            for number in numbers:
                requests.want(tx, "acme", number, NOW)
            tx.connection.execute(tables.requests.update().values(state=State.AWAITING_APPROVAL))

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """The database refuses one request, as a mistake of ours might make it do."""
        database = self.bench.database
        made, gone = _REFUSAL[database.is_sqlite]
        with database.transaction() as tx:
            tx.connection.execute(text(made))
        yield
        with database.transaction() as tx:
            tx.connection.execute(text(gone))


_TRIGGER = f"""
CREATE TRIGGER refusal BEFORE INSERT ON requests WHEN NEW.issue_number = {FORBIDDEN}
BEGIN SELECT RAISE(ABORT, 'refused'); END
"""
_REFUSAL = {
    True: (_TRIGGER, "DROP TRIGGER refusal"),
    False: (
        f"ALTER TABLE requests ADD CONSTRAINT refusal CHECK (issue_number <> {FORBIDDEN})",
        "ALTER TABLE requests DROP CONSTRAINT refusal",
    ),
}


def labelled(number: int) -> tuple[str, dict[str, Any]]:
    """Somebody set a label on an issue of the control repository."""
    return "issues", {"action": "labeled", "issue": {"number": number}, "repository": SERVICES}


def pushed() -> tuple[str, dict[str, Any]]:
    """The control repository's default branch moved."""
    return "push", {"ref": "refs/heads/main", "after": "0" * 40, "repository": SERVICES}


@contextmanager
def opened(folder: Path, **values: str) -> Iterator[Inbox]:
    """GitHub is away: whose writes are our own is not known, and does not matter here."""
    inbox = Inbox(bootstrap.build(settings(folder, github_api_url=NOWHERE, **values)))
    inbox.bench = replace(inbox.bench, clock=lambda: inbox.times[-1])
    with capture_logs():  # a backtrace for people takes seconds to lay out
        yield inbox
    inbox.bench.hints.close(seconds=0)
    inbox.bench.database.close()
