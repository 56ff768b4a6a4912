"""What an approved request may cost in calls to GitHub: a change that adds one shows here.

`make bench NAME=github_calls` prints the same as a table; docs/performance.md says what it means.
"""

from app.domain.state import State
from benchmarks._calls_by_step import LIVE, CallsByStep, Cost
from tests.journeys.acme import Acme, connect
from tests.journeys.furnished import furnish

# Of the first request in a fresh organisation: labels are made and every token is asked for.
BUDGET = {
    "opened": Cost(reads=8, writes=7, content_creating=2, tokens=2),
    "label": Cost(reads=3),
    "confirm": Cost(reads=7, writes=3),
    "service:create": Cost(writes=1, content_creating=1, tokens=1),
    "tests:create": Cost(writes=2, content_creating=1),
    "service:push": Cost(writes=3, tokens=1),
    "tests:push": Cost(writes=4),
    "service:access": Cost(writes=2),
    "service:topics": Cost(writes=1),
    "service:security": Cost(writes=1),
    # Two of the four let only the default branch in; one has reviewers, which this plan lacks.
    "service:environments": Cost(reads=1, writes=7),
    "service:protect": Cost(writes=2),
    "tests:access": Cost(writes=2),
    "tests:topics": Cost(writes=1),
    "tests:security": Cost(writes=1),
    "tests:protect": Cost(writes=1),
    LIVE: Cost(reads=2, writes=5, content_creating=1),
}

# Of any further one: what is left once labels, tokens and templates are known.
FOLLOWING = Cost(reads=18, writes=37, content_creating=5, tokens=1)


def test_no_step_of_an_approved_request_makes_more_calls_than_it_may(acme: Acme) -> None:
    counting = CallsByStep(acme.bench.database)
    slipway = acme.with_bench(github=connect(acme.sandbox, counting, acme.bench.database))

    is_live(slipway, counting, "billing")

    over = {
        step: (cost, counting.routes[step])
        for step, cost in counting.costs.items()
        if not cost.is_within(BUDGET.get(step, Cost()))
    }
    assert over == {}


def test_a_further_request_asks_for_one_token_and_makes_no_labels(acme: Acme) -> None:
    counting = CallsByStep(acme.bench.database)
    slipway = acme.with_bench(github=connect(acme.sandbox, counting, acme.bench.database))
    is_live(slipway, counting, "billing")
    counting.take()

    is_live(slipway, counting, "ledger")

    total = sum(counting.costs.values(), Cost())
    assert total.is_within(FOLLOWING), counting.routes


def test_what_a_policy_does_not_ask_for_costs_nothing(acme: Acme) -> None:
    furnish(acme, "  access: {owner: maintain}\n  required_checks: []\n")
    counting = CallsByStep(acme.bench.database)
    slipway = acme.with_bench(github=connect(acme.sandbox, counting, acme.bench.database))

    is_live(slipway, counting, "billing")

    free = ("topics", "properties", "labels", "security", "environments")
    spent = {f"{half}:{step}" for half in ("service", "tests") for step in free}
    assert spent & counting.costs.keys() == set()
    assert counting.costs["service:access"].is_within(Cost(writes=1))


def is_live(acme: Acme, counting: CallsByStep, name: str) -> None:
    """Somebody asks for a service and gets it."""
    counting.event = "opened"
    request = acme.files(name=name)
    counting.event = "label"
    request.is_approved()
    assert request.state is State.LIVE
