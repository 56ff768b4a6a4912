"""Commits whose templates are to be checked: by rows of their own, like those of the policy."""

from datetime import UTC, datetime, timedelta

from app.store import commit_checks, tables, template_checks, wants
from app.store.commit_checks import Origin
from app.store.database import Database
from app.store.template_checks import TemplateCheck

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def seen(
    database: Database, origin: Origin = Origin.BRANCH, *, leaves_templates: bool | None = None
) -> TemplateCheck:
    with database.transaction() as tx:
        row = template_checks.get(
            tx,
            template_checks.want(tx, "acme", "a", origin, NOW, leaves_templates=leaves_templates),
        )
    assert row is not None
    return row


def test_what_was_read_first_stays_for_who_wants_it_twice(database: Database) -> None:
    first = seen(database, leaves_templates=True)

    again = seen(database, leaves_templates=False)

    assert (again.id, again.wanted, again.leaves_templates) == (first.id, 1, True)


def test_a_commit_of_a_fork_that_is_pushed_here_is_checked_by_what_was_read_now(
    database: Database,
) -> None:
    seen(database, Origin.FORK)

    pushed = seen(database, leaves_templates=False)

    assert (pushed.origin, pushed.wanted, pushed.leaves_templates) == (Origin.BRANCH, 2, False)


def test_who_asks_again_has_it_compared_again(database: Database) -> None:
    seen(database, leaves_templates=True)

    with database.transaction() as tx:
        again = template_checks.want_again(tx, "acme", "a")
        unknown = template_checks.want_again(tx, "globex", "a")
        row = template_checks.get(tx, again or 0)

    assert row is not None
    assert (row.wanted, row.leaves_templates, unknown) == (2, None, None)


def test_its_rows_are_none_of_the_policys(database: Database) -> None:
    seen(database)

    with database.transaction() as tx:
        due = wants.due(tx, tables.commit_checks, NOW, 10, ["acme"])
        unknown = commit_checks.want_again(tx, "acme", "a")

    assert (due, unknown) == ([], None)


def test_old_ones_are_forgotten(database: Database) -> None:
    seen(database)

    with database.transaction() as tx:
        early = template_checks.drop(tx, NOW, 10)
        late = template_checks.drop(tx, NOW + timedelta(seconds=1), 10)

    assert (early, late) == (0, 1)
