"""Promise 4: a webhook that got a 2xx is on record, whatever becomes of process, database and disk.

The web process is the real one; so are the databases, and what befalls them.
"""

import resource
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import select

from app.store import tables
from app.store.database import Database
from app.store.deliveries import Arrival
from app.store.outage import Kind
from app.web.recorder import NotRecorded, Recorder
from tests import postgres
from tests.patience import until
from tests.web import process as web_process
from tests.web.process import BODY, WebProcess


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(request.param)
    return url


def test_what_a_killed_web_process_acknowledged_is_on_record(
    tmp_path: Path, database_url: str
) -> None:
    with web_process.running(tmp_path, database_url) as web, ThreadPoolExecutor(8) as threads:
        bursts = [threads.submit(_post_until_it_dies, web, name) for name in "abcdefgh"]
        until(lambda: len(_recorded(database_url)) > 50)
        web.kill()
        acknowledged = {guid for burst in bursts for guid in burst.result()}

    assert len(acknowledged) > 40
    assert acknowledged <= _recorded(database_url)


def test_a_disk_that_fills_up_is_told_and_nothing_that_was_acknowledged_is_lost(
    tmp_path: Path, sqlite_url: str
) -> None:
    """No file of the web process may grow beyond a size, as on a disk that is full by then."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, resource.RLIM_INFINITY))

    with web_process.running(tmp_path, sqlite_url, limit) as web:
        answers = {f"g-{number}": web.post(f"g-{number}") for number in range(150)}
    with web_process.running(tmp_path, sqlite_url) as web:
        after = web.post("after")

    acknowledged = {guid for guid, answer in answers.items() if answer and answer.ok}
    refused = [answer for answer in answers.values() if answer is not None and not answer.ok]
    assert acknowledged
    assert {answer.status_code for answer in refused} <= {503, 507}
    assert "full" in refused[-1].json()["error"]
    assert after
    assert after.status_code == 202
    assert _recorded(sqlite_url) == acknowledged | {"after"}
    with closing(connect(sqlite_url.removeprefix("sqlite:///"))) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_while_postgresql_is_away_nothing_is_acknowledged(server: postgres.Server) -> None:
    database = Database(server.url)
    recorder = Recorder(database, hand_on=lambda _: None, patience_seconds=1)
    recorder.record(_arrival("before"))

    server.crash()
    with pytest.raises(NotRecorded, match="does not answer") as told:
        recorder.record(_arrival("while"))
    server.start()
    recorder.record(_arrival("after"))

    assert told.value.outage
    assert told.value.outage.kind is Kind.AWAY
    assert _recorded(server.url) == {"before", "after"}
    database.close()


def test_a_delivery_waits_for_postgresql_to_come_back(server: postgres.Server) -> None:
    """For as long as GitHub waits: it would not ask again by itself."""
    database = Database(server.url)
    recorder = Recorder(database, hand_on=lambda _: None, patience_seconds=60)
    recorder.record(_arrival("before"))

    server.crash()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(recorder.record, _arrival("while"))
        until(lambda: recorder.outage is not None)
        server.start()
        assert waiting.result().is_waiting

    assert _recorded(server.url) == {"before", "while"}
    database.close()


def _post_until_it_dies(web: WebProcess, name: str) -> list[str]:
    """The guids that were acknowledged; each delivery is sent twice."""
    acknowledged: list[str] = []
    while True:
        guid = f"{name}-{len(acknowledged)}"
        for _ in range(2):
            answer = web.post(guid)
            if answer is None:
                return acknowledged
            assert answer.status_code == 202
        acknowledged.append(guid)


def _arrival(guid: str) -> Arrival:
    return Arrival(guid, "issues", "opened", 7, "acme", BODY, datetime.now(UTC))


def _recorded(url: str) -> set[str]:
    database = Database(url)
    with database.transaction() as tx:
        guids = list(tx.connection.execute(select(tables.deliveries.c.guid)).scalars())
    database.close()
    assert len(guids) == len(set(guids))
    return set(guids)
