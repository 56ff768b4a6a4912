"""Gates before environments: what lets a job pass by itself, and what ends it there."""

import pytest

from tests.sandbox.actions.conftest import REPOSITORY, WORKFLOWS, Actions, Control
from tests.sandbox.actions.gates import FAILED, PASSED, WAITS, Who, reviewed_by

CUSTOM = {"protected_branches": False, "custom_branch_policies": True}


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


def test_what_nobody_answers_fails_after_thirty_days(actions: Who, control: Control) -> None:
    reviewed_by(actions, "dana")
    will = actions("will")
    run = will.dispatches(target="production")
    assert will.ends(run)["deploy"] == WAITS

    control("clock", advance_seconds=30 * 86_400 - 60)
    assert will.ends(run)["deploy"] == WAITS
    control("clock", advance_seconds=60)
    assert will.ends(run) == {"": FAILED, "build": PASSED, "deploy": FAILED}


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
