"""Where policy and form disagree about what can be answered."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.answers import Answer, FactType
from app.domain.evaluate.fields import field as judge
from app.domain.form import Field
from app.domain.mistakes import Mistake
from app.domain.patterns import fits
from app.domain.policy import FieldRule
from app.domain.review.subject import Subject
from app.domain.verdict import Status


def refused_options(subject: Subject) -> Iterator[Mistake]:
    """What the form offers and the policy refuses."""
    for rule in subject.policy.fields:
        field = subject.field(rule.field)
        refused = [option for option in field.options if _refuses(rule, field, option)]
        if refused:
            named = ", ".join(f"`{option}`" for option in refused)
            say = f"The form offers {named} in `{rule.field}`, which this refuses."
            yield subject.remark(say, "fields", rule.field)


def lacking_options(subject: Subject) -> Iterator[Mistake]:
    """What the policy lets people choose and the form does not offer."""
    for rule in subject.policy.fields:
        options = subject.field(rule.field).options
        lacking = [one for one in rule.choices if options and one not in options]
        if lacking:
            named = ", ".join(f"`{one}`" for one in lacking)
            say = f"The form does not offer {named} in `{rule.field}`, so nobody can choose it."
            yield subject.remark(say, "fields", rule.field, "choices")


def required_anyway(subject: Subject) -> Iterator[Mistake]:
    """Fields that the form does not let anybody leave empty."""
    for rule in subject.policy.fields:
        if rule.required_when is not None and subject.field(rule.field).required:
            say = f"The form always requires `{rule.field}`; leave `required_when` out."
            yield subject.remark(say, "fields", rule.field, "required_when")


def odd_names(subject: Subject) -> Iterator[Mistake]:
    """Reserved names that nobody could take anyway."""
    rules = subject.policy.names
    for name in sorted(rules.reserved):
        if len(name) > rules.max_length or not fits(rules.pattern, name):
            say = f"Nobody could take `{name}`, for it does not fit the other rules of `names`."
            yield subject.remark(say, "names", "reserved")


def _refuses(rule: FieldRule, field: Field, option: str) -> bool:
    answer: Answer = option
    match field.fact_type:
        case FactType.NUMBER:
            answer = int(option)
        case FactType.TEXTS:
            answer = (option,)
            rule = replace(rule, min_length=None)
    return judge(rule, answer, {}).status is Status.REFUSED
