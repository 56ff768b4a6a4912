"""A database that is away ends a task in good order; a mistake of ours does not."""

from pathlib import Path

import pytest
from celery import Celery
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from app.store.database import Database
from worker.door import Door


@pytest.fixture
def celery() -> Celery:
    return Celery("test", task_cls=Door, set_as_current=False)


def test_without_its_database_a_task_says_why_and_ends(celery: Celery, tmp_path: Path) -> None:
    database = Database(f"postgresql://slipway@/slipway?host={tmp_path}")

    def ask() -> None:
        with database.transaction():
            pass

    with capture_logs() as lines:
        celery.task(ask, name="locked out")()

    [line] = lines
    assert (line["event"], line["outage"]) == ("work put off", "away")
    assert "SLIPWAY_DATABASE_URL" in line["reason"]


def test_a_mistake_of_ours_is_shown_whole(celery: Celery, tmp_path: Path) -> None:
    """A statement that the database does not understand, for instance."""
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")

    def ask() -> None:
        with database.transaction() as tx:
            tx.connection.exec_driver_sql("SELECT nothing FROM nowhere")

    with pytest.raises(OperationalError, match="nowhere"):
        celery.task(ask, name="mistaken")()
    database.close()
