"""Whether a condition says the same of every request that the form lets people file."""

import math
from collections.abc import Sequence
from itertools import product

from app.domain.answers import FactType
from app.domain.cel import Condition, Outcome
from app.domain.facts import CATALOG, REQUEST, Fact, FactValue
from app.domain.form import FieldKind, Form

_MOST_COMBINATIONS = 1_000

_Values = Sequence[FactValue | None]


def only_outcome(condition: Condition, form: Form, numbers: frozenset[str]) -> Outcome | None:
    """TRUE or FALSE where the condition can come to nothing else, None where it may depend.

    Every combination of the form's choices is tried. What is not chosen from a list stays open:
    CEL says of `false && unknown` that it is false, and of most else that it cannot tell.
    `numbers` are the fields whose typed text is a number to the policy.
    """
    if CATALOG in condition.reads:
        return None  # Without a catalog its functions answer that there is nothing.
    values = {
        fact: found
        for fact in condition.reads
        if (found := _values(fact, form, numbers)) is not None
    }
    if math.prod(map(len, values.values())) > _MOST_COMBINATIONS:
        return None
    outcome: Outcome | None = None
    for combination in product(*values.values()):
        chosen = zip(values, combination, strict=True)
        facts = {fact: value for fact, value in chosen if value is not None}
        one = condition.evaluate(facts)
        if one is Outcome.FAILED or one is not (outcome or one):
            return None
        outcome = one
    return outcome


def _values(fact: str, form: Form, numbers: frozenset[str]) -> _Values | None:
    """All that a fact can be (None: absent), or None where nobody can list it."""
    if fact in {Fact.TEMPLATE_NEWEST, Fact.TEMPLATE_EXPERIMENTAL}:
        return (True, False)
    name = fact.removeprefix(REQUEST)
    field = next((one for one in form.fields if fact.startswith(REQUEST) and one.id == name), None)
    if field is None or field.kind is not FieldKind.DROPDOWN or name in numbers:
        return None
    match field.fact_type:
        case FactType.NUMBER:
            return (*map(int, field.options), *(() if field.required else (None,)))
        case FactType.TEXT:
            return (*field.options, *(() if field.required else ("",)))
    return None
