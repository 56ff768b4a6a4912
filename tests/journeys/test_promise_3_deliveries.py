"""Promises 3 and 4: webhooks that come twice, in another order, late or never change nothing."""

from app.domain.state import State
from app.store import deliveries, requests
from app.usecases import begin
from app.usecases.advance import advance
from app.usecases.case import Case, read_case
from app.usecases.decide import Outcome, decide
from app.usecases.displays import history
from app.usecases.intake import handle
from tests.journeys.acme import Acme
from tests.journeys.request import Request
from tests.journeys.whole import assert_one_whole_pair


def test_every_delivery_twice_ends_with_one_pair(busy_acme: Acme) -> None:
    busy_acme.controls("deliveries", duplicate=1000)

    request = busy_acme.files(name="twice")
    request.is_approved()

    busy_acme.controls("deliveries")
    assert_one_whole_pair(request, "twice")


def test_deliveries_in_another_order_end_with_one_pair(busy_acme: Acme) -> None:
    busy_acme.controls("deliveries", swap=1000)

    request = busy_acme.files(name="swapped")
    request.is_approved()

    busy_acme.controls("deliveries")
    busy_acme.settles()
    assert_one_whole_pair(request, "swapped")


def test_when_all_webhooks_are_lost_a_later_one_brings_everything_up_to_date(
    busy_acme: Acme,
) -> None:
    busy_acme.controls("deliveries", drop=1000)
    request = busy_acme.files(name="lost")
    request.is_approved()
    assert request.labels == {"service-request", "approved/platform"}
    busy_acme.controls("deliveries")

    request.is_commented("Anybody there?", login="olga")

    # Nobody was shown what to approve when the label was set, so it is asked for again.
    assert request.state is State.AWAITING_APPROVAL
    assert "approved/platform" not in request.labels


def test_an_approval_whose_webhook_is_lost_is_found_by_the_slow_look(busy_acme: Acme) -> None:
    request = busy_acme.files(name="slow")
    busy_acme.controls("deliveries", drop=1000)
    request.is_approved()
    busy_acme.controls("deliveries")
    assert "slipway/awaiting-approval" in request.labels

    busy_acme.waits(3601)
    busy_acme.settles()

    assert "slipway/live" in request.labels


def test_every_stage_run_twice_ends_with_one_pair(busy_acme: Acme) -> None:
    request = busy_acme.files(name="again")
    request.is_approved()

    with busy_acme.bench.database.transaction() as tx:
        row_id = requests.want(tx, "acme", request.number, busy_acme.bench.clock())
    for delivery_id in range(1, 60):
        handle(busy_acme.bench, delivery_id)
    advance(busy_acme.bench, row_id)
    advance(busy_acme.bench, row_id)

    assert_one_whole_pair(request, "again")


def test_a_request_that_another_worker_has_is_left_to_it(busy_acme: Acme) -> None:
    request = busy_acme.files(name="claimed")
    now = busy_acme.bench.clock()
    with busy_acme.bench.database.transaction() as tx:
        row_id = requests.want(tx, "acme", request.number, now)
        assert requests.claim(tx, row_id, now, busy_acme.bench.lease)

    request.is_approved()

    assert request.state is State.AWAITING_APPROVAL


def test_of_two_requests_for_one_name_the_later_one_hears_who_has_it(busy_acme: Acme) -> None:
    first = busy_acme.files(name="wanted")
    second = busy_acme.files(name="wanted", login="olga")
    first.is_approved()

    second.is_approved()

    assert_one_whole_pair(first, "wanted")
    assert second.state is State.NEEDS_CORRECTION
    assert "The service wanted exists already and belongs to payments" in second.status


def test_of_two_requests_for_one_name_approved_at_the_same_moment_one_is_built(
    busy_acme: Acme,
) -> None:
    first, second = busy_acme.files(name="rivals"), busy_acme.files(name="rivals", login="olga")
    for request in (first, second):
        busy_acme.waits()
        path = f"{request.path}/labels"
        busy_acme.does("paula", "POST", path, {"labels": ["approved/platform"]})
    quick, slow = _decided(first), _decided(second)

    assert begin.begin(*quick)
    assert not begin.begin(*slow)

    busy_acme.waits(busy_acme.bench.lease.total_seconds() + 1)
    busy_acme.settles()
    assert_one_whole_pair(first, "rivals")
    assert second.state is State.NEEDS_CORRECTION


def test_two_deliveries_of_one_guid_are_one_row(busy_acme: Acme) -> None:
    busy_acme.controls("deliveries", duplicate=1000)

    busy_acme.files(name="guid")

    busy_acme.controls("deliveries")
    with busy_acme.bench.database.transaction() as tx:
        assert deliveries.waiting(tx, busy_acme.bench.clock(), 10) == []
    guids = {one.guid for one in busy_acme.sandbox.world.outbox.log}
    with busy_acme.bench.database.transaction() as tx:
        kept = [deliveries.get(tx, number) for number in range(1, 2 * len(guids) + 2)]
    found = [one.guid for one in kept if one]
    assert len(found) == len(set(found))


def _decided(request: Request) -> tuple[Case, Outcome]:
    """As far as a worker comes before it reserves the names."""
    bench = request.acme.bench
    now = bench.clock()
    with bench.database.transaction() as tx:
        row_id = requests.want(tx, "acme", request.number, now)
        row = requests.claim(tx, row_id, now, bench.lease)
    assert row is not None
    case = read_case(bench, row)
    outcome = decide(case, history(case), afresh=False)
    assert outcome.state is State.BUILDING
    return case, outcome
