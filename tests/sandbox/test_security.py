"""What watches over a repository, switched on as far as the plan has it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.voices import Voice

Control = Callable[..., Any]
Person = Callable[[str], Voice]
OPEN, HIDDEN = "/repos/acme/open", "/repos/acme/services"
SCANNING = {"secret_scanning": {"status": "enabled"}}
PROTECTION = SCANNING | {"secret_scanning_push_protection": {"status": "enabled"}}


def test_alerts_are_off_until_they_are_switched_on(person: Person) -> None:
    ada = person("ada")
    before = ada.asks("GET", f"{HIDDEN}/vulnerability-alerts")
    ada.does("PUT", f"{HIDDEN}/vulnerability-alerts")
    between = ada.asks("GET", f"{HIDDEN}/vulnerability-alerts").status_code
    ada.does("DELETE", f"{HIDDEN}/vulnerability-alerts")
    after = ada.asks("GET", f"{HIDDEN}/vulnerability-alerts").status_code

    assert (before.status_code, between, after) == (404, 204, 404)
    assert before.json()["message"] == "Vulnerability alerts are disabled."


@pytest.mark.parametrize("verb", ["PUT", "DELETE"])
def test_security_updates_need_the_alerts(person: Person, verb: str) -> None:
    refused = person("ada").asks(verb, f"{HIDDEN}/automated-security-fixes")

    assert refused.status_code == 422
    assert "Vulnerability alerts must be enabled" in refused.json()["message"]
    assert person("ada").asks("GET", f"{HIDDEN}/automated-security-fixes").status_code == 404


def test_security_updates_go_with_the_alerts(person: Person) -> None:
    ada = person("ada")
    ada.does("PUT", f"{HIDDEN}/vulnerability-alerts")
    ada.does("PUT", f"{HIDDEN}/automated-security-fixes")
    assert ada.gets(f"{HIDDEN}/automated-security-fixes") == {"enabled": True, "paused": False}
    assert analyses(ada.gets(HIDDEN))["dependabot_security_updates"] == "enabled"

    ada.does("DELETE", f"{HIDDEN}/vulnerability-alerts")

    assert analyses(ada.gets(HIDDEN))["dependabot_security_updates"] == "disabled"


def test_private_reports_are_for_public_repositories(person: Person) -> None:
    ada = person("ada")
    ada.does("PUT", f"{OPEN}/private-vulnerability-reporting")

    assert ada.gets(f"{OPEN}/private-vulnerability-reporting") == {"enabled": True}
    refused = ada.asks("PUT", f"{HIDDEN}/private-vulnerability-reporting")
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("where", "plan", "status"),
    [(OPEN, "free", 200), (HIDDEN, "team", 422), (HIDDEN, "enterprise", 200)],
)
def test_secret_scanning_in_private_repositories_needs_a_plan(
    person: Person, control: Control, where: str, plan: str, status: int
) -> None:
    control("plan", organisation="acme", plan=plan)

    answer = person("ada").asks("PATCH", where, {"security_and_analysis": SCANNING})

    assert answer.status_code == status
    if status == 422:
        said = "Secret scanning is not available for this repository."
        assert answer.json()["message"] == said


def test_push_protection_goes_with_secret_scanning(person: Person) -> None:
    ada = person("ada")
    ada.does("PATCH", OPEN, {"security_and_analysis": PROTECTION})
    assert analyses(ada.gets(OPEN))["secret_scanning_push_protection"] == "enabled"

    off = {"secret_scanning": {"status": "disabled"}}
    ada.does("PATCH", OPEN, {"security_and_analysis": off})

    assert analyses(ada.gets(OPEN))["secret_scanning_push_protection"] == "disabled"


def test_what_watches_is_told_to_whoever_administers(
    person: Person, installed: Callable[..., Voice]
) -> None:
    reader = installed(permissions={"metadata": "read"})
    manager = installed(permissions={"administration": "read"})

    assert "security_and_analysis" not in person("dana").gets(OPEN)
    assert "security_and_analysis" not in reader.gets(OPEN)
    assert "security_and_analysis" in manager.gets(OPEN)


@pytest.mark.parametrize("switch", ["vulnerability-alerts", "automated-security-fixes"])
def test_an_app_needs_administration(installed: Callable[..., Voice], switch: str) -> None:
    answer = installed(permissions={"contents": "write"}).asks("PUT", f"{OPEN}/{switch}")

    assert answer.status_code == 403


def analyses(repository: dict[str, Any]) -> dict[str, str]:
    """Each part's status by its name."""
    found = repository["security_and_analysis"]
    return {name: state["status"] for name, state in found.items()}
