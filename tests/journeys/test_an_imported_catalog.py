"""Requests and imports share one catalog: each respects what the other entered."""

import base64
from typing import Any

import pytest

from app.domain.catalog.entry import Details, Source
from app.domain.catalog.merge import Kind
from app.domain.progress import CATALOG
from app.domain.state import State
from app.store import entries
from app.usecases.catalog_import import ImportRefused, Preview, Wanted, preview, write
from tests.domain.catalog.build import claim
from tests.journeys.acme import Acme
from tests.journeys.halfway import builds_up_to


def of_files(name: str, **said: Any) -> Wanted:
    """An operator's word about one service."""
    return Wanted("acme", (claim(name, Source.FILE, **said),), asks_github=False)


def is_imported(acme: Acme, wanted: Wanted) -> Preview:
    found = preview(acme.bench, wanted)
    write(acme.bench, wanted, found, "olaf")
    acme.settles()
    return found


def kinds(found: Preview) -> dict[str, Kind]:
    return {one.entry.name: one.kind for one in found.merged.changes}


def details(acme: Acme, name: str) -> Details:
    with acme.bench.database.reading() as tx:
        (found,) = [one for one in entries.entries(tx, "acme") if one.name == name]
    return found.details


def test_what_slipway_built_is_unchanged_by_an_import(acme: Acme) -> None:
    """Its own catalog-info.yaml says what its request entered."""
    is_imported(acme, of_files("ledger", owner="money"))
    request = acme.files(name="billing", depends_on="ledger", data_store="pg-billing")
    request.is_approved()
    assert request.state is State.LIVE

    found = preview(acme.bench, Wanted("acme"))

    assert kinds(found) == {"billing": Kind.UNCHANGED}
    assert found.merged.conflicts == ()
    said = details(acme, "billing")
    assert (said.system, said.lifecycle, said.template) == (
        "billing",
        "experimental",
        "python-service",
    )
    assert (said.depends_on, said.data_stores) == (("ledger",), ("pg-billing",))


def test_what_a_repository_says_later_is_told_and_taken_when_it_is_named(acme: Acme) -> None:
    request = acme.files(name="billing")
    request.is_approved()
    _says_it_is_of(acme, "billing", "platform-reviewers")

    found = is_imported(acme, Wanted("acme"))

    assert kinds(found) == {"billing": Kind.UNCHANGED}
    assert "a request built it so" in found.merged.conflicts[0].sentence
    assert details(acme, "billing").owner == "payments"

    is_imported(acme, Wanted("acme", overwrite=("billing",)))

    assert details(acme, "billing").owner == "platform-reviewers"


def test_a_repository_that_is_being_built_is_left_to_its_request(acme: Acme) -> None:
    request = acme.files(name="billing")
    builds_up_to(request, CATALOG)

    found = is_imported(acme, Wanted("acme"))

    assert found.merged.changes == ()
    assert [one.sentence for one in found.understood.left_out if one.about == "billing"] == [
        "A request is building it."
    ]
    assert request.state is State.LIVE
    assert details(acme, "billing").system == "billing"


def test_a_service_that_was_imported_ends_a_refusal(acme: Acme) -> None:
    request = acme.files(name="billing", depends_on="ledger")
    before = request.state

    is_imported(acme, of_files("ledger", owner="money"))

    assert (before, request.state) == (State.NEEDS_CORRECTION, State.AWAITING_APPROVAL)


def test_an_imported_data_store_has_its_owner_and_an_imported_name_is_taken(acme: Acme) -> None:
    is_imported(acme, of_files("Ledger", owner="money", data_stores=("pg-ledger",)))

    thief = acme.files(name="billing", data_store="PG-Ledger")
    double = acme.files(name="ledger")

    assert "PG-Ledger belongs to money" in thief.status
    assert "belongs to money" in double.status
    assert {thief.state, double.state} == {State.NEEDS_CORRECTION}


def test_a_catalog_that_changed_since_it_was_shown_is_not_written(acme: Acme) -> None:
    wanted = of_files("ledger", owner="money")
    shown = preview(acme.bench, wanted)
    is_imported(acme, of_files("ledger", owner="payments"))

    with pytest.raises(ImportRefused, match="Start again"):
        write(acme.bench, wanted, shown, "olaf")

    assert details(acme, "ledger").owner == "payments"


def _says_it_is_of(acme: Acme, repository: str, team: str) -> None:
    """Somebody edits the repository's catalog-info.yaml, past its ruleset."""
    path = f"/repos/acme/{repository}/contents/catalog-info.yaml"
    found = acme.does("ada", "GET", path)
    text = base64.b64decode(found["content"]).decode().replace("payments", team)
    for ruleset in acme.does("ada", "GET", f"/repos/acme/{repository}/rulesets"):
        where = f"/repos/acme/{repository}/rulesets/{ruleset['id']}"
        acme.does("ada", "PUT", where, {"enforcement": "disabled"})
    content = base64.b64encode(text.encode()).decode()
    order = {"message": "Hand over", "content": content, "sha": found["sha"]}
    acme.does("ada", "PUT", path, order)
