"""What a call costs, and how costs are added, compared and shown."""

import pytest

from app.domain.budget import Kind
from app.github.calls import Call
from benchmarks._calls_by_step import TOKEN_ROUTE, Cost, cost_of
from benchmarks.github_calls import table, total


def call(route: str, kind: Kind) -> Call:
    return Call(route, kind, "installation 1", 200, 0.1)


@pytest.mark.parametrize(
    ("made", "cost"),
    [
        (call("GET /app", Kind.READ), Cost(reads=1)),
        (call("PUT /repos/{owner}/{repo}/topics", Kind.WRITE), Cost(writes=1)),
        (call("POST /orgs/{org}/repos", Kind.CONTENT), Cost(writes=1, content_creating=1)),
        (call(TOKEN_ROUTE, Kind.WRITE), Cost(tokens=1)),
    ],
)
def test_a_call_costs_by_its_kind(made: Call, cost: Cost) -> None:
    assert cost_of(made) == cost


def test_one_call_too_many_of_any_kind_is_over_the_budget() -> None:
    budget = Cost(reads=3, writes=3, content_creating=3, tokens=3)

    assert budget.is_within(budget)
    assert Cost().is_within(budget)
    for one in (Cost(reads=4), Cost(writes=4), Cost(content_creating=4), Cost(tokens=4)):
        assert not one.is_within(budget)


def test_the_table_has_a_row_for_each_step_and_one_for_all() -> None:
    costs = {"opened": Cost(reads=2), "live": Cost(reads=1, writes=5)}

    lines = list(table(costs))

    assert [line.split()[1] for line in lines[2:]] == ["opened", "live", "all"]
    assert total(costs) == Cost(reads=3, writes=5)
    assert len({len(line) for line in lines}) == 1
