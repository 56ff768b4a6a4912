"""Recovery when GitHub refuses or fails, and when the worker dies amid it."""

from datetime import timedelta

import pytest

from app.github.calls import Call
from app.usecases.recovery import RECOVERY, Pace, recovery
from tests.usecases.conftest import ASK, LIST, Post


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


def test_a_crash_between_two_asks_loses_none_and_asks_for_none_twice(post: Post) -> None:
    lost = post.has_sent(5)

    class Killed(BaseException):
        """The process is gone."""

    def dies_after_the_second(_: Call) -> None:
        if len(post.was_asked()) == 2:
            raise Killed

    with pytest.raises(Killed):
        post.another(dies_after_the_second).does(RECOVERY)
    post.comes_round()
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
    post.comes_round()
    post.does(recovery(Pace(asks=0)))

    assert post.routes.count(LIST) == 2
    assert post.missing() == len(lost)
