"""Runs that are cancelled, and runs that are run again."""

from collections.abc import Callable

from tests.sandbox.actions.conftest import REPOSITORY, Actions, Control

Who = Callable[[str], Actions]


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
