"""Promise 8: a policy that does not check on the default branch is told of in one issue."""

from datetime import timedelta

from sqlalchemy import update

from app.domain.state import State
from app.store import requests
from app.store.tables import law_notices
from app.usecases.law_notices import REOPENED_WITHIN
from tests.journeys.acme import Acme
from tests.journeys.branches import POLICY, tip
from tests.journeys.checks.notices import breaks, comments, mends, notice, notices
from tests.journeys.form import CONTROL
from tests.journeys.halts import halted, is_erased, works
from tests.journeys.request import Request

FORM = ".github/ISSUE_TEMPLATE/new-service.yml"


def test_each_mistake_is_told_with_its_line_its_owner_and_who_is_concerned(acme: Acme) -> None:
    acme.files(name="before")

    acme.commits(POLICY, breaks)

    told = notice(acme)
    line = acme.reads("services", POLICY).split("max_length: many")[0].count("\n") + 1
    assert told["state"] == "open"
    assert f"/blob/{tip(acme)}/{POLICY}#L{line})" in told["body"]
    assert f"line {line}, column" in told["body"]
    assert "`@acme/platform-reviewers`" in told["body"]
    assert "decided by the last policy and form that checked" in told["body"]
    assert (told["assignees"], told["labels"]) == ([], [])


def test_where_no_policy_was_ever_in_force_it_says_so(acme: Acme) -> None:
    acme.commits_quietly(POLICY, lambda _: "version: 7\n")

    acme.settles()

    assert "no request can be decided until this is mended" in notice(acme)["body"]


def test_other_mistakes_are_told_in_the_same_issue(acme: Acme) -> None:
    acme.commits(POLICY, breaks)
    first = notice(acme)

    acme.commits(FORM, lambda _: "name: New service\nbody: 7\n")

    told = notice(acme)
    assert told["number"] == first["number"]
    assert FORM in told["body"]
    assert FORM not in first["body"]


def test_a_commit_that_leaves_the_mistakes_as_they_are_is_no_news(acme: Acme) -> None:
    acme.commits(POLICY, breaks)
    before = notice(acme)

    acme.waits(60)
    acme.commits("README.md", lambda text: f"{text}\nMore.\n")

    assert notice(acme) == before


def test_a_mended_policy_closes_it_with_a_comment(acme: Acme) -> None:
    acme.commits(POLICY, breaks)

    acme.commits(POLICY, mends)

    told = notice(acme)
    assert (told["state"], told["state_reason"]) == ("closed", "completed")
    [comment] = comments(acme, told)
    assert "check again and are in force" in comment


def test_what_breaks_again_soon_is_told_in_the_same_issue(acme: Acme) -> None:
    acme.commits(POLICY, breaks)
    acme.commits(POLICY, mends)

    acme.commits(POLICY, breaks)

    assert notice(acme)["state"] == "open"


def test_what_breaks_again_long_after_is_told_in_a_new_issue(acme: Acme) -> None:
    acme.commits(POLICY, breaks)
    acme.commits(POLICY, mends)
    acme.waits((REOPENED_WITHIN + timedelta(days=1)).total_seconds())

    acme.commits(POLICY, breaks)

    assert [one["state"] for one in notices(acme)] == ["open", "closed"]


def test_the_issue_is_no_request_whatever_people_do_to_it(acme: Acme) -> None:
    acme.commits(POLICY, breaks)
    number = notice(acme)["number"]

    path = f"{CONTROL}/issues/{number}"
    acme.does("paula", "POST", f"{path}/labels", {"labels": ["service-request"]})
    acme.does("dana", "POST", f"{path}/comments", {"body": "/slipway help"})
    acme.settles()

    with acme.bench.database.transaction() as tx:
        row = requests.get(tx, requests.want(tx, "acme", number, acme.bench.clock()))
    assert row is not None
    assert row.state is State.NO_REQUEST
    assert comments(acme, notice(acme)) == ["/slipway help"]


def test_one_that_was_deleted_is_told_of_anew(acme: Acme) -> None:
    acme.commits(POLICY, breaks)
    is_erased(Request(acme, notice(acme)["number"]))

    acme.commits(FORM, lambda _: "name: New service\nbody: 7\n")

    assert FORM in notice(acme)["body"]


