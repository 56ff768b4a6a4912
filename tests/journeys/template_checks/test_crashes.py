"""Promise 3: one check run on templates, wherever the worker dies that makes it."""

from collections.abc import Callable

import pytest

from app.store import tables, template_checks
from app.store.commit_checks import Origin
from tests.journeys.acme import Acme
from tests.journeys.branches import branch
from tests.journeys.checks.deaths import does_only, ends_by_place
from tests.journeys.template_checks.made import broken_service, template_runs


def test_a_commit_has_one_check_run_wherever_the_worker_dies(busy_acme: Acme) -> None:
    work = branch(busy_acme, "dying")

    def pushed(place: int) -> Callable[[], list[str]]:
        commit_id = work.adds_all_quietly(broken_service("dying-service", place))
        does_only(busy_acme, "checks")
        return lambda: [one["conclusion"] for one in template_runs(busy_acme, commit_id)]

    ends = ends_by_place(busy_acme, "templates", pushed)

    assert len(ends) > 4
    assert ends == [["failure"]] * len(ends)


def test_it_is_wanted_once_wherever_the_worker_dies_that_wants_it(busy_acme: Acme) -> None:
    work = branch(busy_acme, "wanting")

    def pushed(place: int) -> Callable[[], list[str]]:
        commit_id = work.adds_all_quietly(broken_service("wanted-service", place))
        return lambda: [one["conclusion"] for one in template_runs(busy_acme, commit_id)]

    ends = ends_by_place(busy_acme, "checks", pushed)

    assert ends == [["failure"]] * len(ends)


@pytest.mark.parametrize("leaves_templates", [None, True])
@pytest.mark.parametrize("mark", [None, "5eed"])
@pytest.mark.parametrize("origin", [Origin.BRANCH, Origin.FORK])
def test_a_commit_that_is_not_there_any_more_is_given_up(
    busy_acme: Acme, origin: Origin, mark: str | None, leaves_templates: bool | None
) -> None:
    database, clock = busy_acme.bench.database, busy_acme.bench.clock
    commit_id = f"{origin}{mark}{leaves_templates}".encode().hex().ljust(40, "0")
    with database.transaction() as tx:
        row_id = template_checks.want(
            tx, "acme", commit_id, origin, clock(), leaves_templates=leaves_templates
        )
        table = tables.template_checks
        tx.connection.execute(table.update().where(table.c.id == row_id).values(mark=mark))

    busy_acme.settles()

    with database.reading() as tx:
        row = template_checks.get(tx, row_id)
    assert row is not None
    assert (row.conclusion, row.seen, row.mark) == ("gone", row.wanted, None)
