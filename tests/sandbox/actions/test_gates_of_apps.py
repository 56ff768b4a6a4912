"""Gates that an App answers: by its own rule, once, with reports before."""

from collections.abc import Callable

from tests.sandbox.actions.conftest import REPOSITORY, WORKFLOWS
from tests.sandbox.actions.gates import (
    FAILED,
    PASSED,
    RULES,
    WAITS,
    Who,
    answers,
    asks_the_app,
    reviewed_by,
)
from tests.sandbox.voices import Voice


def test_an_app_lets_a_job_pass_or_stops_it(actions: Who, installed: Callable[..., Voice]) -> None:
    asks_the_app(actions)
    app, will = installed(permissions={"deployments": "write", "actions": "read"}), actions("will")
    first, second = (will.dispatches(target="production") for _ in "12")
    assert (will.ends(first)["deploy"], will.ends(second)["deploy"]) == (WAITS, WAITS)

    assert answers(app, first, state="approved", comment="All good.").status_code == 204
    assert answers(app, second, state="rejected", comment="Not today.").status_code == 204

    assert (will.ends(first)[""], will.ends(second)[""]) == (PASSED, FAILED)
    (answer,) = will.who.gets(f"{REPOSITORY}/actions/runs/{second}/approvals")
    assert (answer["state"], answer["comment"]) == ("rejected", "Not today.")
    assert answer["user"]["login"] == "slipway[bot]"
    assert answers(app, first, state="approved").status_code == 422


def test_every_rule_must_let_a_job_pass(actions: Who, installation: Voice) -> None:
    number = reviewed_by(actions, "dana", wait_timer=0)
    actions("ada").who.does("POST", RULES, {"integration_id": 4242})
    will = actions("will")
    run = will.dispatches(target="production")
    will.run(run)

    assert answers(installation, run, state="approved").status_code == 204
    assert answers(installation, run, state="approved").status_code == 422
    assert will.ends(run)["deploy"] == WAITS
    actions("dana").reviews(run, number)
    assert will.ends(run)["deploy"] == PASSED


def test_an_app_reports_ten_times_before_it_answers(actions: Who, installation: Voice) -> None:
    asks_the_app(actions)
    run = actions("will").dispatches(target="production")
    actions("will").run(run)

    assert answers(installation, run, comment="x" * 1025).status_code == 422
    assert answers(installation, run).status_code == 422
    statuses = {answers(installation, run, comment=f"Look {at}").status_code for at in range(10)}

    assert statuses == {204}
    assert answers(installation, run, comment="Once more").status_code == 422
    assert actions("will").ends(run)["deploy"] == WAITS
    assert answers(installation, run, state="approved").status_code == 204


def test_only_the_app_that_is_asked_answers(
    actions: Who, installation: Voice, installed: Callable[..., Voice]
) -> None:
    reviewed_by(actions, "dana")
    run = actions("will").dispatches(target="production")
    actions("will").run(run)

    assert answers(installation, run, state="approved").status_code == 403  # no rule of its own
    assert answers(installation, run, state="approved", environment_name="moon").status_code == 404
    assert answers(actions("ada").who, run, state="approved").status_code == 403
    reader = installed(permissions={"deployments": "read"})
    refused = answers(reader, run, state="approved")
    assert refused.headers["X-Accepted-GitHub-Permissions"] == "deployments=write"
    assert (
        installation.asks(
            "POST",
            f"{REPOSITORY}/actions/runs/{run}/pending_deployments",
            {"environment_ids": [actions("ada").pending(run)[0]["environment"]["id"]]}
            | {"state": "approved", "comment": ""},
        ).status_code
        == 403
    )


def test_an_app_is_not_asked_about_a_job_without_a_deployment(actions: Who) -> None:
    asks_the_app(actions)
    text = """
on: workflow_dispatch
jobs: {a: {runs-on: x, environment: {name: production, deployment: false}}}
"""
    will = actions("will")
    will.writes(f"{WORKFLOWS}/one.yml", text, message="Add [skip ci]")

    run = will.dispatches("one.yml")

    assert will.ends(run) == {"": FAILED, "a": FAILED}
    assert will.who.gets(f"{REPOSITORY}/deployments") == []
