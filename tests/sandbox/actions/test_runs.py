"""Runs of workflows: what starts them, how they go on, and how they end."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.actions.conftest import CI, REPOSITORY, WORKFLOWS, Actions, Control
from tests.sandbox.voices import Voice

Who = Callable[[str], Actions]
DONE, GOOD = ("completed", "success"), "success"


def test_a_push_runs_what_listens_to_it(actions: Who) -> None:
    will = actions("will")

    made = will.writes("b.txt", "b")

    (run,) = will.runs()
    assert (run["name"], run["event"], run["run_number"]) == ("CI", "push", 1)
    assert run["head_sha"] == made["commit"]["sha"]
    assert run["display_title"] == "Change b.txt"
    assert run["actor"]["login"] == "will"
    assert will.ends(run["id"]) == {"": DONE, "test": DONE, "lint": DONE}


def test_a_job_that_fails_has_those_that_need_it_skipped(actions: Who, control: Control) -> None:
    control(
        "workflows/outcome",
        repository="acme/open",
        workflow="ci.yml",
        job="test",
        conclusion="failure",
    )
    will = actions("will")
    will.writes("b.txt", "b")
    will.writes("c.txt", "c")

    second, first = will.runs()

    assert will.ends(first["id"]) == {
        "": ("completed", "failure"),
        "test": ("completed", "failure"),
        "lint": ("completed", "skipped"),
    }
    assert second["conclusion"] == "success"


def test_runs_go_on_with_the_clock_of_the_sandbox(actions: Who, control: Control) -> None:
    control(
        "workflows/outcome", repository="acme/open", workflow="CI", job="test", after_seconds=60
    )
    will = actions("will")
    will.writes("b.txt", "b")
    (run,) = will.runs()

    before = will.ends(run["id"])
    control("clock", advance_seconds=61)
    after = will.ends(run["id"])

    assert before == {"": ("in_progress", None), "test": ("in_progress", None)}
    assert after == {"": DONE, "test": DONE, "lint": DONE}


def test_a_job_shows_its_steps_or_those_that_it_is_told_to_have(
    actions: Who, control: Control
) -> None:
    steps = [{"name": "Check out"}, {"name": "Test", "conclusion": "failure"}]
    control(
        "workflows/outcome",
        repository="acme/open",
        workflow=f"{WORKFLOWS}/ci.yml",
        job="test",
        conclusion="failure",
        steps=steps,
    )
    will = actions("will")
    will.writes("b.txt", "b")
    will.writes("c.txt", "c")

    second, first = (
        will.who.gets(f"{REPOSITORY}/actions/runs/{one['id']}/jobs")["jobs"][0]["steps"]
        for one in will.runs()
    )

    assert [(one["name"], one["conclusion"]) for one in first] == [
        ("Check out", "success"),
        ("Test", "failure"),
    ]
    names = [one["name"] for one in second]
    assert names == ["Set up job", "Run actions/checkout@v4", "Test"]


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


def test_runs_are_chosen_by_what_they_are(actions: Who, control: Control) -> None:
    will = actions("will")
    will.writes("b.txt", "b")
    started = will.dispatches(target="staging")
    control("workflows/outcome", repository="acme/open", workflow="CI", conclusion="failure")
    actions("ada").writes("c.txt", "c")

    def numbers(query: str) -> list[int]:
        return [one["id"] for one in will.runs(query)]

    newest, middle, oldest = numbers("")
    assert middle == started
    assert numbers("?status=failure") == numbers("?actor=ada") == [newest]
    assert numbers("?status=success&event=push") == [oldest]
    assert numbers("?branch=main&per_page=1") == [newest]
    assert numbers("?branch=topic") == numbers("?created=<2020-01-01") == []
    assert numbers("?created=2020-01-01..*") == numbers("?created=>2020-01-01")
    path = f"{REPOSITORY}/actions/workflows/deploy.yml/runs"
    assert [one["id"] for one in will.who.gets(path)["workflow_runs"]] == [started]


def test_a_run_is_cancelled_once(actions: Who, control: Control) -> None:
    control("workflows/outcome", repository="acme/open", workflow="CI", after_seconds=60)
    will = actions("will")
    will.writes("b.txt", "b")
    (run,) = will.runs()
    path = f"{REPOSITORY}/actions/runs/{run['id']}/cancel"

    assert will.who.asks("POST", path).status_code == 202
    assert will.who.asks("POST", path).status_code == 409
    cancelled = ("completed", "cancelled")
    assert will.ends(run["id"]) == {"": cancelled, "test": cancelled, "lint": cancelled}


def test_a_run_is_run_again_and_its_first_attempt_stays_on_record(
    actions: Who, control: Control
) -> None:
    control("workflows/outcome", repository="acme/open", workflow="CI", conclusion="failure")
    will = actions("will")
    will.writes("b.txt", "b")
    (run,) = will.runs()
    path = f"{REPOSITORY}/actions/runs/{run['id']}"

    actions("ada").who.does("POST", f"{path}/rerun")

    again = will.run(run["id"])
    assert (again["run_attempt"], again["conclusion"]) == (2, "success")
    assert again["triggering_actor"]["login"] == "ada"
    first = will.who.gets(f"{path}/attempts/1")
    assert (first["run_attempt"], first["conclusion"]) == (1, "failure")
    jobs = {number: will.who.gets(f"{path}/attempts/{number}/jobs")["jobs"] for number in (1, 2)}
    assert [one["conclusion"] for one in jobs[1]] == ["failure", "skipped"]
    assert len(will.who.gets(f"{path}/jobs?filter=all")["jobs"]) == 4
    assert will.who.gets(f"{REPOSITORY}/actions/jobs/{jobs[1][0]['id']}") == jobs[1][0]


def test_only_what_failed_is_run_again(actions: Who, control: Control) -> None:
    control(
        "workflows/outcome",
        repository="acme/open",
        workflow="CI",
        job="lint",
        conclusion="failure",
    )
    will = actions("will")
    will.writes("b.txt", "b")
    (run,) = will.runs()

    will.who.does("POST", f"{REPOSITORY}/actions/runs/{run['id']}/rerun-failed-jobs")

    jobs = will.who.gets(f"{REPOSITORY}/actions/runs/{run['id']}/jobs")["jobs"]
    assert [(one["name"], one["run_attempt"], one["conclusion"]) for one in jobs] == [
        ("test", 1, "success"),
        ("lint", 2, "success"),
    ]


def test_what_is_under_way_or_a_month_old_is_not_run_again(actions: Who, control: Control) -> None:
    control("workflows/outcome", repository="acme/open", workflow="CI", after_seconds=60)
    will = actions("will")
    will.writes("b.txt", "b")
    (run,) = will.runs()
    path = f"{REPOSITORY}/actions/runs/{run['id']}/rerun"

    assert will.who.asks("POST", path).status_code == 403
    control("clock", advance_seconds=31 * 86_400)
    assert "over a month ago" in will.who.asks("POST", path).text


def test_a_step_lets_everything_go_on(actions: Who, control: Control) -> None:
    control("workflows/outcome", repository="acme/open", workflow="CI", job="lint", after_seconds=9)
    actions("will").writes("b.txt", "b")

    (found,) = control("workflows/step")["under_way"]

    assert (found["repository"], found["status"]) == ("acme/open", "in_progress")


def test_jobs_with_a_condition_run_anyway_or_never(actions: Who, control: Control) -> None:
    text = """
on: push
jobs:
  first: {runs-on: x}
  after: {runs-on: x, needs: first, if: always()}
  never: {runs-on: x, if: false}
"""
    control(
        "workflows/outcome",
        repository="acme/open",
        workflow="odd.yml",
        job="first",
        conclusion="failure",
    )
    will = actions("will")

    will.writes(f"{WORKFLOWS}/odd.yml", text)

    (run,) = (one for one in will.runs() if one["name"].endswith("odd.yml"))
    assert will.ends(run["id"]) == {
        "": ("completed", "failure"),
        "first": ("completed", "failure"),
        "after": DONE,
        "never": ("completed", "skipped"),
    }


def _blob(who: Actions, name: str) -> Any:
    return who.who.gets(f"{REPOSITORY}/contents/{WORKFLOWS}/{name}")["sha"]
