"""A condition in CEL is checked when it is read, and never says yes by accident."""

import time

import pytest

from app.domain.answers import Answer, FactType
from app.domain.cel import (
    MOST_CHARACTERS,
    Condition,
    ExpressionFaults,
    Fault,
    Outcome,
    compile_condition,
)

TYPES = {
    "request.tier": FactType.NUMBER,
    "request.data": FactType.TEXT,
    "request.depends_on": FactType.TEXTS,
    "requester.login": FactType.TEXT,
    "team.services": FactType.NUMBER,
}
FACTS: dict[str, Answer] = {
    "request.tier": 2,
    "request.data": "personal",
    "request.depends_on": ("ledger", "mailer"),
    "requester.login": "dana",
    "team.services": 3,
}


def a_condition(source: str) -> Condition:
    return compile_condition(source, TYPES)


def faults_of(source: str) -> tuple[Fault, ...]:
    with pytest.raises(ExpressionFaults) as caught:
        a_condition(source)
    return caught.value.faults


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ('request.data in ["personal", "payment"]', Outcome.TRUE),
        ("request.tier == 1", Outcome.FALSE),
        ('"ledger" in request.depends_on', Outcome.TRUE),
        ("size(request.depends_on) > 2", Outcome.FALSE),
        ('team.services < 5 && requester.login != "olga"', Outcome.TRUE),
        ('request.depends_on.exists(name, name.startsWith("mail"))', Outcome.TRUE),
    ],
)
def test_a_condition_is_worked_out_from_the_facts(source: str, outcome: Outcome) -> None:
    assert a_condition(source).evaluate(FACTS) is outcome


@pytest.mark.parametrize(
    "source",
    [
        "10 / (request.tier - 2) == 1",
        'request.data.matches("(")',
        "request.depends_on[7] == 'x'",
        "request.tier * 9223372036854775807 > 0",
    ],
)
def test_an_error_inside_a_condition_is_failed(source: str) -> None:
    assert a_condition(source).evaluate(FACTS) is Outcome.FAILED


@pytest.mark.parametrize("bad", [2**70, "two", "\ud800"])
def test_a_fact_that_cel_cannot_take_is_failed(bad: Answer) -> None:
    condition = a_condition("request.tier == 1")

    assert condition.evaluate(FACTS | {"request.tier": bad}) is Outcome.FAILED


def test_a_missing_number_is_failed() -> None:
    without = {name: value for name, value in FACTS.items() if name != "request.tier"}

    assert a_condition("request.tier > 1").evaluate(without) is Outcome.FAILED
    assert a_condition("!(request.tier > 1)").evaluate(without) is Outcome.FAILED


def test_an_unknown_fact_is_a_fault_at_its_column() -> None:
    fault = faults_of("request.tier == 1 &&\n  request.dtaa == 'x'")[0]

    assert (fault.line, fault.column, fault.unknown) == (2, 3, "request.dtaa")


def test_every_fault_is_found() -> None:
    assert [fault.unknown for fault in faults_of("a && b")] == ["a", "b"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('request.tier == "1"', "`==` cannot be used with int and string"),
        ("request.data in 3", "`in` cannot be used with string and int"),
        ("!request.tier", "`!` cannot be used with int"),
        ("request.tier.size == 1", "a value of type int has no fields"),
        ("request.tier", "must be true or false; this is INT"),
        ("dyn(request.data)", "must be true or false; this is DYN"),
        ("request.tier ==", "Syntax error"),
        ("", "Syntax error"),
        ("(" * 40 + "true" + ")" * 40, "recursion limit"),
        ("true || " * 250 + "true", "at most 2,000 are read"),
    ],
)
def test_what_is_no_condition_is_refused(source: str, said: str) -> None:
    assert said in faults_of(source)[0].sentence


def test_a_condition_may_be_as_long_as_the_cap() -> None:
    source = "true".ljust(MOST_CHARACTERS)

    assert a_condition(source).evaluate({}) is Outcome.TRUE


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("request.tier == 1 || request.data == ''", {"request.tier", "request.data"}),
        ("request . tier == 1", {"request.tier"}),
        ("'request.tier' == ''", set()),
        ("[{'tier': 1}].exists(request, request.tier == 1)", set()),
        ("[{'tier': 1}].exists(request, .request.tier == 1)", {"request.tier"}),
        ("request.depends_on.all(x, x == request.data)", {"request.depends_on", "request.data"}),
    ],
)
def test_the_facts_that_a_condition_reads_are_found(source: str, reads: set[str]) -> None:
    assert a_condition(source).reads == reads


def test_services_of_the_team_rest_on_the_owner() -> None:
    condition = a_condition("team.services > 1 || request.tier == 1 || requester.login == 'x'")

    assert condition.fields == {"owner", "tier"}


def test_a_text_too_long_to_be_worked_with_is_failed() -> None:
    condition = a_condition("request.data.size() > 0")

    assert condition.evaluate(FACTS | {"request.data": "x" * 4_096}) is Outcome.TRUE
    assert condition.evaluate(FACTS | {"request.data": "x" * 4_097}) is Outcome.FAILED


def test_a_runaway_macro_is_stopped() -> None:
    """Three nested loops over 60 names would be 216,000 rounds for each condition."""
    loops = "request.depends_on.all(a, request.depends_on.all(b, request.depends_on.all(c, true)))"
    condition = a_condition(loops)
    many = FACTS | {"request.depends_on": tuple(f"service-{n}" for n in range(60))}

    started = time.process_time()
    outcome = condition.evaluate(many)

    assert outcome is Outcome.FAILED
    assert time.process_time() - started < 2
