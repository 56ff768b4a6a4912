"""What a policy says in facts is worked out for one request when its build begins."""

import pytest

from app.domain.facts import Facts
from app.domain.policy import Setup
from app.domain.setups import legal_topic, sentences, setups
from tests.domain.build import ANSWERS, NOON, a_person, a_policy
from tests.domain.policy.test_mistakes_in_a_policy import HEAD, RULE


def service_set_up(text: str, **answers: object) -> Setup[str]:
    policy = a_policy(
        f"{HEAD}{RULE}fields: {{data_store: {{type: integer}}}}\nrepositories:\n{text}"
    )
    given = ANSWERS | {"data_store": ""} | answers  # type: ignore[operator]
    facts = Facts(given, a_person("dana"), NOON)
    return setups(policy.repositories, facts.by_name(policy.numbers))["service"]


def test_a_property_may_be_a_text_with_facts_in_it() -> None:
    setup = service_set_up("  properties: {tier: 'T{request.tier}', cost-center: '1234'}")

    assert setup.properties == {"tier": "T2", "cost-center": "1234"}


def test_a_truth_is_written_as_github_takes_it() -> None:
    setup = service_set_up("  properties: {critical: '{request.tier == 2}'}")

    assert setup.properties == {"critical": "true"}


def test_a_property_may_take_several_values_each_once() -> None:
    setup = service_set_up(
        "  properties: {marks: ['{request.data}', '{request.exposure}', internal]}"
    )

    assert setup.properties == {"marks": ("personal", "internal")}


def test_a_value_is_as_long_as_it_is() -> None:
    setup = service_set_up(
        "  properties: {about: '{request.description}'}", description="long " * 100
    )

    assert setup.properties == {"about": ("long " * 100).strip()}


@pytest.mark.parametrize("value", ["'{request.data_store}'", "['{request.data_store}']"])
def test_what_is_empty_or_cannot_be_told_is_not_set(value: str) -> None:
    setup = service_set_up(
        f"  properties: {{store: {value}}}\n  topics: ['{{request.data_store}}']"
    )

    assert setup.properties == {}
    assert setup.topics == ()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Tier 2", "tier-2"),
        ("--a__b--", "a-b"),
        ("ß", ""),
        ("x" * 49 + "-y", "x" * 49),
        ("personal", "personal"),
    ],
)
def test_a_topic_is_made_legal(text: str, topic: str) -> None:
    assert legal_topic(text) == topic


def test_topics_that_come_out_alike_are_one() -> None:
    setup = service_set_up("  topics: [personal, '{request.data}', 'tier-{request.tier}']")

    assert setup.topics == ("personal", "tier-2")


def test_sentences_are_told_apart_as_they_are_written() -> None:
    first = sentences_of("  properties: {tier: 'T{request.tier}'}")
    second = sentences_of("  properties: {tier: 'T{request.tier}'}\n  required_reviews: 2")
    third = sentences_of("  properties: {tier: 'T{request.data}'}")
    fourth = sentences_of("  service: {properties: {tier: 'T{request.tier}'}}")

    assert first == second
    assert len({first, third, fourth}) == 3


def sentences_of(text: str) -> tuple[str, ...]:
    return sentences(a_policy(f"{HEAD}{RULE}repositories:\n{text}").repositories)
