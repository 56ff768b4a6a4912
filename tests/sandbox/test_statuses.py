"""Commit statuses, and which required checks a commit does not pass."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox import RunningSandbox
from sandbox.acts.checks import failing_required
from tests.sandbox.checks import SERVICES, head_of, reports, with_checks
from tests.sandbox.conftest import Ear
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    return with_checks(seed)


def states(voice: Voice, state: str, context: str = "ci", **fields: Any) -> Any:
    """A status of the tip of main."""
    body = {"state": state, "context": context} | fields
    return voice.does("POST", f"{SERVICES}/statuses/{head_of(voice)}", body)


def test_a_status_is_kept_as_said(person: Person) -> None:
    said = {"description": "All well", "target_url": "https://ci.example/1"}

    made = states(person("will"), "success", **said)

    assert {name: made[name] for name in said} == said
    assert (made["context"], made["creator"]["login"]) == ("ci", "will")
    assert person("dana").gets(f"{SERVICES}/commits/main/statuses") == [made]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], "pending"),
        ([("ci", "success")], "success"),
        ([("ci", "success"), ("lint", "pending")], "pending"),
        ([("ci", "error"), ("lint", "pending")], "failure"),
        ([("ci", "failure"), ("CI", "success")], "success"),
    ],
)
def test_the_newest_status_of_each_context_counts(
    person: Person, said: list[tuple[str, str]], state: str
) -> None:
    will = person("will")
    for context, one in said:
        states(will, one, context)

    combined = will.gets(f"{SERVICES}/commits/main/status")

    assert combined["state"] == state
    assert combined["total_count"] == len({context.lower() for context, _ in said})
    assert combined["sha"] == head_of(will)


def test_a_status_without_a_context_is_the_default_one(installation: Voice) -> None:
    made = installation.does(
        "POST", f"{SERVICES}/statuses/{head_of(installation)}", {"state": "error"}
    )

    assert made["context"] == "default"


@pytest.mark.parametrize(
    ("sha", "body"),
    [
        (None, {}),
        (None, {"state": "splendid"}),
        (None, {"state": "success", "description": "x" * 141}),
        ("0" * 40, {"state": "success"}),
    ],
)
def test_a_status_that_does_not_fit_is_refused(
    person: Person, sha: str | None, body: dict[str, str]
) -> None:
    will = person("will")

    answer = will.asks("POST", f"{SERVICES}/statuses/{sha or head_of(will)}", body)

    assert answer.status_code == 422


def test_a_status_needs_push_access(person: Person) -> None:
    path = f"{SERVICES}/statuses/{head_of(person('dana'))}"

    assert person("dana").asks("POST", path, {"state": "success"}).status_code == 403


def test_a_status_is_told(person: Person, ear: Ear) -> None:
    states(person("will"), "success")

    told = ear.hears_until("status").payload

    assert (told["state"], told["context"], told["name"]) == ("success", "ci", "acme/services")
    assert [one["name"] for one in told["branches"]] == ["main"]


def test_an_unknown_commit_has_no_status(person: Person) -> None:
    assert person("will").asks("GET", f"{SERVICES}/commits/nowhere/status").status_code == 404


@pytest.mark.parametrize(
    ("conclusion", "passes"),
    [
        ("success", True),
        ("neutral", True),
        ("skipped", True),
        ("failure", False),
        ("cancelled", False),
        ("timed_out", False),
        ("action_required", False),
        (None, False),
    ],
)
def test_a_required_check_passes_by_its_conclusion(
    sandbox: RunningSandbox, installation: Voice, conclusion: str | None, passes: bool
) -> None:
    reports(installation, conclusion=conclusion)

    assert failing(sandbox, installation, context="policy") == ([] if passes else ["policy"])


def test_a_required_check_must_be_there_and_of_the_app(
    sandbox: RunningSandbox, installation: Voice, person: Person
) -> None:
    assert failing(sandbox, installation, context="policy") == ["policy"]
    states(person("will"), "success", "policy")

    assert failing(sandbox, installation, context="policy") == []
    assert failing(sandbox, installation, context="policy", integration_id=4242) == ["policy"]
    reports(installation, conclusion="success")
    assert failing(sandbox, installation, context="policy", integration_id=4242) == []


def test_a_status_that_is_pending_does_not_pass(
    sandbox: RunningSandbox, installation: Voice
) -> None:
    states(installation, "pending", "ci")

    assert failing(sandbox, installation, context="ci", integration_id=4242) == ["ci"]


def failing(sandbox: RunningSandbox, voice: Voice, **required: Any) -> list[str]:
    where = sandbox.world.repository("acme", "services")
    assert where is not None
    return failing_required(where, head_of(voice), [required])
