"""When rows are dropped, and that what is left is enough to go on."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert, update

from app.domain.state import State
from app.store import commit_checks, integration_runs, tables, template_checks
from app.store.commit_checks import Origin
from app.store.deliveries import DeliveryState
from app.usecases.chores import run_due
from app.usecases.prune import PRUNE
from app.usecases.recovery import RECOVERY
from app.usecases.time_machine import MOST_REQUESTS
from tests.usecases.conftest import Post


def _said(deliveries: int) -> str:
    rest = "0 sets of files, facts of 0 requests, 0 checks and 0 deployments dropped"
    return f"{deliveries} deliveries, {rest}"


def test_a_handled_delivery_is_dropped_after_the_days_that_are_set(post: Post) -> None:
    post.arrive(*post.has_sent(3))
    handled = {"state": DeliveryState.DONE, "handled_at": post.bench.clock()}
    with post.bench.database.transaction() as tx:
        tx.connection.execute(update(tables.deliveries).values(**handled))

    post.passes(days=29)
    post.does(PRUNE)
    assert post.chore(PRUNE).note == _said(0)

    post.passes(days=2)
    post.does(PRUNE)
    assert post.chore(PRUNE).note == _said(3)


def test_what_githubs_log_still_holds_is_known_again_after_pruning(post: Post) -> None:
    post.arrive(*post.has_sent(3))
    handled = {"state": DeliveryState.DONE, "handled_at": post.bench.clock()}
    with post.bench.database.transaction() as tx:
        tx.connection.execute(update(tables.deliveries).values(**handled))
    post.passes(days=3, seconds=-60)

    shortest = replace(post.bench, keep_deliveries=timedelta(days=4))
    run_due(shortest, [PRUNE, RECOVERY])

    assert post.was_asked() == []


def test_what_the_time_machine_looks_at_is_kept_and_the_rest_goes_in_time(post: Post) -> None:
    _have_ended(post, MOST_REQUESTS + 1)

    post.does(PRUNE)
    post.passes(days=729)
    post.does(PRUNE)
    assert "facts of 0 requests," in post.chore(PRUNE).note

    post.passes(days=2)
    post.does(PRUNE)
    assert "facts of 1 requests," in post.chore(PRUNE).note


def _have_ended(post: Post, count: int) -> None:
    """So many requests of one organisation, all decided just now for the last time."""
    now = post.bench.clock()
    ended = {"organisation": "acme", "state": State.LIVE, "created_at": now, "updated_at": now}
    facts = {"organisation": "acme", "at": now, "data": {}}
    numbers = range(1, count + 1)
    with post.bench.database.transaction() as tx:
        requests = [{"id": number, "issue_number": number, **ended} for number in numbers]
        tx.connection.execute(insert(tables.requests), requests)
        kept = [{"request_id": number, **facts} for number in numbers]
        tx.connection.execute(insert(tables.case_facts), kept)


def test_a_commit_is_forgotten_when_nobody_can_ask_for_its_check_any_more(post: Post) -> None:
    with post.bench.database.transaction() as tx:
        where = "acme", "c0ffee", Origin.BRANCH, post.bench.clock()
        commit_checks.want(tx, *where)
        template_checks.want(tx, *where, leaves_templates=True)

    post.passes(days=399)
    post.does(PRUNE)
    kept = post.chore(PRUNE).note
    post.passes(days=2)
    post.does(PRUNE)

    assert "0 checks and" in kept
    assert "2 checks and" in post.chore(PRUNE).note


def test_a_deployment_is_forgotten_when_its_run_has_no_logs_any_more(post: Post) -> None:
    with post.bench.database.transaction() as tx:
        integration_runs.want(tx, "acme", "billing", 5, 7, post.bench.clock())

    post.passes(days=89)
    post.does(PRUNE)
    kept = post.chore(PRUNE).note
    post.passes(days=2)
    post.does(PRUNE)

    assert kept.endswith("and 0 deployments dropped")
    assert post.chore(PRUNE).note.endswith("and 1 deployments dropped")
