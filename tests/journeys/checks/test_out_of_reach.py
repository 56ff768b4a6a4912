"""Checks wait for what keeps GitHub from them, and requests go on without them."""

from app.domain.state import State
from app.store import tables, wants
from app.store.commit_checks import CommitCheck
from tests.journeys import halts
from tests.journeys.acme import Acme
from tests.journeys.branches import POLICY, branch, run, runs
from tests.journeys.checks.notices import breaks, notice
from tests.journeys.form import CONTROL


def kept(acme: Acme) -> CommitCheck:
    """The row of the first commit that was to be checked."""
    with acme.bench.database.reading() as tx:
        row = wants.get(tx, tables.commit_checks, CommitCheck, 1)
    assert row is not None
    return row


def test_an_app_that_may_not_write_checks_decides_requests_all_the_same(acme: Acme) -> None:
    halted = halts.halted(acme)
    level = halts.is_denied(acme, "checks")
    commit_id = branch(halted, "denied").changes(lambda text: f"{text}\n# denied\n")

    request = halted.files()
    request.is_approved()

    assert request.state is State.LIVE
    assert runs(acme, commit_id) == []
    assert "is not allowed checks: write in acme" in kept(acme).wait_reason

    halts.is_granted(acme, "checks", level)
    halted.settles()

    assert run(acme, commit_id)["conclusion"] == "success"


def test_a_check_does_not_wait_for_issues(acme: Acme) -> None:
    acme.does("ada", "PATCH", CONTROL, {"has_issues": False})

    commit_id = branch(acme, "no-issues").changes(lambda text: f"{text}\n# no issues\n")

    assert run(acme, commit_id)["conclusion"] == "success"


def test_a_check_of_an_organisation_out_of_reach_is_made_once_it_is_back(acme: Acme) -> None:
    halted = halts.halted(acme)
    work = branch(halted, "away")
    halts.is_suspended(acme)
    commit_id = work.changes(lambda text: f"{text}\n# away\n")

    halts.is_unsuspended(acme)
    halted.settles()

    assert run(acme, commit_id)["conclusion"] == "success"


def test_a_failing_of_github_is_waited_out(acme: Acme) -> None:
    work = branch(acme, "a-failing")
    acme.controls(
        "faults", method="POST", route="/repos/{owner}/{repo}/check-runs", status=502, times=2
    )

    commit_id = work.changes(lambda text: f"{text}\n# a failing\n")

    assert run(acme, commit_id)["conclusion"] == "success"


def test_what_does_not_check_is_told_where_the_app_is_installed_anew(acme: Acme) -> None:
    halted = halts.halted(acme)
    halts.is_uninstalled(acme)
    acme.commits_quietly(POLICY, breaks)

    halts.is_installed_anew(acme)
    halted.settles()

    assert notice(acme)["state"] == "open"
