"""Gates before environments: who is asked, what lets a job pass, and what ends it there."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.actions.conftest import REPOSITORY, WORKFLOWS, Actions, Control
from tests.sandbox.voices import Voice

Who = Callable[[str], Actions]
PASSED, FAILED, WAITS = ("completed", "success"), ("completed", "failure"), ("waiting", None)
RULES = f"{REPOSITORY}/environments/production/deployment_protection_rules"
CUSTOM = {"protected_branches": False, "custom_branch_policies": True}


def reviewed_by(actions: Who, *logins: str, **fields: Any) -> int:
    """The environment production, with these people as its reviewers."""
    ada = actions("ada")
    people = [ada.who.gets(f"/users/{login}")["id"] for login in logins]
    reviewers = [{"type": "User", "id": number} for number in people]
    return ada.protects(reviewers=reviewers, **fields)


def asks_the_app(actions: Who) -> int:
    """The environment production, with the App as its custom rule."""
    number = actions("ada").protects()
    actions("ada").who.does("POST", RULES, {"integration_id": 4242})
    return number


def answers(who: Voice, run_id: int, **fields: Any) -> Any:
    path = f"{REPOSITORY}/actions/runs/{run_id}/deployment_protection_rule"
    return who.asks("POST", path, {"environment_name": "production"} | fields)


def test_a_job_waits_until_a_reviewer_lets_it_pass(actions: Who) -> None:
    number = reviewed_by(actions, "dana")
    will, dana = actions("will"), actions("dana")
    run = will.dispatches(target="production")

    assert will.ends(run) == {"": WAITS, "build": PASSED, "deploy": WAITS}
    (for_will,), (for_dana,) = will.pending(run), dana.pending(run)
    assert for_dana["environment"]["id"] == number
    assert for_dana["reviewers"][0]["reviewer"]["login"] == "dana"
    able = [one["current_user_can_approve"] for one in (for_will, for_dana)]
    assert able == [False, True]

    assert will.reviews(run, number).status_code == 403
    (deployment,) = dana.reviews(run, number).json()

    assert deployment["environment"] == "production"
    assert will.ends(run) == {"": PASSED, "build": PASSED, "deploy": PASSED}
    assert will.pending(run) == []
    assert dana.reviews(run, number).status_code == 422


def test_a_deployment_and_its_statuses_are_made_by_actions(actions: Who) -> None:
    will = actions("will")
    run = will.dispatches(target="staging")
    assert will.ends(run)[""] == PASSED

    (made,) = will.who.gets(f"{REPOSITORY}/deployments?environment=staging")
    statuses = will.who.gets(f"{REPOSITORY}/deployments/{made['id']}/statuses")

    assert made["creator"]["login"] == "github-actions[bot]"
    assert made["performed_via_github_app"]["slug"] == "github-actions"
    assert [one["state"] for one in statuses] == ["success", "in_progress"]
    assert f"/actions/runs/{run}/job/" in statuses[0]["target_url"]
    assert will.who.gets(f"{REPOSITORY}/environments/staging")["protection_rules"] == []


def test_a_rejection_fails_the_job_and_the_run(actions: Who) -> None:
    number = reviewed_by(actions, "dana")
    will = actions("will")
    run = will.dispatches(target="production")
    will.run(run)

    actions("dana").reviews(run, number, "rejected")

    assert will.ends(run) == {"": FAILED, "build": PASSED, "deploy": FAILED}
    (answer,) = will.who.gets(f"{REPOSITORY}/actions/runs/{run}/approvals")
    assert (answer["state"], answer["user"]["login"]) == ("rejected", "dana")
    assert (answer["comment"], answer["environments"][0]["id"]) == ("Seen.", number)


def test_a_member_of_a_team_that_reviews_may_answer(actions: Who) -> None:
    ada = actions("ada")
    team = ada.who.gets("/orgs/acme/teams/payments")["id"]
    ada.who.does("PUT", "/orgs/acme/teams/payments/repos/acme/open", {"permission": "pull"})
    number = ada.protects(reviewers=[{"type": "Team", "id": team}])
    run = ada.dispatches(target="production")
    ada.run(run)

    assert actions("olga").reviews(run, number).status_code == 403
    assert actions("will").reviews(run, number).status_code == 200  # of a team below it


def test_who_starts_a_run_may_be_kept_from_reviewing_it(actions: Who) -> None:
    number = reviewed_by(actions, "will", "dana", prevent_self_review=True)
    will = actions("will")
    run = will.dispatches(target="production")
    will.run(run)

    assert will.reviews(run, number).status_code == 403
    assert actions("dana").reviews(run, number).status_code == 200


def test_a_wait_timer_runs_by_the_clock_of_the_sandbox(actions: Who, control: Control) -> None:
    actions("ada").protects(wait_timer=30)
    will = actions("will")
    run = will.dispatches(target="production")
    assert will.ends(run)["deploy"] == WAITS
    (pending,) = will.pending(run)
    assert pending["wait_timer"] == 30
    assert pending["wait_timer_started_at"]

    control("clock", advance_seconds=29 * 60)
    assert will.ends(run)["deploy"] == WAITS
    control("clock", advance_seconds=60)
    assert will.ends(run)["deploy"] == PASSED


@pytest.mark.parametrize(("names", "end"), [(["main"], PASSED), (["release/*"], FAILED)])
def test_only_branches_of_the_policy_deploy(
    actions: Who, names: list[str], end: tuple[str, str]
) -> None:
    ada = actions("ada")
    ada.protects(deployment_branch_policy=CUSTOM)
    for name in names:
        path = f"{REPOSITORY}/environments/production/deployment-branch-policies"
        ada.who.does("POST", path, {"name": name})

    run = ada.dispatches(target="production")

    assert ada.ends(run)["deploy"] == end


def test_where_some_branches_are_protected_only_they_deploy(actions: Who) -> None:
    ada = actions("ada")
    ada.protects(
        deployment_branch_policy=dict.fromkeys(CUSTOM, False) | {"protected_branches": True}
    )
    sha = ada.who.gets(f"{REPOSITORY}/branches/main")["commit"]["sha"]
    ada.who.does("POST", f"{REPOSITORY}/git/refs", {"ref": "refs/heads/topic", "sha": sha})

    unprotected = ada.dispatches(ref="topic", target="production")
    assert ada.ends(unprotected)["deploy"] == PASSED
    rules = {"name": "no deletion", "enforcement": "active", "rules": [{"type": "deletion"}]}
    ada.who.does(
        "POST",
        f"{REPOSITORY}/rulesets",
        rules | {"conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}}},
    )
    ends = [
        ada.ends(ada.dispatches(ref=ref, target="production"))["deploy"]
        for ref in ("topic", "main")
    ]

    assert ends == [FAILED, PASSED]


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


def test_what_nobody_answers_fails_after_thirty_days(actions: Who, control: Control) -> None:
    reviewed_by(actions, "dana")
    will = actions("will")
    run = will.dispatches(target="production")
    assert will.ends(run)["deploy"] == WAITS

    control("clock", advance_seconds=30 * 86_400 - 60)
    assert will.ends(run)["deploy"] == WAITS
    control("clock", advance_seconds=60)
    assert will.ends(run) == {"": FAILED, "build": PASSED, "deploy": FAILED}


def test_an_admin_passes_every_rule_unless_that_is_forbidden(
    actions: Who, control: Control
) -> None:
    number = reviewed_by(actions, "dana", wait_timer=60)
    ada = actions("ada")
    first, second = (ada.dispatches(target="production") for _ in "12")
    assert (ada.ends(first)["deploy"], ada.ends(second)["deploy"]) == (WAITS, WAITS)

    assert ada.reviews(first, number).status_code == 200
    control("environments/bypass", repository="acme/open", environment="production", allowed=False)

    assert ada.ends(first)["deploy"] == PASSED
    assert ada.reviews(second, number).status_code == 403
    assert ada.pending(second)[0]["current_user_can_approve"] is False


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


def test_a_waiting_run_holds_its_concurrency_group(actions: Who) -> None:
    number = reviewed_by(actions, "dana")
    text = """
