"""Promise 4: what never arrived is found: in GitHub's log, or by looking at the issues."""

from datetime import timedelta

import pytest

from app.domain.state import State
from app.store import chores, requests
from app.usecases.backfill import INTERVAL as BACKFILL_INTERVAL
from app.usecases.backfill import backfill
from app.usecases.chores import run_due
from app.usecases.recovery import INTERVAL, RECOVERY
from sandbox.acts.issues import open_issue
from sandbox.world.issues import Actor
from tests.journeys.acme import Acme, connect
from tests.journeys.form import CONTROL
from tests.journeys.halts import after_call
from tests.journeys.request import Request


def recovers(acme: Acme) -> None:
    """The chore comes round, and Slipway takes what comes of it."""
    acme.waits(INTERVAL.total_seconds() + 1)
    run_due(acme.bench, [RECOVERY])
    acme.settles()


def test_an_issue_whose_webhooks_were_all_lost_is_answered(busy_acme: Acme) -> None:
    busy_acme.controls("deliveries", drop=1000)
    request = busy_acme.files(name="lost-and-found")
    busy_acme.controls("deliveries")
    assert request.comments == []

    recovers(busy_acme)

    assert request.state is State.AWAITING_APPROVAL


def test_an_approval_whose_webhook_was_lost_counts_once_it_is_found(busy_acme: Acme) -> None:
    request = busy_acme.files(name="lost-approval")
    busy_acme.controls("deliveries", drop=1000)
    request.is_approved()
    busy_acme.controls("deliveries")
    assert "slipway/live" not in request.labels

    recovers(busy_acme)

    assert request.state is State.LIVE


def test_an_issue_that_githubs_log_forgot_is_found_among_the_issues(busy_acme: Acme) -> None:
    request = unheard(busy_acme, "forgotten")

    backfills(busy_acme)

    assert request.state is State.AWAITING_APPROVAL


def test_a_comment_on_a_live_request_is_found_too(busy_acme: Acme) -> None:
    request = busy_acme.files(name="spoken-to")
    request.is_approved()
    backfills(busy_acme)  # the first one of all reads what is open only
    busy_acme.controls("deliveries", drop=1000)
    request.is_commented("/slipway help")
    forget(busy_acme)
    before = len(request.notices)

    backfills(busy_acme)

    assert len(request.notices) == before + 1


def test_with_nothing_new_a_backfill_is_one_call_and_wants_nothing(busy_acme: Acme) -> None:
    busy_acme.files(name="known")
    for _ in range(2):
        backfills(busy_acme)
    routes: list[str] = []
    github = connect(
        busy_acme.sandbox,
        lambda call: routes.append(call.route),
        database=busy_acme.bench.database,
    )
    acme = busy_acme.with_bench(github=github)

    acme.waits(BACKFILL_INTERVAL.total_seconds() + 1)
    run_due(acme.bench, [backfill("acme")])

    assert routes.count("GET /repos/{owner}/{repo}/issues") == 1
    assert set(routes) <= {
        "GET /repos/{owner}/{repo}/issues",
        "GET /orgs/{org}/installation",
        "POST /app/installations/{installation_id}/access_tokens",
    }
    with acme.bench.database.transaction() as tx:
        chore = chores.get(tx, "backfill acme")
    assert chore is not None
    assert chore.note == "no issue was missed"


def test_more_issues_than_fit_on_a_page_are_all_found_in_two_turns(acme: Acme) -> None:
    acme.controls("deliveries", drop=1000)
    bodies = [f"No request {number}" for number in range(130)]
    numbers = [plain_issue(acme, body) for body in bodies]
    forget(acme)
    ends_after_a_page = iter([False, True])

    assert run_due(acme.bench, [backfill("acme")], is_over=lambda: next(ends_after_a_page))
    assert not run_due(acme.bench, [backfill("acme")])

    with acme.bench.database.transaction() as tx:
        assert set(requests.last_touched(tx, "acme", numbers)) == set(numbers)


@pytest.mark.parametrize("change", [{"body": "Touched."}, {"state": "closed"}])
def test_issues_that_change_between_two_pages_hide_no_other(
    acme: Acme, change: dict[str, str]
) -> None:
    acme.controls("deliveries", drop=1000)
    numbers = [plain_issue(acme, f"No request {number}") for number in range(130)]

    def changes() -> None:
        for number in numbers[:40]:
            acme.does("dana", "PATCH", f"{CONTROL}/issues/{number}", change)

    there = after_call(acme, "GET /repos/{owner}/{repo}/issues", changes)
    run_due(there.bench, [backfill("acme")])

    with acme.bench.database.transaction() as tx:
        assert set(requests.last_touched(tx, "acme", numbers)) == set(numbers)


@pytest.mark.parametrize("since", [None, "2020-01-01T00:00:00+00:00"])
def test_a_list_that_an_earlier_version_had_begun_is_begun_again(
    acme: Acme, since: str | None
) -> None:
    request = unheard(acme, "begun-before")
    with acme.bench.database.transaction() as tx:
        chore = chores.claim(tx, "backfill acme", acme.bench.clock(), timedelta(minutes=1))
        assert chore is not None
        left = {"since": since, "page": 7}
        chores.finish(tx, chore, acme.bench.clock(), acme.bench.clock(), "", left)

    backfills(acme)

    assert request.state is State.AWAITING_APPROVAL


def backfills(acme: Acme) -> None:
    """The chore comes round, and Slipway takes what comes of it."""
    acme.waits(BACKFILL_INTERVAL.total_seconds() + 1)
    run_due(acme.bench, [backfill("acme")])
    acme.settles()


def unheard(acme: Acme, name: str) -> Request:
    """A request of which nobody will ever tell."""
    acme.controls("deliveries", drop=1000)
    request = acme.files(name=name)
    forget(acme)
    return request


def forget(acme: Acme) -> None:
    """GitHub's delivery log ends, and webhooks come again."""
    acme.sandbox.world.outbox.queue.join()
    acme.sandbox.world.outbox.log.clear()
    acme.controls("deliveries")


def plain_issue(acme: Acme, body: str) -> int:
    """An issue that nobody filed with the form."""
    world = acme.sandbox.world
    with world.lock:
        where, account = world.repository("acme", "services"), world.account("dana")
        assert where is not None
        assert account is not None
        return open_issue(world, where, Actor(account), "A question", body, []).number
