"""An answer of any length is refused, where it is, in a sentence that still says why."""

from dataclasses import replace

import pytest

from app.domain.answers import Answer
from app.domain.evaluate import Decision
from app.domain.verdict import Status
from tests.domain.build import ANSWERS, the_facts
from tests.domain.evaluate.decisions import decided, node, policy_with

REFUSAL = """refuse:
  - {name: no mongo, when: 'request.data_store == "mongo"', say: Take another one.}
"""


def of(extra: str = "", **answers: Answer) -> Decision:
    facts = replace(the_facts(), answers={**ANSWERS, **answers})
    return decided(policy_with(extra), facts=facts)


def test_a_text_too_long_for_a_condition_that_reads_it_is_the_requesters_to_shorten() -> None:
    decision = of(REFUSAL, data_store="x" * 4_097)

    found = node(decision, "data_store")
    assert decision.verdict.status is Status.REFUSED
    assert found.status is Status.REFUSED
    assert found.sentence == (
        "It has 4,097 characters; the policy reads at most 4,096. Shorten it."
    )


@pytest.mark.parametrize(
    ("extra", "length"), [(REFUSAL, 4_096), ("", 60_000)], ids=["just short enough", "never read"]
)
def test_a_text_that_no_condition_stumbles_over_may_be_long(extra: str, length: int) -> None:
    decision = of(extra, data_store="x" * length)

    assert decision.verdict.status is Status.PENDING


def test_a_closer_bound_speaks_for_itself() -> None:
    bound = "fields: {data_store: {max_length: 60}}\n"

    decision = of(REFUSAL + bound, data_store="x" * 5_000)

    said = [one.sentence for one in decision.verdict.walk() if one.rule == "data_store"]
    assert said == ["It has 5,000 characters; at most 60 are allowed."]


def test_a_wider_bound_does_not_let_a_condition_fail() -> None:
    bound = "fields: {data_store: {max_length: 9000}}\n"

    decision = of(REFUSAL + bound, data_store="x" * 5_000)

    assert decision.verdict.status is Status.REFUSED


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("name", "at most"),
        ("owner", "is no team's slug"),
        ("template", "the control repository offers: python-service"),
    ],
)
def test_a_long_answer_is_quoted_in_part_so_that_the_reason_is_seen(
    field: str, reason: str
) -> None:
    found = node(of(**{field: "x" * 60_000}), field)

    assert found.status is Status.REFUSED
    assert reason in found.sentence[:250]


def test_a_long_entry_of_a_list_is_quoted_in_part_too() -> None:
    bound = "fields: {depends_on: {pattern: '[a-z]{1,9}'}}\n"

    found = node(of(bound, depends_on=("x" * 60_000,)), "depends_on")

    assert "It does not fit" in found.sentence[:250]
