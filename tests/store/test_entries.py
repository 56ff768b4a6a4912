"""The catalog's rows: of requests, of imports, and when the policy's view of them is made anew."""

from datetime import UTC, datetime, timedelta

from app.domain.catalog.entry import Details, Entry, RepositoryRef, Source
from app.store import entries, requests, schema, services
from app.store.catalog import catalog
from app.store.database import Database
from app.store.services import Service

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LEDGER = Entry(
    "ledger",
    Details(
        owner="money",
        system="books",
        lifecycle="production",
        depends_on=("mailer",),
        data_stores=("pg-ledger",),
        apis=("ledger-v1",),
        service_repository=RepositoryRef("ledger", 11),
    ),
    Source.REPOSITORY,
)


def built(database: Database, name: str = "billing", at: datetime = NOW) -> Service:
    with database.transaction() as tx:
        request_id = requests.want(tx, "acme", 1, at)
    return Service("acme", name, "payments", request_id, {}, 1, 2, at, depends_on=("ledger",))


def test_an_entry_comes_back_as_it_was_entered(database: Database) -> None:
    with database.transaction() as tx:
        entries.add(tx, "acme", [LEDGER], NOW)

        assert entries.entries(tx, "acme") == (LEDGER,)
        assert entries.entries(tx, "globex") == ()


def test_conditions_see_an_imported_service(database: Database) -> None:
    with database.transaction() as tx:
        entries.add(tx, "acme", [LEDGER], NOW)

        (found,) = catalog(tx, "acme").storing("PG-ledger")

    assert (found.name, found.owner, found.depends_on) == ("ledger", "money", ("mailer",))


def test_conditions_see_a_change_also_by_a_clock_that_is_slow(database: Database) -> None:
    with database.transaction() as tx:
        entries.add(tx, "acme", [LEDGER], NOW)
        assert catalog(tx, "acme").owned_by("money")

    changed = Entry("ledger", Details(owner="books"), Source.FILE)
    with database.transaction() as tx:
        entries.change(tx, "acme", [changed], NOW - timedelta(hours=1))

        assert catalog(tx, "acme").owned_by("books")


def test_a_service_that_is_built_takes_the_place_of_what_was_imported(database: Database) -> None:
    service = built(database, "ledger")
    with database.transaction() as tx:
        entries.add(tx, "acme", [LEDGER], NOW)
        services.put(tx, service)

        (found,) = entries.entries(tx, "acme")

    assert found.source is Source.REQUEST
    assert found.details.depends_on == ("ledger",)


def test_entering_a_built_service_twice_changes_nothing(database: Database) -> None:
    service = built(database)
    with database.transaction() as tx:
        services.put(tx, service)
        first = catalog(tx, "acme")
        services.put(tx, service)

        assert catalog(tx, "acme") is first


def test_a_name_is_taken_in_any_case(database: Database) -> None:
    with database.transaction() as tx:
        entries.add(tx, "acme", [LEDGER], NOW)

        found = services.get(tx, "acme", "Ledger")

    assert found is not None
    assert (found.name, found.request_id) == ("ledger", None)


def test_going_back_loses_only_what_no_request_built(database: Database) -> None:
    service = built(database)
    with database.transaction() as tx:
        entries.add(tx, "acme", [LEDGER], NOW)
        services.put(tx, service)

    schema.downgrade(database, "0002")
    schema.upgrade(database)

    with database.transaction() as tx:
        assert [one.name for one in entries.entries(tx, "acme")] == ["billing"]
