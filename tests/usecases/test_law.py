"""A policy and form that check are accepted once, however many workers find them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import select, text

from app import bootstrap
from app.domain.control import ControlRepository, File
from app.store import tables
from app.store.audit import Action
from app.usecases.law import law_in_force
from app.usecases.workbench import Workbench
from tests.environment import ROOT, settings
from tests.journeys.form import FORM
from tests.patience import until_locked_out

POLICY = (ROOT / "app/starter/policy.yml").read_text(encoding="utf-8")


def test_workers_that_find_the_same_at_once_accept_it_once(
    tmp_path: Path, postgres_url: str
) -> None:
    bench = bootstrap.build(settings(tmp_path, database_url=postgres_url))

    _is_found_by_two_at_once(bench, "first")
    _is_found_by_two_at_once(bench, "second")
    _is_found_by_two_at_once(bench, "first")

    assert _accepted(bench) == ["first", "second", "first"]
    bench.database.close()


def _is_found_by_two_at_once(bench: Workbench, blob: str) -> None:
    """Neither accepts it before both saw that it is new."""
    control = _control(blob)
    with ThreadPoolExecutor(2) as threads:
        with bench.database.transaction() as tx:
            tx.connection.execute(text("LOCK TABLE laws IN EXCLUSIVE MODE"))
            both = [threads.submit(law_in_force, bench, "acme", control) for _ in range(2)]
            until_locked_out(bench.database, 2)
        for one in both:
            assert one.result().law


def _control(blob: str) -> ControlRepository:
    return ControlRepository(
        id=1,
        name="services",
        default_branch="main",
        commit_id="c0ffee",
        policy=File(blob, POLICY),
        form=File("blob of form", FORM),
        codeowners=None,
        codeowners_errors=(),
        templates={},
        labels=(),
    )


def _accepted(bench: Workbench) -> list[str]:
    entries = tables.audit.c
    statement = select(entries.data).where(entries.action == Action.LAW_ACCEPTED)
    with bench.database.transaction() as tx:
        found = tx.connection.execute(statement.order_by(entries.id)).scalars()
        return [one["policy_blob"] for one in found]
