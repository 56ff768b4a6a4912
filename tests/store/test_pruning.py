"""What is dropped of the rows, and what stays however old it is."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select, update

from app.domain.state import State
from app.store import files, pairs, pruning, redeliveries, requests, tables
from app.store.database import Database
from app.store.deliveries import DeliveryState

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=100)
CUTOFF = NOW - timedelta(days=30)
FILES = (("a.txt", 0o100644, b"a"),)


def delivery(
    database: Database,
    guid: str,
    state: DeliveryState = DeliveryState.DONE,
    handled_at: datetime | None = LONG_AGO,
) -> None:
    with database.transaction() as tx:
        tx.connection.execute(
            insert(tables.deliveries).values(
                guid=guid,
                event="issues",
                body=b"{}",
                received_at=LONG_AGO,
                state=state,
                handled_at=handled_at,
            )
        )


def guids(database: Database) -> set[str]:
    with database.transaction() as tx:
        return set(tx.connection.execute(select(tables.deliveries.c.guid)).scalars())


def drop_deliveries(database: Database, limit: int = 100) -> int:
    with database.transaction() as tx:
        return pruning.drop_deliveries(tx, CUTOFF, limit)


def drop_files(database: Database, limit: int = 100) -> int:
    with database.transaction() as tx:
        return pruning.drop_files(tx, CUTOFF, limit)


def test_deliveries_that_were_handled_long_ago_are_dropped(database: Database) -> None:
    delivery(database, "old")
    delivery(database, "ignored", DeliveryState.IGNORED)
    delivery(database, "new", handled_at=NOW)

    assert drop_deliveries(database) == 2

    assert guids(database) == {"new"}


def test_a_delivery_that_waits_or_is_parked_stays_however_old_it_is(database: Database) -> None:
    delivery(database, "waiting", DeliveryState.WAITING, handled_at=None)
    delivery(database, "parked", DeliveryState.FAILED)

    assert drop_deliveries(database) == 0

    assert guids(database) == {"waiting", "parked"}


def test_one_that_was_handled_again_of_late_holds_up_no_other(database: Database) -> None:
    delivery(database, "replayed", handled_at=NOW)
    delivery(database, "old")

    drop_deliveries(database)

    assert guids(database) == {"replayed"}


def test_no_more_go_at_a_time_than_is_said(database: Database) -> None:
    for number in range(5):
        delivery(database, f"old {number}")

    assert drop_deliveries(database, limit=3) == 3

    assert guids(database) == {"old 3", "old 4"}


def test_files_that_nobody_asked_for_are_dropped(database: Database) -> None:
    with database.transaction() as tx:
        files.keep_tree(tx, "acme", "tree", FILES, LONG_AGO)
        files.keep_rendering(tx, "acme", "digest", {"service": FILES}, LONG_AGO)

    assert drop_files(database) == 2

    with database.transaction() as tx:
        assert files.tree(tx, "acme", "tree", NOW) is None
        assert files.rendering(tx, "acme", "digest", NOW) is None


def test_files_that_were_asked_for_of_late_stay(database: Database) -> None:
    with database.transaction() as tx:
        files.keep_tree(tx, "acme", "tree", FILES, LONG_AGO)
        files.keep_rendering(tx, "acme", "digest", {"service": FILES}, LONG_AGO)
    with database.transaction() as tx:
        files.tree(tx, "acme", "tree", NOW)
        files.rendering(tx, "acme", "digest", NOW)

    assert drop_files(database) == 0


def test_files_of_another_organisation_under_the_same_id_are_its_own(database: Database) -> None:
    with database.transaction() as tx:
        files.keep_tree(tx, "acme", "tree", FILES, LONG_AGO)
        files.keep_tree(tx, "umbrella", "tree", FILES, NOW)

    drop_files(database)

    with database.transaction() as tx:
        assert files.tree(tx, "umbrella", "tree", NOW) == FILES


def test_what_a_build_needs_stays_however_long_it_was_stopped(database: Database) -> None:
    with database.transaction() as tx:
        files.keep_rendering(tx, "acme", "digest", {"service": FILES}, LONG_AGO)
        row = requests.get(tx, requests.want(tx, "acme", 1, LONG_AGO))
        assert row is not None
        pairs.start(tx, row, "text", {"rendering": "digest"}, LONG_AGO)
        tx.connection.execute(update(tables.requests).values(state=State.FAILED))
    assert drop_files(database) == 0

    with database.transaction() as tx:
        tx.connection.execute(update(tables.requests).values(state=State.LIVE))

    assert drop_files(database) == 1


def test_the_trees_of_a_request_stay_until_it_has_ended(database: Database) -> None:
    with database.transaction() as tx:
        for tree_id in ("pinned", "nobody's"):
            files.keep_tree(tx, "acme", tree_id, FILES, LONG_AGO)
        requests.want(tx, "acme", 1, LONG_AGO)
        pinned = {"state": State.AWAITING_APPROVAL, "template_trees": {"svc": "pinned"}}
        tx.connection.execute(update(tables.requests).values(**pinned))
    assert drop_files(database) == 1

    with database.transaction() as tx:
        tx.connection.execute(update(tables.requests).values(state=State.CANCELLED))

    assert drop_files(database) == 1


def test_files_kept_by_an_older_version_count_from_now(database: Database) -> None:
    with database.transaction() as tx:
        old = {"organisation": "acme", "tree_id": "tree", "files": b""}
        tx.connection.execute(insert(tables.template_trees).values(**old))

    assert drop_files(database) == 0

    with database.transaction() as tx:
        pruning.date_files(tx, LONG_AGO)
    assert drop_files(database) == 1


def test_redeliveries_beyond_githubs_log_and_old_spendings_are_dropped(database: Database) -> None:
    with database.transaction() as tx:
        redeliveries.expect(tx, "guid", 2**40, LONG_AGO)
        tx.connection.execute(
            insert(tables.spendings).values(
                installation_id=1, at=LONG_AGO, kind="read", resource="core", points=1
            )
        )

    with database.transaction() as tx:
        assert pruning.drop_redeliveries(tx, CUTOFF) == 1
        assert pruning.drop_spendings(tx, CUTOFF) == 1

    with database.transaction() as tx:
        left = select(func.count()).select_from(tables.spendings)
        assert tx.connection.execute(left).scalar_one() == 0
