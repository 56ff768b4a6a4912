"""Apps as their admins change them: installed, subscribed, and told apart from each other."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from sandbox import RunningSandbox
from tests.sandbox.conftest import Ear
from tests.sandbox.voices import PATIENCE, Voice

Control = Callable[..., Any]


@pytest.fixture
def second(sandbox: RunningSandbox, control: Control) -> str:
    """A second organisation, with a repository of its own."""
    moved = {"repository": "acme/other", "organisation": "globex", "actor": "ada"}
    control("repositories/transfer", **moved)
    return "globex"


def refusal(sandbox: RunningSandbox, name: str, order: Any) -> tuple[int, str]:
    answer = requests.post(f"{sandbox.url}/_sandbox/{name}", json=order, timeout=PATIENCE)
    return answer.status_code, answer.json()["message"]


def test_an_app_is_installed_in_another_organisation_and_told_so(
    control: Control, second: str, ear: Ear, app: Voice
) -> None:
    made = control("install", organisation=second, actor="ada")["id"]

    heard = ear.hears_until("installation.created").payload
    assert heard["installation"]["id"] == made
    assert heard["installation"]["account"]["login"] == "globex"
    assert heard["installation"]["repository_selection"] == "all"
    assert [one["full_name"] for one in heard["repositories"]] == ["globex/other"]
    assert heard["sender"]["login"] == "ada"
    assert app.gets("/orgs/globex/installation")["id"] == made
    token = app.does("POST", f"/app/installations/{made}/access_tokens")["token"]
    assert Voice(app.url, token).gets("/repos/globex/other")["name"] == "other"


def test_an_app_is_installed_on_chosen_repositories_alone(
    control: Control, ear: Ear, app: Voice
) -> None:
    control("installation", id=77, action="deleted", actor="ada")

    control("install", organisation="acme", repositories=["acme/open"], actor="ada")

    heard = ear.hears_until("installation.created").payload
    assert heard["installation"]["repository_selection"] == "selected"
    assert [one["name"] for one in heard["repositories"]] == ["open"]
    assert app.asks("GET", "/repos/acme/services/installation").status_code == 404


def test_an_app_is_not_installed_twice(sandbox: RunningSandbox) -> None:
    order = {"organisation": "acme", "actor": "ada"}

    assert refusal(sandbox, "install", order) == (422, "Slipway is installed on acme already.")


def test_a_private_app_stays_with_its_owner(sandbox: RunningSandbox, second: str) -> None:
    assert sandbox.world.app
    sandbox.world.app.is_public = False

    status, said = refusal(sandbox, "install", {"organisation": second, "actor": "ada"})

    assert (status, said) == (422, "Slipway can be installed by its owner acme alone.")


@pytest.mark.parametrize(
    "order",
    [
        {"organisation": "nowhere", "actor": "ada"},
        {"organisation": "acme", "actor": "nobody"},
        {"organisation": "acme", "actor": "ada", "app_id": 1},
        {"organisation": "acme", "actor": "ada", "repositories": ["nothing"]},
    ],
)
def test_what_is_not_there_cannot_be_installed(sandbox: RunningSandbox, order: Any) -> None:
    assert refusal(sandbox, "install", order)[0] == 404


def test_an_app_hears_of_what_it_subscribes_to_later(
    control: Control, ear: Ear, app: Voice, person: Callable[[str], Voice]
) -> None:
    control("events", events=["label"])
    person("ada").opens_an_issue()

    person("ada").does("POST", "/repos/acme/services/labels", {"name": "late"})

    assert ear.hears()[0].name == "label.created"
    assert app.gets("/app")["events"] == ["label"]
    assert app.gets("/app/installations/77")["events"] == ["label"]


def test_a_gate_needs_the_permission_the_event_and_the_plan(
    control: Control, person: Callable[[str], Voice]
) -> None:
    environment = "/repos/acme/services/environments/production"
    person("ada").does("PUT", environment)
    rules = f"{environment}/deployment_protection_rules"
    ask = {"integration_id": 4242}
    permissions = {"deployments": "write", "actions": "read"}
    assert person("ada").asks("POST", rules, ask).status_code == 404

    control("permissions", id=77, permissions=permissions, actor="ada")
    control("events", events=["deployment_protection_rule"])

    assert person("ada").asks("POST", rules, ask).status_code == 403
    control("plan", organisation="acme", plan="enterprise")
    assert person("ada").does("POST", rules, ask)["app"]["id"] == 4242


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (["installation"], "There is no such event to subscribe to: installation"),
        (
            ["issues", "check_run"],
            "The App lacks the permission that these events take: check_run",
        ),
    ],
)
def test_an_event_must_be_one_that_the_app_may_hear(
    sandbox: RunningSandbox, events: list[str], said: str
) -> None:
    assert refusal(sandbox, "events", {"events": events}) == (422, said)
