"""Repositories, teams and what they may do, read in pages for the catalog."""

from collections.abc import Callable

from app.domain.catalog.seen import Grants, SeenRepository
from app.github import catalog_reads
from app.github.calls import CallLog
from app.github.client import Client
from sandbox import RunningSandbox
from tests.github.conftest import ORGANISATION, Person


def by_name(client: Client) -> dict[str, SeenRepository]:
    found = catalog_reads.read_repositories(client, ORGANISATION)
    return {one.name: one for one in found}


def test_a_repository_is_seen_with_topics_and_files(
    client: Client, person: Callable[[str], Person]
) -> None:
    person("ada").does("PUT", "/repos/acme/unrelated/topics", {"names": ["python", "billing"]})

    found = by_name(client)

    assert found["unrelated"].topics == ("python", "billing")
    assert found["unrelated"].catalog_info is None
    assert found["services"].codeowners is not None
    path, file = found["services"].codeowners
    assert (path, file.text) == (".github/CODEOWNERS", "* @acme/platform-reviewers\n")


def test_archived_and_empty_repositories_are_seen_as_such(
    client: Client, person: Callable[[str], Person]
) -> None:
    person("ada").does("POST", "/orgs/acme/repos", {"name": "fresh"})
    person("ada").does("PATCH", "/repos/acme/unrelated", {"archived": True})

    found = by_name(client)

    assert (found["fresh"].is_empty, found["unrelated"].is_empty) == (True, False)
    assert (found["fresh"].is_archived, found["unrelated"].is_archived) == (False, True)


def test_all_teams_are_read(client: Client) -> None:
    assert catalog_reads.read_teams(client, ORGANISATION) == {"platform-reviewers", "payments"}


def test_more_grants_than_a_page_holds_are_all_read(
    client: Client, sandbox: RunningSandbox, person: Callable[[str], Person], calls: CallLog
) -> None:
    for number in range(101):
        person("ada").does("POST", "/orgs/acme/repos", {"name": f"r{number}"})
        path = f"/orgs/acme/teams/payments/repos/acme/r{number}"
        person("ada").does("PUT", path, {"permission": "admin" if number % 2 else "maintain"})
    before = len(calls.calls)

    grants = catalog_reads.read_grants(client, ORGANISATION)

    assert (len(grants.admin), len(grants.maintain)) == (50, 51)
    assert set(grants.admin.values()) == {("payments",)}
    assert len(calls.calls) - before == 2 + 1  # and one for the token


def test_who_may_only_write_owns_nothing(client: Client) -> None:
    assert catalog_reads.read_grants(client, ORGANISATION) == Grants()
