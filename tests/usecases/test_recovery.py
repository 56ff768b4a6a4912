"""Which deliveries of GitHub's log are asked for again, when, and how often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from app.github.calls import Call
from app.usecases.chores import run_due
from app.usecases.prune import PRUNE
from app.usecases.recovery import INTERVAL, RECOVERY, Pace, recovery
from tests.usecases.conftest import ASK, LIST, Post


def comes_round(post: Post) -> None:
    post.passes(seconds=INTERVAL.total_seconds() + 1)


def test_what_is_in_the_log_and_not_on_record_is_asked_for(post: Post) -> None:
    came, lost = post.has_sent(1), post.has_sent(2)
    post.arrive(*came)

    post.does(RECOVERY)

    assert post.was_asked() == lost


def test_what_another_process_acknowledged_is_missing_all_the_same(post: Post) -> None:
    lost = post.has_sent(1, status_code=200)

    post.does(RECOVERY)

    assert post.was_asked() == lost


def test_a_delivery_that_was_tried_twice_is_asked_for_once(post: Post) -> None:
    [lost] = post.has_sent(1)
    post.sandbox.world.outbox.log[-1].guid = lost
    post.has_sent(1)
    post.sandbox.world.outbox.log[-1].guid = lost

    post.does(RECOVERY)

    assert post.was_asked() == [lost]


def test_the_oldest_is_asked_for_first(post: Post) -> None:
    lost = []
    for _ in range(3):
        lost += post.has_sent(1)
        post.passes(hours=1)

    post.does(RECOVERY)

    assert post.was_asked() == lost


def test_deliveries_of_other_organisations_and_pings_are_not_asked_for(post: Post) -> None:
    post.has_sent(1, installation_id=4711)
    post.has_sent(1, installation_id=None, event="ping")

    post.does(RECOVERY)

    assert post.was_asked() == []
    assert post.missing() == 0


def test_the_installation_is_asked_afresh_for_an_id_not_known_yet(post: Post) -> None:
    """The delivery that told of the new installation may be the very one that was lost."""
    post.bench.github._installations["acme"] = 5
    lost = post.has_sent(1)

    post.does(RECOVERY)

    assert post.was_asked() == lost


def test_ids_beyond_32_bits_are_taken(post: Post) -> None:
    lost = post.has_sent(1)
    post.sandbox.world.outbox.log[-1].id = 2**40

    post.does(RECOVERY)

    assert post.was_asked() == lost


def test_a_second_sweep_right_after_the_first_makes_no_call(post: Post) -> None:
    post.arrive(*post.has_sent(3))
    post.does(RECOVERY)
    post.routes.clear()

    post.does(RECOVERY)

    assert post.routes == []


def test_a_later_sweep_with_nothing_new_reads_one_page(post: Post) -> None:
    post.arrive(*post.has_sent(250))
    post.does(RECOVERY)
    post.passes(hours=2)
    post.routes.clear()

    post.does(RECOVERY)

    assert post.routes == [LIST]


def test_what_came_in_is_missing_no_more(post: Post) -> None:
    lost = post.has_sent(2)
    post.does(RECOVERY)
    assert post.missing() == 2

    post.arrive(*lost)
    comes_round(post)
    post.does(RECOVERY)

    assert post.missing() == 0
    assert post.chore(RECOVERY).note == "none is missing"


def test_what_does_not_come_is_asked_for_ever_more_rarely_and_then_given_up(post: Post) -> None:
    post.has_sent(1)
    asked: list[datetime] = []
    for hours in [0.1] * 5 + [13] * 25:
        post.routes.clear()
        post.does(RECOVERY)
        asked += [post.bench.clock()] * post.routes.count(ASK)
        post.passes(hours=hours)

    pauses = [later - earlier for earlier, later in pairwise(asked)]
    assert pauses[0] < timedelta(minutes=30)
    assert timedelta(hours=12) <= pauses[-1]
    assert post.missing() == 0


def test_what_the_log_holds_no_more_is_given_up(post: Post) -> None:
    post.has_sent(1)
    post.fails(ASK, status=404)

    post.does(RECOVERY)

    assert post.missing() == 0


def test_one_that_github_will_not_send_holds_up_no_other(post: Post) -> None:
    lost = post.has_sent(2)
    post.fails(ASK, status=422, message="Cannot be redelivered")

    post.does(RECOVERY)

    assert post.was_asked() == lost[1:]


def test_a_crash_between_two_asks_loses_none_and_asks_for_none_twice(post: Post) -> None:
    lost = post.has_sent(5)

    class Killed(BaseException):
        """The process is gone."""

    def dies_after_the_second(_: Call) -> None:
        if len(post.was_asked()) == 2:
            raise Killed

    with pytest.raises(Killed):
        post.another(dies_after_the_second).does(RECOVERY)
    comes_round(post)
    post.does(RECOVERY)

    assert sorted(post.was_asked()) == sorted(lost)


def test_a_crash_between_two_pages_loses_none(post: Post) -> None:
    lost = post.has_sent(250)
    pages = 0

    class Killed(BaseException):
        """The process is gone."""

    def dies_after_the_second(call: Call) -> None:
        nonlocal pages
        pages += call.route == LIST
        if pages == 2:
            raise Killed

    with pytest.raises(Killed):
        post.another(dies_after_the_second).does(RECOVERY)
    comes_round(post)
    post.does(recovery(Pace(asks=0)))

    assert post.routes.count(LIST) == 2
    assert post.missing() == len(lost)


def test_after_a_long_outage_the_log_is_read_in_portions(post: Post) -> None:
    lost = post.has_sent(310)
    duty = recovery(Pace(pages=2, asks=0))

    assert post.does(duty)

    assert post.routes.count(LIST) == 2
    assert post.missing() == 200
    post.does(duty)
    assert post.routes.count(LIST) == 4
    assert post.missing() == len(lost)


def test_after_a_long_outage_deliveries_are_asked_for_in_portions(post: Post) -> None:
    lost = post.has_sent(25)
    duty = recovery(Pace(asks=10))

    assert post.does(duty)
    assert post.was_asked() == lost[:10]
    assert post.does(duty)
    post.does(duty)

    assert post.was_asked() == lost


def test_at_the_end_of_a_turn_the_rest_is_kept_for_the_next_one(post: Post) -> None:
    """A worker that is told to end does not wait for a hundred calls."""
    lost = post.has_sent(5)

    assert post.does(RECOVERY, is_over=lambda: len(post.was_asked()) >= 2)
    assert post.was_asked() == lost[:2]
    assert post.chore(RECOVERY).lease_until is None
    post.does(RECOVERY)

    assert post.was_asked() == lost


def test_at_the_end_of_a_turn_the_rest_of_the_log_is_read_in_the_next_one(post: Post) -> None:
    lost = post.has_sent(250)
    duty = recovery(Pace(asks=0))

    for _ in range(3):
        post.routes.clear()
        assert post.does(duty, is_over=lambda: bool(post.routes))
        assert post.routes.count(LIST) == 1

    assert post.missing() == len(lost)


def test_a_chore_that_goes_on_and_on_holds_up_no_other(post: Post) -> None:
    post.has_sent(5)
    duties = [RECOVERY, PRUNE]

    for _ in range(2):
        post.routes.clear()
        assert run_due(post.bench, duties, is_over=lambda: bool(post.routes))

    assert post.chore(PRUNE).done_at


def test_no_more_is_asked_for_than_can_be_on_its_way(post: Post) -> None:
    """Our own web process may be what does not answer."""
    post.has_sent(20)
    duty = recovery(Pace(under_way=8))

    assert not post.does(duty)
    post.passes(seconds=11)
    post.does(duty)

    assert len(post.was_asked()) == 8
    post.arrive(*post.was_asked()[:3])
    post.passes(seconds=11)
    post.does(duty)
    assert len(post.was_asked()) == 8 + 3
    post.passes(minutes=3)
    post.does(duty)
    assert len(post.was_asked()) == 8 + 3 + 8


def test_a_cursor_that_github_knows_no_more_begins_the_listing_anew(post: Post) -> None:
    lost = post.has_sent(150)
    post.does(recovery(Pace(pages=1, asks=0)))
    post.fails(LIST, status=422, message="Invalid cursor")

    post.does(recovery(Pace(asks=0)))

    assert post.missing() == len(lost)


def test_a_limit_of_githubs_is_waited_for(post: Post) -> None:
    lost = post.has_sent(3)
    post.fails(ASK, status=403, headers={"retry-after": "600"}, message="rate limit")

    post.does(RECOVERY)

    chore = post.chore(RECOVERY)
    assert post.was_asked() == []
    assert chore.due_at - post.bench.clock() > timedelta(seconds=590)
    assert (chore.failures, chore.lease_until) == (0, None)
    post.passes(seconds=601)
    post.does(RECOVERY)
    assert post.was_asked() == lost


def test_a_github_that_fails_is_tried_again_soon(post: Post) -> None:
    post.fails(LIST, status=502)

    post.does(RECOVERY)

    assert (post.chore(RECOVERY).failures, post.chore(RECOVERY).lease_until) == (1, None)
    post.passes(seconds=61)
    post.does(RECOVERY)
    assert post.chore(RECOVERY).failures == 0


def test_of_many_workers_one_does_it(post: Post) -> None:
    workers = [post.another() for _ in range(5)]

    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda one: one.does(RECOVERY), workers))

    assert [route for one in workers for route in one.routes] == [LIST]
