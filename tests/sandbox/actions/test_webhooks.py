"""What the App is told of runs, of their jobs, and of the gates where it is asked."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.actions.conftest import REPOSITORY, Actions, Control
from tests.sandbox.conftest import Ear
from tests.sandbox.voices import Voice

Who = Callable[[str], Actions]
RULES = f"{REPOSITORY}/environments/production/deployment_protection_rules"


def test_a_run_is_told_from_its_beginning_to_its_end(actions: Who, ear: Ear) -> None:
    will = actions("will")
    will.writes("b.txt", "b")

    begun = ear.hears(2)
    (run,) = will.runs()
    rest = ear.hears(7)

    assert [one.name for one in begun] == ["workflow_run.requested", "workflow_job.queued"]
    assert [one.name for one in rest] == [
        "workflow_run.in_progress",
        "workflow_job.in_progress",
        "workflow_job.completed",
        "workflow_job.queued",
        "workflow_job.in_progress",
        "workflow_job.completed",
        "workflow_run.completed",
    ]
    ended = rest[-1].payload
    assert (ended["workflow_run"]["id"], ended["workflow_run"]["conclusion"]) == (
        run["id"],
        "success",
    )
    assert ended["workflow"]["name"] == "CI"
    assert begun[0].payload["sender"]["login"] == "will"


def test_a_dispatch_is_told_with_its_inputs(actions: Who, ear: Ear) -> None:
    actions("will").dispatches(target="staging")

    heard = ear.hears()[0]

    assert heard.name == "workflow_dispatch"
    assert heard.payload["inputs"] == {"target": "staging", "note": "none"}
    assert heard.payload["ref"] == "refs/heads/main"
    assert heard.payload["workflow"] == ".github/workflows/deploy.yml"


def test_an_event_from_outside_is_told_with_its_payload(actions: Who, ear: Ear) -> None:
    body = {"event_type": "released", "client_payload": {"version": "1.0"}}
    actions("will").who.does("POST", f"{REPOSITORY}/dispatches", body)

    heard = ear.hears()[0]

    assert heard.name == "repository_dispatch.released"
    assert heard.payload["client_payload"] == {"version": "1.0"}
    assert heard.payload["branch"] == "main"


def test_an_app_is_asked_and_told_where_to_answer(
    actions: Who, ear: Ear, installation: Voice
) -> None:
    ada = actions("ada")
    ada.protects()
    ada.who.does("POST", RULES, {"integration_id": 4242})
    run = ada.dispatches(target="production")
    ada.run(run)

    asked = ear.hears_until("deployment_protection_rule.requested").payload

    path = f"{REPOSITORY}/actions/runs/{run}/deployment_protection_rule"
    assert asked["deployment_callback_url"] == f"{ada.who.url}/api/v3{path}"
    assert (asked["environment"], asked["event"]) == ("production", "workflow_dispatch")
    assert asked["deployment"]["environment"] == "production"
    assert "run_id" not in asked
    body = {"environment_name": asked["environment"], "state": "approved"}
    assert installation.asks("POST", path, body).status_code == 204
    assert ear.hears_until("workflow_job.queued").payload["workflow_job"]["name"] == "deploy"


def test_a_gate_is_told_as_a_job_that_waits_and_a_deployment(
    actions: Who, ear: Ear, control: Control
) -> None:
    ada = actions("ada")
    number = ada.protects(wait_timer=10)
    run = ada.dispatches(target="production")
    ada.run(run)
    made = ear.hears_until("deployment.created").payload
    waits = ear.hears_until("workflow_job.waiting").payload

    ada.reviews(run, number)
    ada.run(run)
    said = [ear.hears_until("deployment_status.created").payload["deployment_status"] for _ in "12"]

    assert made["sender"]["login"] == "github-actions[bot]"
    assert made["workflow_run"]["id"] == run
    assert waits["deployment"]["id"] == made["deployment"]["id"]
    assert waits["workflow_job"]["status"] == "waiting"
    assert [one["state"] for one in said] == ["in_progress", "success"]
    assert {one["environment_url"] for one in said} == {"https://production.example"}
    assert ear.hears_until("workflow_run.completed").payload["workflow_run"]["id"] == run


def test_a_workflow_that_is_none_is_told_as_a_failed_run(actions: Who, ear: Ear) -> None:
    actions("will").writes(".github/workflows/broken.yml", "on: push\n")

    told: Any = ear.hears_until("workflow_run.completed").payload

    assert told["workflow_run"]["conclusion"] == "startup_failure"


def test_a_second_attempt_is_told_anew(actions: Who, ear: Ear) -> None:
    will = actions("will")
    will.writes("b.txt", "b")
    (run,) = will.runs()
    ear.hears_until("workflow_run.completed")

    will.who.does("POST", f"{REPOSITORY}/actions/runs/{run['id']}/rerun")

    told = ear.hears_until("workflow_run.requested").payload["workflow_run"]
    assert told["run_attempt"] == 2
    assert told["previous_attempt_url"].endswith("/attempts/1")


def test_who_reviews_is_asked_and_what_they_say_is_told(actions: Who, ear: Ear) -> None:
    ada, dana = actions("ada"), actions("dana")
    people = [{"type": "User", "id": ada.who.gets("/users/dana")["id"]}]
    number = ada.protects(reviewers=people)
    for state in ("approved", "rejected"):
        run = ada.dispatches(target="production")
        ada.run(run)
        asked = ear.hears_until("deployment_review.requested").payload
        dana.reviews(run, number, state)
        said = ear.hears_until(f"deployment_review.{state}").payload

        assert asked["reviewers"][0]["reviewer"]["login"] == "dana"
        assert (asked["environment"], asked["requestor"]["login"]) == ("production", "ada")
        assert asked["workflow_job_run"]["name"] == "deploy"
        assert (said["approver"]["login"], said["comment"]) == ("dana", "Seen.")
        assert said["workflow_run"]["id"] == run
