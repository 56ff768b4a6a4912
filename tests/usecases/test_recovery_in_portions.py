"""After a long outage: the log is read, and deliveries are asked for, a portion at a time."""

from app.usecases.chores import run_due
from app.usecases.prune import PRUNE
from app.usecases.recovery import RECOVERY, Pace, recovery
from tests.usecases.conftest import LIST, Post


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
