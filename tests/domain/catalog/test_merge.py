"""What an import does to the catalog, whose word counts, and what it refuses."""

import pytest

from app.domain.catalog.entry import Claim, Entry, RepositoryRef, Source
from app.domain.catalog.merge import Kind, Merged, merge
from tests.domain.catalog.build import built, claim, entry


def applied(entries: list[Entry], merged: Merged) -> list[Entry]:
    """The catalog after it was written."""
    by_name = {one.name: one for one in entries}
    by_name |= {one.entry.name: one.entry for one in merged.changes}
    return list(by_name.values())


def kinds(merged: Merged) -> dict[str, Kind]:
    return {one.entry.name: one.kind for one in merged.changes}


def conflict(merged: Merged) -> str:
    (only,) = merged.conflicts
    return only.sentence


def test_a_service_that_nobody_knew_is_new() -> None:
    merged = merge([], [claim("billing", owner="payments")])

    (change,) = merged.changes
    assert (change.kind, change.entry.source) == (Kind.NEW, Source.REPOSITORY)
    assert change.entry.details.owner == "payments"


def test_the_second_import_changes_nothing() -> None:
    claims = [
        claim("billing", owner="payments", depends_on=("Ledger",), data_stores=("pg",)),
        claim("ledger", Source.FILE, owner="money", data_stores=("pg",)),
        claim("mailer", service_repository=RepositoryRef("mailer", 3)),
    ]
    first = merge([], claims)

    second = merge(applied([], first), claims)

    assert set(kinds(second).values()) == {Kind.UNCHANGED}
    assert set(kinds(first).values()) == {Kind.NEW}


def test_case_and_order_are_no_change() -> None:
    where = RepositoryRef("billing", 11)
    standing = entry("billing", owner="payments", depends_on=("a", "b"), service_repository=where)
    again = claim("Billing", owner="Payments", depends_on=("B", "A"))

    assert kinds(merge([standing], [again])) == {"billing": Kind.UNCHANGED}


def test_a_repository_changes_what_a_repository_said() -> None:
    merged = merge([entry("billing", owner="payments")], [claim("billing", owner="money")])

    (change,) = merged.changes
    assert (change.kind, change.entry.details.owner) == (Kind.CHANGED, "money")
    assert change.places["owner"] == "billing says so"


@pytest.mark.parametrize(
    ("standing", "why"),
    [
        (built("billing"), "a request built it so"),
        (entry("billing", Source.FILE, owner="payments"), "a file said so"),
    ],
)
def test_a_stronger_word_stays_and_the_claim_is_told(standing: Entry, why: str) -> None:
    repository = RepositoryRef("billing", 11)
    merged = merge([standing], [claim("billing", owner="money", service_repository=repository)])

    assert applied([standing], merged)[0].details.owner == "payments"
    assert why in conflict(merged)
    assert "--overwrite billing" in conflict(merged)


def test_a_file_changes_what_a_file_said_and_no_request() -> None:
    of_file = claim("billing", Source.FILE, owner="money")

    assert kinds(merge([entry("billing", Source.FILE, owner="a")], [of_file])) == {
        "billing": Kind.CHANGED
    }
    assert kinds(merge([built("billing")], [of_file])) == {"billing": Kind.UNCHANGED}


def test_an_entry_that_is_named_gives_way_and_stays_its_requests() -> None:
    merged = merge([built("billing")], [claim("billing", owner="money")], ["BILLING"])

    (change,) = merged.changes
    assert (change.entry.details.owner, change.entry.source) == ("money", Source.REQUEST)
    assert merged.conflicts == ()


def test_what_the_catalog_does_not_say_anybody_fills_in() -> None:
    merged = merge([built("billing")], [claim("billing", owner="payments", apis=("v1",))])

    (change,) = merged.changes
    assert (change.kind, change.entry.details.apis) == (Kind.CHANGED, ("v1",))
    assert change.entry.source is Source.REQUEST


def test_that_there_is_nothing_is_no_news() -> None:
    standing = entry("billing", service_repository=RepositoryRef("billing", 11))

    merged = merge([standing], [claim("billing", depends_on=())])

    assert kinds(merged) == {"billing": Kind.UNCHANGED}


def test_a_files_word_is_before_a_repositorys_and_the_later_file_first() -> None:
    claims = [
        claim("billing", Source.FILE, owner="old"),
        claim("billing", owner="money", system="shop"),
        claim("billing", Source.FILE, owner="payments"),
    ]

    (change,) = merge([], claims).changes

    assert (change.entry.details.owner, change.entry.details.system) == ("payments", "shop")
    assert change.entry.source is Source.FILE


