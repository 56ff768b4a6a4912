"""Custom properties of a policy are held against what the organisation has defined."""

from app.domain.review import PropertyDefinition, undefined_properties
from tests.domain.review.reviewed import APPROVALS, HEAD, reviewed

DEFINED = (
    PropertyDefinition("tier", allowed=("T1", "T2")),
    PropertyDefinition("marks", takes_several=True, allowed=("a", "b")),
    PropertyDefinition("note"),
    PropertyDefinition("cost", by_repository=False),
)


def said(settings: str) -> list[str]:
    subject = reviewed(f"{HEAD}{APPROVALS}repositories:\n{settings}").subject
    assert subject is not None
    return [str(one) for one in undefined_properties(subject, "acme", DEFINED)]


def test_what_is_defined_is_no_matter() -> None:
    assert said("  properties: {Tier: T1, note: anything, marks: [a, b]}\n") == []


def test_a_value_that_is_worked_out_is_known_only_later() -> None:
    assert said("  properties: {tier: 'T{request.tier}', marks: ['{request.data}']}\n") == []


def test_an_unknown_property_is_named_with_one_that_is_like_it() -> None:
    (mistake,) = said("  properties: {teir: T1}\n")

    assert "acme has no property `teir`; did you mean `tier`." in mistake


def test_a_value_that_is_not_allowed_is_named() -> None:
    (mistake,) = said("  properties: {tier: T3}\n")

    assert "`tier` cannot be `T3`" in mistake


def test_one_value_and_several_are_told_apart() -> None:
    first, second = said("  properties: {tier: [T1], marks: a}\n")

    assert "`tier` takes one value." in first
    assert "`marks` takes several values; write a list." in second


def test_what_the_organisation_alone_may_set_is_named() -> None:
    (mistake,) = said("  properties: {cost: '12'}\n")

    assert "The organisation alone may set `cost`" in mistake


def test_each_half_is_looked_at_where_it_is_written() -> None:
    mistakes = said(
        "  properties: {tier: T1}\n"
        "  service: {properties: {tier: T3}}\n"
        "  tests: {properties: {unknown: x}}\n"
    )

    assert ["`T3`" in mistakes[0], "`unknown`" in mistakes[1]] == [True, True]
    assert len(mistakes) == 2