def test_it_is_told_once_issues_are_switched_on_again(acme: Acme) -> None:
    acme.does("ada", "PATCH", CONTROL, {"has_issues": False})
    acme.settles()
    acme.commits_quietly(POLICY, breaks)
    works(acme)

    acme.does("ada", "PATCH", CONTROL, {"has_issues": True})
    acme.settles()

    assert notice(acme)["state"] == "open"


def test_a_push_that_nobody_told_of_is_noticed_at_the_next_look(acme: Acme) -> None:
    request = acme.files(name="before")
    acme.controls("deliveries", drop=100)
    acme.commits_quietly(POLICY, breaks)

    acme.waits(3700)
    acme.settles()

    assert request.state is State.AWAITING_APPROVAL
    assert notice(acme)["state"] == "open"


def test_one_that_was_moved_away_is_told_of_anew(acme: Acme) -> None:
    acme.does("ada", "POST", "/orgs/acme/repos", {"name": "elsewhere", "private": True})
    acme.commits(POLICY, breaks)
    move = {"repository": "acme/services", "target": "acme/elsewhere", "actor": "ada"}
    acme.controls("transfer", number=notice(acme)["number"], **move)

    acme.commits(FORM, lambda _: "name: New service\nbody: 7\n")

    assert FORM in notice(acme)["body"]


def test_it_is_told_once_the_repository_is_no_longer_archived(acme: Acme) -> None:
    here = halted(acme)
    acme.commits_quietly(POLICY, breaks)
    acme.does("ada", "PATCH", CONTROL, {"archived": True})
    here.settles()

    acme.does("ada", "PATCH", CONTROL, {"archived": False})
    here.settles()

    assert notice(acme)["state"] == "open"


def test_who_closes_it_by_hand_is_left_alone_until_the_mistakes_change(acme: Acme) -> None:
    acme.commits(POLICY, breaks)
    path = f"{CONTROL}/issues/{notice(acme)['number']}"
    acme.does("paula", "PATCH", path, {"state": "closed"})

    acme.commits("README.md", lambda text: f"{text}\nMore.\n")
    before = notice(acme)["state"]
    acme.commits(FORM, lambda _: "name: New service\nbody: 7\n")

    assert (before, notice(acme)["state"]) == ("closed", "open")


def test_a_branch_that_shows_late_is_read_again(acme: Acme) -> None:
    acme.files(name="before")
    acme.controls("lateness", refs_seconds=30)

    acme.commits(POLICY, breaks)

    acme.waits(60)
    assert f"/blob/{tip(acme)}/{POLICY}" in notice(acme)["body"]


def test_an_issue_that_shows_late_is_not_opened_twice(acme: Acme) -> None:
    acme.controls("lateness", lists_seconds=30)
    route = "/repos/{owner}/{repo}/issues"
    acme.controls("faults", method="POST", route=route, status=502, times=1, after_effect=True)

    acme.commits(POLICY, breaks)

    acme.waits(60)
    assert len(notices(acme)) == 1


def test_a_default_branch_that_was_set_back_is_believed_in_the_end(acme: Acme) -> None:
    acme.files(name="before")
    good = tip(acme)
    acme.commits(POLICY, breaks)
    with acme.unprotected():
        order = {"sha": good, "force": True}
        acme.does("ada", "PATCH", f"{CONTROL}/git/refs/heads/main", order)

    acme.settles()

    assert notice(acme)["state"] == "closed"


def test_an_issue_of_somebody_else_is_left_alone_whatever_its_number(acme: Acme) -> None:
    """As where the control repository was replaced by another one."""
    acme.commits(POLICY, breaks)
    order = {"title": "Mine", "body": "My own words."}
    mine = acme.does("dana", "POST", f"{CONTROL}/issues", order)
    with acme.bench.database.transaction() as tx:
        tx.connection.execute(update(law_notices).values(issue_number=mine["number"]))

    acme.commits(FORM, lambda _: "name: New service\nbody: 7\n")

    found = acme.does("ada", "GET", f"{CONTROL}/issues/{mine['number']}")
    assert (found["body"], found["state"]) == ("My own words.", "open")
    assert FORM in notices(acme)[0]["body"]