def test_github_adds_the_number_of_a_repository_that_a_file_named() -> None:
    standing = entry("billing", Source.FILE, service_repository=RepositoryRef("Billing"))

    (change,) = merge([standing], [claim("billing")]).changes

    assert change.entry.details.service_repository == RepositoryRef("billing", 11)
    assert change.entry.source is Source.FILE


def test_no_repository_gets_at_another_ones_entry_by_its_name() -> None:
    intruder = claim("billing", owner="money", service_repository=RepositoryRef("evil", 66))
    standing = entry("billing", owner="payments", service_repository=RepositoryRef("billing", 11))

    merged = merge([standing], [intruder])

    assert merged.changes == ()
    assert "the service in another repository (billing)" in conflict(merged)


def test_of_two_repositories_with_one_name_the_known_one_speaks() -> None:
    standing = entry("billing", owner="payments", service_repository=RepositoryRef("old", 11))
    known = claim("billing", owner="payments", service_repository=RepositoryRef("old", 11))
    intruder = claim("billing", owner="evil", service_repository=RepositoryRef("billing", 66))

    merged = merge([standing], [intruder, known])

    assert kinds(merged) == {"billing": Kind.UNCHANGED}
    assert "A second service billing" in conflict(merged)


def test_of_two_new_ones_the_one_that_is_called_so_speaks() -> None:
    own = claim("billing", owner="payments", service_repository=RepositoryRef("billing", 66))
    other = claim("billing", owner="evil", service_repository=RepositoryRef("other", 1))

    (change,) = merge([], [other, own]).changes

    assert change.entry.details.owner == "payments"


def test_a_service_that_calls_itself_otherwise_is_told_and_not_doubled() -> None:
    standing = entry("billing", service_repository=RepositoryRef("billing", 11))
    renamed = claim("invoices", service_repository=RepositoryRef("billing", 11))

    merged = merge([standing], [renamed])

    assert merged.changes == ()
    assert "calls itself invoices now" in conflict(merged)


def stored(name: str, owner: str, source: Source = Source.REPOSITORY, number: int = 1) -> Claim:
    where = RepositoryRef(name, number) if source is Source.REPOSITORY else None
    return claim(name, source, owner=owner, data_stores=("PG",), service_repository=where)


def stores(merged: Merged) -> dict[str, tuple[str, ...] | None]:
    return {one.entry.name: one.entry.details.data_stores for one in merged.changes}


def test_a_data_store_of_another_team_is_not_got_by_claiming_it() -> None:
    merged = merge([built("ledger", owner="money", data_stores=("pg",))], [stored("a", "payments")])

    assert stores(merged) == {"a": ()}
    assert "The data store PG belongs to ledger of money." in conflict(merged)


def test_a_data_store_of_the_same_team_may_be_shared() -> None:
    merged = merge([built("ledger", owner="Money", data_stores=("pg",))], [stored("a", "money")])

    assert stores(merged) == {"a": ("PG",)}
    assert merged.conflicts == ()


def test_nobody_gets_a_data_store_by_becoming_its_teams_in_the_same_claim() -> None:
    ledger = built("ledger", owner="money", data_stores=("pg",))
    standing = entry("a", Source.FILE, owner="payments")

    merged = merge([ledger, standing], [stored("a", "money")])

    assert stores(merged) == {"a": None}
    assert any("belongs to ledger of money" in one.sentence for one in merged.conflicts)


def test_two_repositories_that_claim_one_data_store_both_go_without() -> None:
    merged = merge([], [stored("a", "money", number=1), stored("b", "payments", number=2)])

    assert stores(merged) == {"a": (), "b": ()}
    assert [one.about for one in merged.conflicts] == ["a", "b"]


def test_an_operator_says_whose_a_data_store_is() -> None:
    merged = merge([], [stored("a", "money", number=1), stored("b", "payments", Source.FILE)])

    assert stores(merged) == {"a": (), "b": ("PG",)}
    assert [one.about for one in merged.conflicts] == ["a"]


def test_what_an_operator_lets_two_teams_have_is_entered_and_told() -> None:
    both = [stored("a", "money", Source.FILE), stored("b", "payments", Source.FILE)]

    merged = merge([], both)

    assert stores(merged) == {"a": ("PG",), "b": ("PG",)}
    assert all("entered all the same" in one.sentence for one in merged.conflicts)
    assert len(merged.conflicts) == 2
