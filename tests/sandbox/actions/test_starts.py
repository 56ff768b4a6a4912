"""What starts a run of a workflow, and what starts none."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.actions.conftest import CI, REPOSITORY, WORKFLOWS, Actions, Control
from tests.sandbox.voices import Voice

Who = Callable[[str], Actions]
DONE = ("completed", "success")


def test_a_push_runs_what_listens_to_it(actions: Who) -> None:
    will = actions("will")

    made = will.writes("b.txt", "b")

    (run,) = will.runs()
    assert (run["name"], run["event"], run["run_number"]) == ("CI", "push", 1)
    assert run["head_sha"] == made["commit"]["sha"]
    assert run["display_title"] == "Change b.txt"
    assert run["actor"]["login"] == "will"
    assert will.ends(run["id"]) == {"": DONE, "test": DONE, "lint": DONE}


@pytest.mark.parametrize(
    ("branch", "count"), [("release/1", 1), ("release/1/fix", 1), ("topic", 0)]
)
def test_only_the_branches_that_are_named_run(actions: Who, branch: str, count: int) -> None:
    will = actions("will")
    sha = will.who.gets(f"{REPOSITORY}/branches/main")["commit"]["sha"]
    will.who.does("POST", f"{REPOSITORY}/git/refs", {"ref": f"refs/heads/{branch}", "sha": sha})

    assert len(will.runs()) == count


@pytest.mark.parametrize(
    ("on", "count"),
    [
        ("push", 1),
        ("[push, schedule]", 1),
        ("schedule", 0),
        ("{push: {paths: ['docs/**']}}", 0),
        ("{push: {paths: ['*.txt']}}", 1),
        ("{push: {paths-ignore: ['*.txt']}}", 0),
        ("{push: {branches-ignore: [main]}}", 0),
        ("{push: {branches: ['**', '!main']}}", 0),
        ("{push: {tags: [v1]}}", 0),
        ("pull_request", 0),
    ],
)
def test_what_a_workflow_listens_to_is_read(actions: Who, on: str, count: int) -> None:
    will = actions("will")
    will.writes(f"{WORKFLOWS}/odd.yml", f"on: {on}\njobs: {{a: {{runs-on: x}}}}\n")
    before = len(will.runs())

    will.writes("b.txt", "b")

    listening = [one for one in will.runs()[:-before] if one["name"].endswith("odd.yml")]
    assert len(listening) == count


@pytest.mark.parametrize(
    "text",
    [
        "on: push\njobs: [\n",
        "on: push\njobs: {}\n",
        "jobs: {a: {runs-on: x}}\n",
        "on: push\njobs: {a: {runs-on: x, needs: b}}\n",
        "on: push\njobs: {a: {steps: []}}\n",
        "- a list\n",
    ],
)
def test_a_file_that_is_no_workflow_fails_before_it_starts(actions: Who, text: str) -> None:
    will = actions("will")

    will.writes(f"{WORKFLOWS}/broken.yml", text)

    (run,) = (one for one in will.runs() if one["name"] == f"{WORKFLOWS}/broken.yml")
    assert will.ends(run["id"]) == {"": ("completed", "startup_failure")}


def test_a_commit_can_ask_for_no_run(actions: Who) -> None:
    will = actions("will")

    will.writes("b.txt", "b", message="Add b [skip ci]")

    assert will.runs() == []


def test_the_token_of_a_job_starts_no_run_but_by_dispatch(actions: Who, control: Control) -> None:
    will = actions("will")
    text = "permissions: {contents: write, actions: write}\n" + CI
    will.writes(f"{WORKFLOWS}/ci.yml", text, sha=_blob(will, "ci.yml"))
    (run,) = will.runs()
    token = control("workflows/token", repository="acme/open", run_id=run["id"])["token"]
    job = Actions(Voice(will.who.url, token))

    job.writes("b.txt", "b")
    dispatched = job.dispatches(target="staging")

    assert [one["id"] for one in will.runs()] == [dispatched, run["id"]]
    assert will.run(dispatched)["actor"]["login"] == "github-actions[bot]"


def test_a_job_that_says_no_permissions_can_only_read(actions: Who, control: Control) -> None:
    will = actions("will")
    will.writes("b.txt", "b")
    (run,) = will.runs()
    token = control("workflows/token", repository="acme/open", run_id=run["id"])["token"]

    answer = Voice(will.who.url, token).asks(
        "PUT", f"{REPOSITORY}/contents/c.txt", {"message": "c", "content": "eA=="}
    )

    assert answer.status_code == 403


def _blob(who: Actions, name: str) -> Any:
    return who.who.gets(f"{REPOSITORY}/contents/{WORKFLOWS}/{name}")["sha"]
