"""The commands of an operator, on rows that a test lays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.state import State
from app.store import audit, chores, requests
from app.store.audit import Action, Entry
from app.store.database import Database
from app.store.requests import RequestRow
from app.store.tables import deliveries
from tests.environment import environment

LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Desk:
    """An operator at work: `run` types a command, the rest lays rows."""

    database: Database
    env: dict[str, str]

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, arguments, env=self.env)

    def request(self, number: int, organisation: str = "acme", **values: object) -> RequestRow:
        """A request with these columns, which nobody works on."""
        now = datetime.now(UTC)
        with self.database.transaction() as tx:
            request_id = requests.want(tx, organisation, number, now)
            row = requests.claim(tx, request_id, now, LEASE)
            assert row is not None
            requests.save(tx, row, now, **{"seen": row.wanted, **values})
            released = requests.release(tx, row)
        assert released is not None
        return released

    def parked_request(self, number: int) -> RequestRow:
        failure = {
            "what": "Setting the topics of acme/billing failed 5 times in a row.",
            "why": "GitHub answered 502.",
            "next": "Comment `/slipway retry`.",
        }
        return self.request(number, state=State.FAILED, failure=failure, failures=5)

    def delivery(
        self, guid: str, state: str = "failed", note: str = "", installation_id: int = 7
    ) -> None:
        values = {"guid": guid, "event": "issues", "action": "opened", "organisation": "acme"}
        kept = {"body": b"{}", "received_at": datetime.now(UTC), "state": state, "note": note}
        kept["installation_id"] = installation_id
        with self.database.transaction() as tx:
            tx.connection.execute(deliveries.insert().values(**values, **kept))

    def swept(self) -> None:
        now = datetime.now(UTC)
        with self.database.transaction() as tx:
            chore = chores.claim(tx, "sweep", now, LEASE)
            assert chore is not None
            chores.finish(tx, chore, now, now, "3 handed on", {})

    def entry(
        self, row: RequestRow, actor: str, action: Action | str, reason: str, **data: object
    ) -> None:
        moment = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
        digest = "a" * 64
        entry = Entry(row.organisation, row.id, moment, actor, str(action), reason, digest, data)
        with self.database.transaction() as tx:
            audit.add(tx, entry)

    def entries(self) -> list[Entry]:
        """All that is on record, newest first."""
        with self.database.reading() as tx:
            return audit.newest(tx, 100)


@pytest.fixture
def desk(sqlite_url: str, redis_url: str, tmp_path: Path) -> Iterator[Desk]:
    database = Database(sqlite_url)
    yield _desk(database, redis_url, tmp_path)
    database.close()


@pytest.fixture
def desk_on_postgresql(postgres_url: str, redis_url: str, tmp_path: Path) -> Iterator[Desk]:
    database = Database(postgres_url)
    yield _desk(database, redis_url, tmp_path)
    database.close()


@pytest.fixture
def desk_without_redis(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    database = Database(sqlite_url)
    yield _desk(database, f"unix://{tmp_path}/redis.sock", tmp_path)
    database.close()


def _desk(database: Database, redis_url: str, folder: Path) -> Desk:
    url = database.url.render_as_string(hide_password=False)
    variables = environment(
        data_dir=str(folder), database_url=url, redis_url=redis_url, orgs="acme,globex"
    )
    return Desk(database, variables)
