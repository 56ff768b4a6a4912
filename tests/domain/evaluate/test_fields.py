"""Each answer is held against what the policy says of its field."""

from dataclasses import replace

import pytest

from app.domain.answers import Answer
from app.domain.evaluate import Decision
from app.domain.verdict import Status
from tests.domain.build import ANSWERS, the_facts
from tests.domain.evaluate.decisions import decided, node, policy_with


def with_field(rule: str, **answers: Answer) -> Decision:
    facts = replace(the_facts(), answers={**ANSWERS, **answers})
    return decided(policy_with(f"fields:\n  {rule}\n"), facts=facts)


@pytest.mark.parametrize(
    ("rule", "field", "answer", "says"),
    [
        ("data_store: {pattern: 'pg-[a-z]+'}", "data_store", "mongo", "pattern pg-[a-z]+"),
        ("data: {choices: [nothing, personal]}", "data", "payment", "one of: nothing, personal"),
        ("tier: {minimum: 2}", "tier", 1, "at least 2"),
        ("tier: {maximum: 2}", "tier", 3, "at most 2"),
        ("description: {min_length: 9}", "description", "short", "5 characters; at least 9"),
        ("description: {max_length: 3}", "description", "longer", "6 characters; at most 3"),
        ("depends_on: {max_length: 1}", "depends_on", ("a", "b"), "2 entries; at most 1"),
        ("depends_on: {pattern: '[a-z]+'}", "depends_on", ("a", "B2"), "“B2”: It does not fit"),
        ("data_store: {type: integer}", "data_store", "many", "whole number"),
        ("data_store: {type: integer, minimum: 5}", "data_store", "4", "at least 5"),
        ("data_store: {type: url}", "data_store", "http://x.example", "starts with https://"),
        ("data_store: {type: url}", "data_store", "https://[", "starts with https://"),
        ("data_store: {type: date}", "data_store", "2026-2-30", "a day such as"),
        ("data_store: {pattern: x, say: See page 4.}", "data_store", "y", "See page 4."),
    ],
)
def test_an_answer_that_breaks_a_rule_is_refused(
    rule: str, field: str, answer: Answer, says: str
) -> None:
    found = node(with_field(rule, **{field: answer}), field)

    assert found.status is Status.REFUSED
    assert says in found.sentence


@pytest.mark.parametrize(
    ("rule", "field", "answer"),
    [
        ("data_store: {pattern: 'pg-[a-z]+'}", "data_store", "pg-main"),
        ("tier: {minimum: 1, maximum: 3}", "tier", 3),
        ("data_store: {type: integer, minimum: -5}", "data_store", "-5"),
        ("data_store: {type: url}", "data_store", "https://wiki.example/x"),
        ("data_store: {type: date}", "data_store", "2026-12-31"),
        ("depends_on: {min_length: 1, max_length: 2}", "depends_on", ("a", "b")),
    ],
)
def test_an_answer_that_fits_is_satisfied(rule: str, field: str, answer: Answer) -> None:
    found = with_field(rule, **{field: answer})

    assert node(found, field).status is Status.SATISFIED
    assert node(found, "fields").status is Status.SATISFIED


def test_what_may_be_left_empty_is_skipped() -> None:
    found = with_field("data_store: {pattern: 'pg-.*'}", data_store="")

    assert node(found, "data_store").status is Status.SKIPPED
    assert node(found, "fields").status is Status.SATISFIED


def test_a_field_is_required_where_its_condition_holds() -> None:
    rule = "data_store: {required_when: request.data != 'nothing', say: Ask the handbook.}"

    needed = node(with_field(rule, data_store=""), "data_store")
    given = node(with_field(rule, data_store="pg-main"), "data_store")
    not_needed = node(with_field(rule, data_store="", data="nothing"), "data_store")

    assert (needed.status, given.status) == (Status.REFUSED, Status.SATISFIED)
    assert "request.data: personal" in needed.sentence
    assert "Ask the handbook." in needed.sentence
    assert not_needed.status is Status.SKIPPED


def test_a_condition_that_cannot_be_told_is_failed_and_builds_nothing() -> None:
    rule = "data_store: {required_when: 10 / (request.tier - 2) == 1}"

    decision = with_field(rule, data_store="", tier=2)

    assert node(decision, "data_store").status is Status.FAILED
    assert not decision.is_approved


def test_conditions_see_an_integer_as_a_number() -> None:
    extra = "fields: {data_store: {type: integer}}\n"
    extra += "refuse: [{name: too many, when: request.data_store > 10, say: 'Fewer than {10}.'}]"

    decision = decided(policy_with(extra), facts=the_facts(data_store="11"))

    assert node(decision, "too many").sentence == "Fewer than 10."
