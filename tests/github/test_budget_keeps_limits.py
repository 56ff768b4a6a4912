"""Whatever is asked for, and however long calls take: GitHub never sees more than its limits."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.budget import HOUR, MINUTE, Lane, Limits
from app.github.charges import Charge
from app.github.errors import OverBudget
from app.store.database import Database
from app.store.tables import metadata
from tests.github.ledger import COMMENT, READ, WRITE, Made, Worker, errand

LIMITS = Limits(
    rest_points=25,
    content_a_minute=3,
    content_an_hour=7,
    at_once=2,
    write_gap=timedelta(seconds=1),
    share=1,
)

wishes = st.lists(
    st.tuples(
        st.sampled_from([READ, WRITE, COMMENT]),
        st.sampled_from(Lane),
        st.floats(0, 5),
        st.floats(0, 1),
        st.one_of(st.just(0.0), st.floats(0, 90)),
    ),
    min_size=10,
    max_size=25,
)


@settings(max_examples=15, deadline=None)
@given(wishes)
def test_no_window_of_time_holds_more_than_a_limit_allows(
    asked: list[tuple[Charge, Lane, float, float, float]],
) -> None:
    worker = Worker(_in_memory(), LIMITS)
    for charge, lane, seconds, seen, pause in asked:
        worker.waits(pause)
        _insists(worker, charge, lane, seconds, seen)
    worker.database.close()

    assert len(worker.made) == len(asked)
    assert _most(worker.made, MINUTE, lambda one: one.charge.points) <= 25
    assert _most(worker.made, MINUTE, lambda one: one.charge.content) <= 3
    assert _most(worker.made, HOUR, lambda one: one.charge.content) <= 7
    assert all(_at_once(worker.made, one.at) <= 2 for one in worker.made)
    _writes_take_turns([one for one in worker.made if one.charge.is_write])


def _insists(worker: Worker, charge: Charge, lane: Lane, seconds: float, seen: float) -> None:
    """Comes back as often as it is told to."""
    while True:
        try:
            worker.begins(charge, errand(lane), seconds, seen)
        except OverBudget as wait:
            worker.waits(max((wait.retry_at - worker.now).total_seconds(), 0))
        else:
            return


def _most(made: Sequence[Made], length: timedelta, cost: Callable[[Made], int]) -> int:
    """The largest sum of costs that GitHub saw in any window of this length."""
    return max(sum(cost(one) for one in made if _is_in(one, end.seen, length)) for end in made)


def _is_in(one: Made, end: datetime, length: timedelta) -> bool:
    return end - length < one.seen <= end


def _at_once(made: Sequence[Made], moment: datetime) -> int:
    return sum(one.at <= moment < one.ends for one in made)


def _writes_take_turns(writes: Sequence[Made]) -> None:
    for one, following in pairwise(writes):
        assert following.at >= one.ends
        assert following.at - one.at >= LIMITS.write_gap


def _in_memory() -> Database:
    database = Database("sqlite:///:memory:")
    metadata.create_all(database.engine)
    return database
