"""What the limits allow, what a call has to wait for, and what GitHub's answers teach."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain import budget
from app.domain.budget import (
    Ask,
    Lane,
    Limits,
    Primary,
    Reason,
    Resource,
    Standing,
    Tally,
    Wait,
    Window,
    judge,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(seconds=7)
LIMITS = Limits(share=1)
READ = Ask(Resource.CORE, points=1, content=0)
WRITE = Ask(Resource.CORE, points=5, content=0, writer="request 1/1")
COMMENT = Ask(Resource.CORE, points=5, content=1, writer="request 1/1")


def of_fleet(ask: Ask) -> Ask:
    return Ask(ask.resource, ask.points, ask.content, Lane.FLEET, ask.writer)


def judged(ask: Ask, standing: Standing | None = None, tally: Tally | None = None) -> Wait | None:
    return judge(ask, standing or Standing(), tally or Tally(), LIMITS, NOW)


@pytest.mark.parametrize("ask", [READ, WRITE, COMMENT])
def test_nothing_waits_while_nothing_was_spent(ask: Ask) -> None:
    assert judged(ask) is None


@pytest.mark.parametrize(
    ("tally", "reason"),
    [
        (Tally(points=Window(896, SOON)), Reason.POINTS),
        (Tally(content_minute=Window(80, SOON)), Reason.CONTENT_MINUTE),
        (Tally(content_hour=Window(500, SOON)), Reason.CONTENT_HOUR),
    ],
)
def test_a_limit_that_is_used_up_is_waited_for_until_the_first_call_leaves_it(
    tally: Tally, reason: Reason
) -> None:
    assert judged(COMMENT, tally=tally) == Wait(SOON, reason)


def test_what_creates_nothing_does_not_wait_for_the_limits_of_content() -> None:
    full = Tally(content_minute=Window(80, SOON), content_hour=Window(500, SOON))

    assert judged(WRITE, tally=full) is None


def test_graphql_has_a_limit_of_its_own() -> None:
    query = Ask(Resource.GRAPHQL, points=1, content=0)

    assert judged(query, tally=Tally(points=Window(1999, SOON))) is None
    assert judged(query, tally=Tally(points=Window(2000, SOON))) == Wait(SOON, Reason.POINTS)


def test_the_longest_of_several_waits_is_told() -> None:
    later = NOW + timedelta(minutes=20)
    full = Tally(content_minute=Window(80, SOON), content_hour=Window(500, later))

    assert judged(COMMENT, tally=full) == Wait(later, Reason.CONTENT_HOUR)


def test_room_is_left_for_what_others_do_there() -> None:
    limits = Limits(share=0.9)
    tally = Tally(content_minute=Window(72, SOON))

    assert judge(COMMENT, Standing(), tally, limits, NOW) == Wait(SOON, Reason.CONTENT_MINUTE)


def test_the_fleet_has_a_smaller_share_than_people() -> None:
    tally = Tally(content_minute=Window(60, SOON))

    assert judged(COMMENT, tally=tally) is None
    assert judged(of_fleet(COMMENT), tally=tally) == Wait(SOON, Reason.CONTENT_MINUTE)


def test_the_fleet_waits_while_people_wait_and_people_do_not() -> None:
    standing = budget.put_off(Standing(), COMMENT, Wait(SOON, Reason.POINTS), timedelta(seconds=5))
    back = SOON + timedelta(seconds=5)

    assert judged(of_fleet(READ), standing) == Wait(back, Reason.PEOPLE)
    assert judged(READ, standing) is None


def test_nobody_stands_back_for_the_fleet() -> None:
    wait = Wait(SOON, Reason.POINTS)

    assert budget.put_off(Standing(), of_fleet(COMMENT), wait, timedelta(0)) == Standing()


def test_the_primary_limit_is_waited_for_until_its_reset() -> None:
    standing = Standing({Resource.CORE: Primary(5000, 0, SOON)})

    assert judged(READ, standing) == Wait(SOON, Reason.PRIMARY)
    assert judged(Ask(Resource.GRAPHQL, 1, 0), standing) is None
    assert judge(READ, standing, Tally(), LIMITS, SOON) is None


def test_calls_under_way_are_taken_off_what_remains() -> None:
    standing = Standing({Resource.CORE: Primary(5000, 2, SOON)})

    assert judged(READ, standing, Tally(under_way=1)) is None
    assert judged(READ, standing, Tally(under_way=2)) == Wait(SOON, Reason.PRIMARY)


def test_the_fleet_leaves_people_a_quarter_of_the_hour() -> None:
    standing = Standing({Resource.CORE: Primary(5000, 1250, SOON)})

    assert judged(of_fleet(READ), standing) == Wait(SOON, Reason.PRIMARY)
    assert judged(READ, standing) is None


def test_no_more_calls_are_under_way_at_once_than_may_be() -> None:
    wait = judged(READ, tally=Tally(all_under_way=20))

    assert wait is not None
    assert wait.reason is Reason.AT_ONCE


def test_writes_go_one_after_another_and_reads_beside_them() -> None:
    standing = budget.begun(Standing(), WRITE, LIMITS, NOW, SOON)
    another = Ask(Resource.CORE, 5, 0, writer="request 2/1")
    later = NOW + timedelta(seconds=2)

    wait = judge(another, standing, Tally(), LIMITS, later)

    assert wait is not None
    assert wait.reason is Reason.TURN
    assert judge(READ, standing, Tally(), LIMITS, later) is None
    assert judge(another, budget.ended(standing, WRITE), Tally(), LIMITS, later) is None


def test_a_turn_ends_by_itself_when_nobody_ends_it() -> None:
    standing = budget.begun(Standing(), WRITE, LIMITS, NOW, SOON)
    another = Ask(Resource.CORE, 5, 0, writer="request 2/1")

    assert judge(another, standing, Tally(), LIMITS, SOON) is None


def test_who_takes_over_a_request_takes_over_its_turn_to_write() -> None:
    standing = budget.begun(Standing(), WRITE, LIMITS, NOW, SOON)
    successor = Ask(Resource.CORE, 5, 0, writer="request 1/2")
    later = NOW + timedelta(seconds=2)

    assert judge(successor, standing, Tally(), LIMITS, later) is None
    assert budget.ended(budget.begun(standing, successor, LIMITS, later, SOON), WRITE).writer


def test_between_two_writes_is_a_pause() -> None:
    standing = budget.ended(budget.begun(Standing(), WRITE, LIMITS, NOW, SOON), WRITE)

    assert judged(WRITE, standing) == Wait(NOW + timedelta(seconds=1), Reason.TURN)


def test_a_refusal_that_names_no_time_pauses_longer_each_time_up_to_a_quarter_of_an_hour() -> None:
    standing, at, pauses = Standing(), NOW, []
    for _ in range(6):
        standing = budget.refused(standing, at, at, None, "secondary")
        assert standing.paused_until is not None
        pauses.append((standing.paused_until - at) / timedelta(minutes=1))
        at = standing.paused_until

    assert pauses == [1, 2, 4, 8, 15, 15]


def test_a_named_time_is_kept_to_and_said_to_everybody() -> None:
    standing = budget.refused(Standing(), NOW, NOW, SOON, "secondary")

    assert judged(READ, standing) == Wait(SOON, Reason.PAUSE)
    assert standing.pause_reason == "secondary"


def test_calls_that_were_under_way_together_are_one_offence() -> None:
    once = budget.refused(Standing(), NOW, NOW, None, "secondary")

    assert budget.refused(once, NOW, NOW, None, "secondary") == once


def test_a_success_after_the_pause_makes_the_next_one_short_again() -> None:
    standing = budget.refused(Standing(), NOW, NOW, None, "secondary")
    assert standing.paused_until is not None

    assert budget.forgiven(standing, NOW) == standing
    assert budget.forgiven(standing, standing.paused_until) == Standing()


def test_of_two_readings_of_one_hour_the_lower_is_believed() -> None:
    low, high = Primary(5000, 10, SOON), Primary(5000, 11, SOON + timedelta(seconds=1))
    standing = budget.learned(Standing(), Resource.CORE, low)

    assert budget.learned(standing, Resource.CORE, high) == standing


def test_a_reading_of_the_next_hour_replaces_that_of_the_last() -> None:
    old, new = Primary(5000, 10, SOON), Primary(5000, 4999, SOON + budget.HOUR)
    standing = budget.learned(budget.learned(Standing(), Resource.CORE, old), Resource.CORE, new)

    assert standing.primary == {Resource.CORE: new}
    assert budget.learned(standing, Resource.CORE, old) == standing
