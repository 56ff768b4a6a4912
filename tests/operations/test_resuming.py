"""`slipway resume` and `slipway give-up`."""

from datetime import UTC, datetime, timedelta

from app.domain.state import State
from app.store import requests
from app.store.requests import RequestRow
from tests.operations.conftest import Desk


def now_of(desk: Desk, row: RequestRow) -> RequestRow:
    with desk.database.reading() as tx:
        found = requests.get(tx, row.id)
    assert found is not None
    return found


def test_a_build_that_stopped_goes_on_and_it_is_on_record_who_asked(desk: Desk) -> None:
    row = desk.parked_request(12)

    result = desk.run("resume", "acme#12", "--operator", "olaf")

    assert result.exit_code == 0, result.output
    assert result.output.startswith("acme#12 goes on; it is building.\nA worker takes it up now")
    after = now_of(desk, row)
    assert (after.state, after.failures, after.failure) == (State.BUILDING, 0, None)
    entry = desk.entries()[0]
    assert (entry.actor, entry.action) == ("operator olaf", "resumed")


def test_a_request_that_waits_need_not_wait(desk: Desk) -> None:
    until = datetime.now(UTC) + timedelta(hours=1)
    row = desk.request(12, state=State.BLOCKED, wait_until=until, wait_reason="nobody knows")

    result = desk.run("resume", "acme#12")

    assert result.exit_code == 0, result.output
    assert now_of(desk, row).wait_until is None


def test_a_request_that_waits_for_nothing_is_left_alone(desk: Desk) -> None:
    desk.request(12, state=State.LIVE)

    result = desk.run("resume", "acme#12")

    assert result.exit_code == 1
    assert result.stderr.startswith("acme#12 is not parked and waits for nothing: it is live.")
    assert desk.entries() == []


def test_a_request_of_an_organisation_that_is_not_served_is_not_resumed(desk: Desk) -> None:
    row = desk.request(12, "umbrella", state=State.FAILED)

    result = desk.run("resume", "umbrella#12")

    assert result.exit_code == 1
    assert "umbrella#12 rests, for umbrella is not in SLIPWAY_ORGS." in result.stderr
    assert now_of(desk, row).state is State.FAILED


def test_a_build_that_stopped_can_be_given_up(desk: Desk) -> None:
    row = desk.parked_request(12)

    result = desk.run("give-up", "acme#12")

    assert result.exit_code == 0, result.output
    assert "acme#12 is given up. Its names are free; what was built stays." in result.output
    assert now_of(desk, row).state is State.CANCELLED


def test_a_request_whose_people_can_end_it_is_not_given_up(desk: Desk) -> None:
    desk.request(12, state=State.AWAITING_APPROVAL)

    result = desk.run("give-up", "acme#12")

    assert result.exit_code == 1
    assert "`/slipway cancel`" in result.stderr


def test_without_redis_it_is_said_when_it_goes_on(desk_without_redis: Desk) -> None:
    desk_without_redis.parked_request(12)

    result = desk_without_redis.run("resume", "acme#12")

    assert result.exit_code == 0, result.output
    assert "It is on record. Redis does not answer" in result.output
