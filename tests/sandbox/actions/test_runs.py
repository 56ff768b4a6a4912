"""How runs of workflows go on and end, and how they are found."""

from collections.abc import Callable

from tests.sandbox.actions.conftest import REPOSITORY, WORKFLOWS, Actions, Control

Who = Callable[[str], Actions]
DONE = ("completed", "success")


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


def test_a_step_lets_everything_go_on(actions: Who, control: Control) -> None:
    control("workflows/outcome", repository="acme/open", workflow="CI", job="lint", after_seconds=9)
    actions("will").writes("b.txt", "b")

    (found,) = control("workflows/step")["under_way"]

    assert (found["repository"], found["status"]) == ("acme/open", "in_progress")


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
