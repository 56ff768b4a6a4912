"""Promise 7 at rest: what Slipway took of GitHub, by GitHub's own log of calls."""

from collections import defaultdict, deque
from collections.abc import Callable, Sequence

from app.domain.budget import MINUTE
from sandbox.world.calls import CallRecord
from tests.simulation.town import LIMITS, Town


def check_budget(town: Town) -> None:
    """No minute of any installation holds more than GitHub allows."""
    ours = defaultdict(list)
    for one in town.acme.sandbox.world.calls.records:
        if one.arrival.caller.startswith("installation"):
            ours[one.arrival.caller].append(one)
    for caller, records in ours.items():
        points = _most_in_a_minute(records, _rest_points)
        assert points <= LIMITS.rest_points, f"{caller} took {points} points in a minute"
        content = _most_in_a_minute(records, lambda one: one.arrival.creating)
        assert content <= LIMITS.content_a_minute, f"{caller} made {content} things in a minute"


def _most_in_a_minute(records: Sequence[CallRecord], cost: Callable[[CallRecord], int]) -> int:
    lately, spent, most = deque[CallRecord](), 0, 0
    for one in records:
        while lately and lately[0].at <= one.at - MINUTE:
            spent -= cost(lately.popleft())
        lately.append(one)
        spent += cost(one)
        most = max(most, spent)
    return most


def _rest_points(one: CallRecord) -> int:
    return 0 if one.arrival.route == "/graphql" else one.arrival.points
