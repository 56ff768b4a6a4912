"""Which deliveries of GitHub's log are asked for again, when, and how often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise

from app.usecases.recovery import RECOVERY
from tests.usecases.conftest import ASK, LIST, Post


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
    post.comes_round()
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


def test_of_many_workers_one_does_it(post: Post) -> None:
    workers = [post.another() for _ in range(5)]

    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda one: one.does(RECOVERY), workers))

    assert [route for one in workers for route in one.routes] == [LIST]
