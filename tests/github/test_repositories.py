"""Repositories found and made, and never taken for another one."""

from collections.abc import Callable

import pytest

from app.domain.policy import Visibility
from app.github.client import Client
from app.github.errors import Moved, NameTaken
from app.github.repositories import (
    NewRepository,
    create_repository,
    find_repository,
)
from tests.github.conftest import CONTROL, ORGANISATION, Person


def a_repository(name: str = "billing-service", homepage: str = "") -> NewRepository:
    return NewRepository(name, "Sends invoices", homepage)


def test_a_new_repository_carries_its_mark(client: Client) -> None:
    mark = "https://slipway.example/requests/7#5f3a"

    created = create_repository(client, ORGANISATION, a_repository(homepage=mark))
    found = find_repository(client, ORGANISATION, "billing-service")

    assert found == created
    assert created.homepage == mark
    assert created.description == "Sends invoices"
    assert created.visibility is Visibility.PRIVATE
    assert created.clone_url.endswith("/acme/billing-service.git")


def test_a_taken_name_is_told_apart_from_other_mistakes(client: Client) -> None:
    with pytest.raises(NameTaken, match="Choose another name"):
        create_repository(client, ORGANISATION, a_repository(CONTROL))


def test_a_repository_that_is_not_there_is_none(client: Client) -> None:
    assert find_repository(client, ORGANISATION, "nowhere") is None


def test_a_name_is_found_in_any_case(client: Client) -> None:
    found = find_repository(client, "ACME", CONTROL.upper())

    assert found is not None
    assert found.name == CONTROL


def test_a_renamed_repository_is_not_found_by_its_old_name(
    client: Client, person: Callable[[str], Person]
) -> None:
    """GitHub leads the old name on, and to write there would write to somebody's repository."""
    create_repository(client, ORGANISATION, a_repository())
    person("ada").does("PATCH", "/repos/acme/billing-service", {"name": "invoices"})

    assert find_repository(client, ORGANISATION, "billing-service") is None


def test_a_write_to_an_old_name_is_not_led_on(
    client: Client, person: Callable[[str], Person]
) -> None:
    create_repository(client, ORGANISATION, a_repository())
    person("ada").does("PATCH", "/repos/acme/billing-service", {"name": "invoices"})

    with pytest.raises(Moved) as moved:
        client.rest(
            "PUT /repos/{owner}/{repo}/topics", {"names": []}, owner="acme", repo="billing-service"
        )

    assert "/repositories/" in moved.value.location
