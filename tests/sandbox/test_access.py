"""Teams, memberships and roles: who belongs where and may do what."""

from collections.abc import Callable

import pytest

from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


def test_members_of_a_team_below_count_as_members(installation: Voice) -> None:
    found = installation.gets("/orgs/acme/teams/payments/members")

    assert sorted(one["login"] for one in found) == ["dana", "will"]
    assert installation.gets("/orgs/acme/teams/payments/memberships/will")["state"] == "active"
    answer = installation.asks("GET", "/orgs/acme/teams/cards/memberships/dana")
    assert answer.status_code == 404


def test_teams_are_hidden_from_an_app_without_members(installed: Callable[..., Voice]) -> None:
    voice = installed(permissions={"issues": "write"})

    answer = voice.asks("GET", "/orgs/acme/teams/payments/members")

    assert answer.status_code == 403
    assert answer.headers["X-Accepted-GitHub-Permissions"] == "members=read"


def test_an_admin_changes_who_is_in_a_team(person: Person) -> None:
    path = "/orgs/acme/teams/payments/memberships/olga"

    assert person("dana").asks("PUT", path).status_code == 403
    assert person("ada").does("PUT", path)["role"] == "member"
    assert person("ada").asks("DELETE", path).status_code == 204
    assert person("ada").asks("GET", path).status_code == 404


def test_membership_of_the_organisation_is_asked_both_ways(installation: Voice) -> None:
    assert installation.asks("GET", "/orgs/acme/members/dana").status_code == 204
    assert installation.asks("GET", "/orgs/acme/members/stranger").status_code == 404
    assert installation.gets("/orgs/acme/memberships/ada")["role"] == "admin"


def test_a_team_is_granted_a_repository(installation: Voice) -> None:
    path = "/orgs/acme/teams/payments/repos/acme/services"

    assert installation.asks("GET", path).status_code == 404
    installation.does("PUT", path, {"permission": "maintain"})

    assert installation.asks("GET", path).status_code == 204
    (team,) = installation.gets("/repos/acme/services/teams")[:1]
    assert (team["slug"], team["permission"]) == ("payments", "maintain")


def test_an_unknown_grant_is_refused(installation: Voice) -> None:
    path = "/orgs/acme/teams/payments/repos/acme/services"

    assert installation.asks("PUT", path, {"permission": "owner"}).status_code == 422


@pytest.mark.parametrize(
    ("login", "permission", "role"),
    [
        ("ada", "admin", "admin"),
        ("will", "write", "write"),
        ("olga", "read", "triage"),
        ("dana", "read", "read"),
        ("stranger", "none", "none"),
    ],
)
def test_the_old_permission_hides_triage_and_the_role_name_does_not(
    installation: Voice, login: str, permission: str, role: str
) -> None:
    found = installation.gets(f"/repos/acme/services/collaborators/{login}/permission")

    assert (found["permission"], found["role_name"]) == (permission, role)


def test_a_grant_to_a_team_reaches_the_teams_below(installation: Voice) -> None:
    path = "/orgs/acme/teams/payments/repos/acme/other"
    installation.does("PUT", path, {"permission": "maintain"})

    found = installation.gets("/repos/acme/other/collaborators/will/permission")

    assert (found["permission"], found["role_name"]) == ("write", "maintain")


def test_who_leaves_the_organisation_loses_what_it_gave(person: Person) -> None:
    person("ada").does("DELETE", "/orgs/acme/members/dana")

    assert person("dana").asks("GET", "/repos/acme/services").status_code == 404
    assert person("ada").asks("GET", "/orgs/acme/memberships/dana").status_code == 404


def test_the_plan_of_the_organisation_is_told(installation: Voice) -> None:
    assert installation.gets("/orgs/acme")["plan"]["name"] == "team"
