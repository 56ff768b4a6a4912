"""GitHub's own watch over a repository, switched on and off."""

from collections.abc import Callable
from typing import Any

import pytest

from app.github.client import Client
from app.github.errors import Invalid
from app.github.security import (
    set_analyses,
    set_private_reporting,
    set_security_updates,
    set_vulnerability_alerts,
)
from sandbox import RunningSandbox
from tests.github.conftest import ORGANISATION, Person, control

WHERE = (ORGANISATION, "unrelated")


@pytest.fixture
def analyses(person: Callable[[str], Person]) -> Callable[[], Any]:
    """What an admin sees of it."""
    return lambda: person("ada").does("GET", "/repos/acme/unrelated")["security_and_analysis"]


def test_security_updates_follow_the_alerts(client: Client, analyses: Callable[[], Any]) -> None:
    for _ in range(2):
        set_vulnerability_alerts(client, *WHERE, on=True)
        set_security_updates(client, *WHERE, on=True)
    assert analyses()["dependabot_security_updates"] == {"status": "enabled"}

    for _ in range(2):
        set_vulnerability_alerts(client, *WHERE, on=False)
        set_security_updates(client, *WHERE, on=False)
    assert analyses()["dependabot_security_updates"] == {"status": "disabled"}


def test_security_updates_without_alerts_are_refused(client: Client) -> None:
    with pytest.raises(Invalid):
        set_security_updates(client, *WHERE, on=True)


def test_what_the_plan_lacks_is_refused(client: Client) -> None:
    with pytest.raises(Invalid) as caught:
        set_analyses(client, *WHERE, {"secret_scanning": True})

    assert "not available for this repository" in caught.value.refusal.said


def test_secrets_are_looked_for_where_the_plan_has_it(
    client: Client, sandbox: RunningSandbox, analyses: Callable[[], Any]
) -> None:
    control(sandbox, "plan", {"organisation": "acme", "plan": "enterprise"})

    wanted = {"secret_scanning": True, "secret_scanning_push_protection": True}
    set_analyses(client, *WHERE, wanted)

    assert {name: analyses()[name]["status"] for name in wanted} == dict.fromkeys(wanted, "enabled")


def test_private_reports_are_switched_in_public_repositories(
    client: Client, person: Callable[[str], Person]
) -> None:
    with pytest.raises(Invalid):
        set_private_reporting(client, *WHERE, on=True)
    person("ada").does("PATCH", "/repos/acme/unrelated", {"private": False})

    set_private_reporting(client, *WHERE, on=True)

    path = "/repos/acme/unrelated/private-vulnerability-reporting"
    assert person("ada").does("GET", path) == {"enabled": True}
