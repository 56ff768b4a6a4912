"""Sentences of a policy show facts, and nothing in a fact can be more than text."""

import pytest

from app.domain.answers import FactType
from app.domain.cel import ExpressionFaults, compile_saying
from app.domain.facts import Catalog, FactValue, Service

TYPES = {
    "request.data_store": FactType.TEXT,
    "request.tier": FactType.NUMBER,
    "request.depends_on": FactType.TEXTS,
    "catalog": FactType.SERVICES,
}
FACTS: dict[str, FactValue] = {
    "request.data_store": "pg-ledger",
    "request.depends_on": ("orders", "mailer"),
    "catalog": Catalog((Service("ledger", "money", data_stores=("pg-ledger",)),)),
}


def said(source: str, **facts: FactValue) -> str:
    return compile_saying(source, TYPES).say(FACTS | facts)


def test_facts_are_worked_out_inside_a_sentence() -> None:
    source = "{request.data_store} belongs to {catalog.storing(request.data_store)[0].owner}."

    assert said(source) == "pg-ledger belongs to money."


def test_a_list_is_joined() -> None:
    assert said("It needs {request.depends_on}.") == "It needs orders, mailer."


def test_doubled_braces_are_braces() -> None:
    assert said("Write {{name}}.") == "Write {name}."


def test_what_cannot_be_worked_out_is_a_question_mark() -> None:
    assert said("Tier {request.tier}.") == "Tier ?."


def test_an_answer_that_looks_like_an_expression_stays_text() -> None:
    facts: dict[str, FactValue] = {"request.data_store": "{request.tier}\n\u202e{{x}}"}

    assert compile_saying("<{request.data_store}>", TYPES).say(facts) == "<{request.tier} {{x}}>"


def test_a_long_answer_is_shortened() -> None:
    assert len(said("{request.data_store}", **{"request.data_store": "x" * 4_000})) == 200


@pytest.mark.parametrize(
    ("source", "column", "says"),
    [
        ("The {request.dta}", 6, "There is no fact `request.dta`"),
        ("The {catalog}", 6, "which is no text"),
        ("The {request.tier", 5, "has no counterpart"),
        ("The request.tier}", 17, "has no counterpart"),
        ("The {}", 6, "Syntax error"),
        ("x" * 501, 1, "at most 500 are read"),
    ],
)
def test_a_broken_sentence_is_refused_at_its_place(source: str, column: int, says: str) -> None:
    with pytest.raises(ExpressionFaults, match=says) as caught:
        compile_saying(source, TYPES)

    assert caught.value.faults[0].column == column
