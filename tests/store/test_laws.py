"""The law in force is the one that was accepted last, also when an older one comes back."""

from datetime import UTC, datetime, timedelta

from app.store import laws
from app.store.database import Database
from app.store.laws import LawTexts

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def texts(policy: str) -> LawTexts:
    return LawTexts(f"blob of {policy}", "blob of form", policy, "form")


def test_there_is_none_before_one_was_accepted(database: Database) -> None:
    with database.transaction() as tx:
        assert laws.latest(tx, "acme") is None


def test_the_last_one_accepted_counts_and_each_organisation_has_its_own(
    database: Database,
) -> None:
    with database.transaction() as tx:
        laws.accept(tx, "acme", texts("first"), NOW)
        laws.accept(tx, "acme", texts("second"), NOW)

        assert laws.latest(tx, "acme") == texts("second")
        assert laws.latest(tx, "another") is None


def test_one_that_comes_back_is_in_force_again(database: Database) -> None:
    with database.transaction() as tx:
        for minute, policy in enumerate(["first", "second", "first"]):
            laws.accept(tx, "acme", texts(policy), NOW + timedelta(minutes=minute))

        assert laws.latest(tx, "acme") == texts("first")
