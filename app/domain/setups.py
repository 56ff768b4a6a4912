"""How both repositories of one request are set up: the policy's word, with its facts worked out."""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.domain.cel import Saying
from app.domain.facts import FactValue
from app.domain.plan import HALVES, Half, Plan
from app.domain.policy import HalfSettings, RepositorySettings, Setup

_LONGEST_TOPIC = 50
_Facts = Mapping[str, FactValue]


def setups(settings: RepositorySettings, facts: _Facts) -> dict[Half, Setup[str]]:
    """By half. What cannot be told of this request, or is empty, is not set."""
    return {
        "service": _worked_out(settings.service, facts),
        "tests": _worked_out(settings.tests, facts),
    }


def sentences(settings: RepositorySettings) -> tuple[str, ...]:
    """What the policy says in facts, as it is written.

    By this a policy that changed is told from a fact that did.
    """
    return tuple(
        " ".join((half, key, *(one.source for one in _several(value))))
        for half, said in (("service", settings.service), ("tests", settings.tests))
        for key, value in (*said.properties.items(), ("topics", said.topics))
    )


def is_alike(one: Plan, other: Plan) -> bool:
    """Whether both plans set up by the same word of the policy.

    A fact may change at any moment, which undoes no approval.
    """
    same = (_without_facts(one.setup[half]) == _without_facts(other.setup[half]) for half in HALVES)
    return one.sentences == other.sentences and all(same)


def _without_facts(setup: Setup[str]) -> Setup[str]:
    return replace(setup, properties={}, topics=())


def _several(value: Saying | tuple[Saying, ...]) -> tuple[Saying, ...]:
    return value if isinstance(value, tuple) else (value,)


def legal_topic(text: str) -> str:
    """The text as GitHub takes a topic: small letters, digits and `-`; "" where none is left."""
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return words[:_LONGEST_TOPIC].rstrip("-")


def _worked_out(half: HalfSettings, facts: _Facts) -> Setup[str]:
    values = {name: _value(value, facts) for name, value in half.properties.items()}
    topics = (legal_topic(topic.written(facts) or "") for topic in half.topics)
    return Setup(
        visibility=half.visibility,
        access=half.access,
        environments=half.environments,
        properties={name: value for name, value in values.items() if value},
        topics=tuple(dict.fromkeys(topic for topic in topics if topic)),
        labels=half.labels,
        required_checks=half.required_checks,
        required_reviews=half.required_reviews,
        rules=half.rules,
        merging=half.merging,
        features=half.features,
        security=half.security,
    )


def _value(value: Saying | tuple[Saying, ...], facts: _Facts) -> str | tuple[str, ...]:
    if isinstance(value, Saying):
        return value.written(facts) or ""
    return tuple(dict.fromkeys(text for one in value if (text := one.written(facts))))
