"""Promises 1 and 2: no order of acts builds what was not approved as it stands."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, given, note, settings

from app.domain.evaluate import Decision, Surroundings, evaluate
from app.domain.facts import Facts, TemplateFacts
from tests.domain.build import ANSWERS, at, the_facts
from tests.domain.heart.model import is_approved, is_clearly_approved, offers
from tests.domain.heart.policies import policy_of
from tests.domain.heart.record import Record, trees_of
from tests.domain.heart.story import Act, Story
from tests.domain.heart.strategies import stories
from tests.domain.heart.telling import in_words
from tests.domain.heart.world import World

_AROUND = Surroundings(True, {}, frozenset({"python-service"}))
_MANY = settings(
    max_examples=500,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def told(story: Story) -> Iterator[tuple[Act, World, Decision]]:
    """After each act what is true, and what Slipway decides."""
    world = World(story.laws)
    record = Record(world)
    for act in story.acts:
        record.notes(act)
        world.takes(act)
        policy = policy_of(world.law)
        decision = evaluate(policy, _facts(world), record.evidence(), _AROUND)
        if act.kind == "reads":
            record.is_read(on_offer=decision.offers_build and world.is_open)
            world.read.offers, world.read.clearly_offers = offers(world)
        yield act, world, decision


def _facts(world: World) -> Facts:
    trees, on_offer = trees_of(world.trees), trees_of(world.on_offer)
    template = TemplateFacts(trees == on_offer, True, trees, on_offer)
    facts = the_facts(now=at(world.now))
    return replace(facts, answers={**ANSWERS, **world.text}, template=template)


@_MANY
@given(stories())
def test_only_what_was_approved_as_it_stands_is_built_and_nothing_else_waits(
    story: Story,
) -> None:
    """After every act. Of what happened within one second only GitHub knows the order."""
    note(in_words(story))
    times = Counter(act.at for act in story.acts if act.kind != "reads")
    tie = min((moment for moment, count in times.items() if count > 1), default=math.inf)
    for act, world, decision in told(story):
        if decision.is_approved and world.is_open:
            assert is_approved(world), f"built after {act}, though nobody approved it"
        elif act.at < tie:
            assert not is_clearly_approved(world), f"{act}: {decision.verdict.sentence}"
