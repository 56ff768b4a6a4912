"""Who people are, as GitHub tells it now."""

import pytest

from app.github.calls import CallLog
from app.github.client import Client
from app.github.people import (
    is_organisation_member,
    is_suspended,
    is_team_member,
    organisation_plan,
    team_members,
)
from sandbox import RunningSandbox
from tests.github.conftest import ORGANISATION


@pytest.mark.parametrize(
    ("team", "login", "expected"),
    [
        ("platform-reviewers", "paula", True),
        ("platform-reviewers", "dana", False),
        ("platform-reviewers", "nobody", False),
        ("no-such-team", "paula", False),
    ],
)
def test_membership_is_what_the_team_says(
    client: Client, team: str, login: str, expected: bool
) -> None:
    assert is_team_member(client, ORGANISATION, team, login) is expected


def test_the_members_of_all_teams_take_one_call(
    client: Client, sandbox: RunningSandbox, calls: CallLog
) -> None:
    paula, dana = sandbox.world.accounts["paula"], sandbox.world.accounts["dana"]
    client.rest("GET /orgs/{org}", org=ORGANISATION)
    calls.calls.clear()

    members = team_members(
        client, ORGANISATION, ["platform-reviewers", "payments", "no-such-team", "payments"]
    )

    assert members == {
        "platform-reviewers": {paula.id: "paula"},
        "payments": {dana.id: "dana"},
        "no-such-team": None,
    }
    assert calls.routes == ["QUERY TeamMembers"]


def test_no_teams_take_no_call(client: Client, calls: CallLog) -> None:
    assert team_members(client, ORGANISATION, []) == {}
    assert calls.calls == []


def test_the_plan_is_told(client: Client) -> None:
    assert organisation_plan(client, ORGANISATION) == "team"


@pytest.mark.parametrize(("login", "expected"), [("paula", True), ("nobody", False)])
def test_who_is_in_the_organisation_is_told(client: Client, login: str, expected: bool) -> None:
    assert is_organisation_member(client, ORGANISATION, login) is expected


def test_a_suspended_account_is_told_and_one_that_is_not_shown_counts_as_one(
    client: Client, sandbox: RunningSandbox
) -> None:
    assert not is_suspended(client, "paula")
    assert is_suspended(client, "nobody")

    sandbox.world.accounts["paula"].suspended_at = sandbox.world.now()

    assert is_suspended(client, "paula")
