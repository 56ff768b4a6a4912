"""Runs among checks and pull requests: each job is a check, and each push to a pull runs."""

import pickle
from collections.abc import Callable
from typing import Any

from sandbox import RunningSandbox
from tests.sandbox.actions.conftest import REPOSITORY, WORKFLOWS, Actions, Control

Who = Callable[[str], Actions]
ON_PULLS = """
on: {pull_request: {branches: [main]}}
concurrency: "${{ github.head_ref }}"
jobs: {check: {name: Check, runs-on: x}}
"""


def proposes(who: Actions) -> Any:
    """A pull request from `topic`, with a workflow that listens to such."""
    who.writes(f"{WORKFLOWS}/pulls.yml", ON_PULLS, message="Add [skip ci]")
    sha = who.who.gets(f"{REPOSITORY}/branches/main")["commit"]["sha"]
    who.who.does("POST", f"{REPOSITORY}/git/refs", {"ref": "refs/heads/topic", "sha": sha})
    who.writes("b.txt", "b", branch="topic")
    body = {"title": "Add b", "head": "topic", "base": "main"}
    return who.who.does("POST", f"{REPOSITORY}/pulls", body)


def test_a_pull_request_runs_when_it_is_opened_and_pushed_to(actions: Who) -> None:
    will = actions("will")
    pull = proposes(will)

    will.writes("c.txt", "c", branch="topic")

    second, first = will.runs("?event=pull_request")
    assert first["head_sha"] == pull["head"]["sha"]
    assert (first["head_branch"], first["display_title"]) == ("topic", "Add b")
    assert [one["number"] for one in second["pull_requests"]] == [pull["number"]]
    assert will.ends(first["id"])["Check"] == ("completed", "success")


def test_a_pull_request_into_another_branch_runs_nothing(actions: Who) -> None:
    will = actions("will")
    pull = proposes(will)
    sha = pull["base"]["sha"]
    will.who.does("POST", f"{REPOSITORY}/git/refs", {"ref": "refs/heads/side", "sha": sha})

    body = {"title": "Add b", "head": "topic", "base": "side"}
    will.who.does("POST", f"{REPOSITORY}/pulls", body)

    assert len(will.runs("?event=pull_request")) == 1


def test_each_job_is_a_check_of_its_commit(actions: Who, control: Control) -> None:
    where = {"repository": "acme/open", "workflow": "CI"}
    control("workflows/outcome", **where, job="lint", conclusion="failure")
    will = actions("will")
    made = will.writes("b.txt", "b")["commit"]["sha"]

    checks = will.who.gets(f"{REPOSITORY}/commits/{made}/check-runs")["check_runs"]

    (run,) = will.runs()
    jobs = will.who.gets(f"{REPOSITORY}/actions/runs/{run['id']}/jobs")["jobs"]
    assert {one["id"] for one in checks} == {one["id"] for one in jobs}
    assert {one["name"]: one["conclusion"] for one in checks} == {
        "test": "success",
        "lint": "failure",
    }
    assert {one["app"]["slug"] for one in checks} == {"github-actions"}
    assert {one["check_suite"]["id"] for one in checks} == {run["check_suite_id"]}


def test_what_failed_is_not_deployed_unless_it_is_not_asked_for(
    actions: Who, control: Control
) -> None:
    where = {"repository": "acme/open", "workflow": "CI"}
    control("workflows/outcome", **where, job="lint", conclusion="failure")
    will = actions("will")
    will.writes("b.txt", "b")

    def deploys(**fields: Any) -> int:
        return will.who.asks("POST", f"{REPOSITORY}/deployments", fields).status_code

    assert deploys(ref="main") == deploys(ref="main", required_contexts=["lint"]) == 409
    assert deploys(ref="main", required_contexts=["test"]) == 201
    assert deploys(ref="main", required_contexts=[]) == 201


def test_what_is_known_of_runs_can_be_kept(actions: Who, sandbox: RunningSandbox) -> None:
    """A world's state is saved to a folder, so that all of it can be pickled."""
    ada = actions("ada")
    ada.protects(reviewers=[{"type": "User", "id": ada.who.gets("/users/dana")["id"]}])
    run = ada.dispatches(target="production")
    assert ada.ends(run)["deploy"] == ("waiting", None)

    with sandbox.world.lock:
        where = next(one for one in sandbox.world.repositories.values() if one.name == "open")
        kept = pickle.loads(pickle.dumps(where.actions))  # noqa: S301 - it is our own

    (_, gate) = next(kept.runs[run].gates())
    assert (gate.environment.name, kept.runs[run].status) == ("production", "waiting")
