"""Conditions that decide nothing, and those that cost more the larger the fleet is."""

from collections.abc import Iterator

from app.domain.cel import Outcome
from app.domain.mistakes import Mistake
from app.domain.review.outcomes import only_outcome
from app.domain.review.subject import Subject

_ALWAYS = {
    "approvals": "This holds for every request. Leave `when` out if that is meant.",
    "automatic": "This holds for every request, so that nobody is asked. Say which ones are safe.",
    "refuse": "This refuses every request. Say which ones are wrong.",
    "freezes": "This holds at any time and for every request. Leave `when` out if that is meant.",
    "fields": "This holds for every request. Make the field `required` in the form instead.",
}
_NEVER = {
    "approvals": "This holds for no request, so that nobody is ever asked. Correct it, or remove "
    "the approval.",
    "automatic": "This holds for no request, so that nothing ever passes by it. Correct it, or "
    "remove the rule.",
    "refuse": "This holds for no request, so that nothing is ever refused. Correct it, or remove "
    "the rule.",
    "freezes": "This holds for no request, so that nothing is ever held back. Correct it, or "
    "remove the freeze.",
    "fields": "This holds for no request, so that the field is never needed. Correct it, or leave "
    "`required_when` out.",
}
_SCANS = (
    "This goes through all services of the catalog, and fails beyond 10,000. Look up those that "
    "matter, say by `catalog.owned_by(…)`, `catalog.storing(…)` or `catalog.dependents_of(…)`."
)


def one_outcome(subject: Subject) -> Iterator[Mistake]:
    """Conditions that hold for every request, or for none."""
    for path, condition in subject.conditions():
        section = str(path[0])
        match only_outcome(condition, subject.form, subject.policy.numbers):
            case Outcome.TRUE:
                yield subject.remark(_ALWAYS[section], *path)
            case Outcome.FALSE:
                yield subject.remark(_NEVER[section], *path)


def scans(subject: Subject) -> Iterator[Mistake]:
    """Expressions that go through the whole catalog."""
    for path, condition in subject.conditions():
        if condition.expression.scans_catalog:
            yield subject.remark(_SCANS, *path)
    for place, rule in enumerate(subject.policy.refuse):
        if any(part.scans_catalog for part in rule.say.expressions):
            yield subject.remark(_SCANS, "refuse", place, "say")
