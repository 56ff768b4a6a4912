"""An account that an admin of the server suspended."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
Control = Callable[..., Any]


def test_a_suspended_account_is_refused_and_stays_in_its_team(
    person: Person, control: Control
) -> None:
    control("accounts/suspend", login="will")

    refused = person("will").asks("GET", "/repos/acme/services")
    members = person("ada").gets("/orgs/acme/teams/payments/members")

    assert refused.status_code == 403
    assert refused.json()["message"] == "Sorry. Your account was suspended."
    assert "will" in [one["login"] for one in members]


def test_others_see_since_when_an_account_is_suspended(person: Person, control: Control) -> None:
    before = person("ada").gets("/users/will")
    since = control("accounts/suspend", login="will")["suspended_at"]

    assert "suspended_at" not in before
    assert person("ada").gets("/users/will")["suspended_at"] == since


def test_a_suspension_can_be_lifted(person: Person, control: Control) -> None:
    control("accounts/suspend", login="will")

    control("accounts/suspend", login="will", suspended=False)

    assert "suspended_at" not in person("will").gets("/user")
