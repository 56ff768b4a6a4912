"""Promise 3: one check run and one issue, wherever the worker dies that makes them."""

from collections.abc import Callable

from tests.journeys.acme import Acme
from tests.journeys.branches import POLICY, branch, runs
from tests.journeys.checks.deaths import dies_after, ends_by_place
from tests.journeys.checks.notices import breaks, comments, mends, notice


def test_a_commit_has_one_check_run_wherever_the_worker_dies(busy_acme: Acme) -> None:
    work = branch(busy_acme, "dying")

    def pushed(place: int) -> Callable[[], list[str]]:
        commit_id = work.changes_quietly(lambda text: f"{mends(text)}\n# {place}\n")
        return lambda: [one["conclusion"] for one in runs(busy_acme, commit_id)]

    ends = ends_by_place(busy_acme, "checks", pushed)

    assert len(ends) > 4
    assert ends == [["success"]] * len(ends)


def test_no_annotation_is_said_twice_wherever_the_worker_dies(busy_acme: Acme) -> None:
    work = branch(busy_acme, "many-mistakes")
    wrong = "\n".join(f"  - {{name: '{place}', wenn: x}}" for place in range(70))

    def pushed(place: int) -> Callable[[], list[int]]:
        commit_id = work.changes_quietly(lambda _: f"version: 1\n# {place}\nrefuse:\n{wrong}\n")
        return lambda: [one["output"]["annotations_count"] for one in runs(busy_acme, commit_id)]

    ends = ends_by_place(busy_acme, "checks", pushed, every=2)

    assert len(ends) > 2
    assert ends[0][0] > 70
    assert ends == [ends[0]] * len(ends)


def test_a_broken_law_has_one_issue_wherever_the_worker_dies(busy_acme: Acme) -> None:
    busy_acme.files(name="before")

    def broken(_: int) -> Callable[[], str]:
        busy_acme.commits(POLICY, mends)
        busy_acme.commits_quietly(POLICY, breaks)
        return lambda: str(notice(busy_acme)["state"])

    ends = ends_by_place(busy_acme, "notices", broken, every=2)

    assert len(ends) > 2
    assert ends == ["open"] * len(ends)


def test_its_end_is_told_once_wherever_the_worker_dies(busy_acme: Acme) -> None:
    busy_acme.files(name="before")

    def mended(_: int) -> Callable[[], tuple[str, int]]:
        busy_acme.commits(POLICY, breaks)
        before = len(comments(busy_acme, notice(busy_acme)))
        busy_acme.commits_quietly(POLICY, mends)
        return lambda: (
            str(notice(busy_acme)["state"]),
            len(comments(busy_acme, notice(busy_acme))) - before,
        )

    ends = ends_by_place(busy_acme, "notices", mended, every=2)

    assert len(ends) > 2
    assert ends == [("closed", 1)] * len(ends)


def test_what_was_opened_and_not_recorded_is_closed_when_mended_meanwhile(acme: Acme) -> None:
    acme.files(name="before")
    issues = "POST /repos/{owner}/{repo}/issues"
    acme.commits_quietly(POLICY, breaks)
    acme.hears()
    dies_after(acme, issues)

    acme.commits_quietly(POLICY, mends)
    acme.waits(acme.bench.lease.total_seconds() + 1)
    acme.settles()

    assert notice(acme)["state"] == "closed"