on: workflow_dispatch
concurrency: production
jobs: {a: {runs-on: x, environment: production}}
"""
    will = actions("will")
    will.writes(f"{WORKFLOWS}/one.yml", text, message="Add [skip ci]")
    first, second = (will.dispatches("one.yml") for _ in "12")

    assert (will.ends(first)[""], will.ends(second)[""]) == (WAITS, ("pending", None))
    actions("dana").reviews(first, number)
    assert (will.ends(first)[""], will.ends(second)[""]) == (PASSED, WAITS)


def test_rules_that_the_plan_lost_guard_nothing(actions: Who, control: Control) -> None:
    control("plan", organisation="acme", plan="enterprise")
    private = Actions(actions("ada").who, "/repos/acme/other")
    people = [{"type": "User", "id": private.who.gets("/users/dana")["id"]}]
    private.protects(reviewers=people)
    text = "on: workflow_dispatch\njobs: {a: {runs-on: x, environment: production}}\n"
    private.writes(f"{WORKFLOWS}/one.yml", text)

    guarded = private.dispatches("one.yml")
    control("plan", organisation="acme", plan="team")
    open_to_all = private.dispatches("one.yml")
    control("plan", organisation="acme", plan="free")
    without = private.dispatches("one.yml")

    ends = [private.ends(one)["a"] for one in (guarded, open_to_all, without)]
    assert ends == [WAITS, PASSED, PASSED]
