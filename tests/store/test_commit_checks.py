"""Commits to check: seen once, asked for again, and forgotten in the end."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import event

from app.store import commit_checks, tables, wants
from app.store.commit_checks import CommitCheck, Origin
from app.store.database import Database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def seen(database: Database, commit_id: str, origin: Origin = Origin.BRANCH) -> CommitCheck:
    with database.transaction() as tx:
        row = commit_checks.get(tx, commit_checks.want(tx, "acme", commit_id, origin, NOW))
    assert row is not None
    return row


def due(database: Database) -> list[int]:
    with database.transaction() as tx:
        return wants.due(tx, tables.commit_checks, NOW, 10, ["acme"])


def test_a_commit_on_two_branches_is_checked_once(database: Database) -> None:
    first = seen(database, "a")

    again = seen(database, "a")

    assert (again.id, again.wanted) == (first.id, 1)


def test_commits_that_were_checked_are_passed_over_unread(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))

    due(database)
    query = asked[-1]
    with database.reading() as tx:
        plan = tx.connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {query}", ("",) * query.count("?")
        ).all()

    database.close()
    assert any("ix_commit_checks_organisation_id" in step[-1] for step in plan)


def test_a_commit_of_a_fork_that_is_pushed_here_is_checked_again(database: Database) -> None:
    seen(database, "a", Origin.FORK)

    pushed = seen(database, "a")

    assert (pushed.origin, pushed.wanted) == (Origin.BRANCH, 2)


def test_a_commit_that_was_pushed_here_stays_so_in_a_fork(database: Database) -> None:
    seen(database, "a", Origin.DEFAULT_BRANCH)

    proposed = seen(database, "a", Origin.FORK)

    assert (proposed.origin, proposed.wanted) == (Origin.DEFAULT_BRANCH, 1)


def test_a_commit_that_comes_to_the_default_branch_is_one_of_it(database: Database) -> None:
    seen(database, "a")

    merged = seen(database, "a", Origin.DEFAULT_BRANCH)

    assert (merged.origin, merged.wanted) == (Origin.DEFAULT_BRANCH, 1)


def test_who_asks_again_gets_another_check_of_a_known_commit_alone(database: Database) -> None:
    known = seen(database, "a")

    with database.transaction() as tx:
        again = commit_checks.want_again(tx, "acme", "a")
        unknown = commit_checks.want_again(tx, "acme", "b")
        other = commit_checks.want_again(tx, "globex", "a")

    assert (again, unknown, other) == (known.id, None, None)


def test_the_newest_commit_comes_first(database: Database) -> None:
    older, newer = seen(database, "a"), seen(database, "b")

    assert due(database) == [newer.id, older.id]


def test_old_commits_are_forgotten(database: Database) -> None:
    seen(database, "a")

    with database.transaction() as tx:
        early = commit_checks.drop(tx, NOW, 10)
        late = commit_checks.drop(tx, NOW + timedelta(seconds=1), 10)

    assert (early, late) == (0, 1)
