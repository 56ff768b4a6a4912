"""Comparisons of an answer with a text that the form does not let anybody choose."""

from collections.abc import Iterator

from app.domain.cel import Comparison, comparisons
from app.domain.facts import REQUEST
from app.domain.mistakes import Mistake
from app.domain.policy.values import did_you_mean
from app.domain.review.subject import Subject


def no_such_option(subject: Subject) -> Iterator[Mistake]:
    """`request.data == "persnal"`, which is false of every request."""
    for path, condition in subject.conditions():
        for one in comparisons(condition.expression):
            say = _objection(subject, one)
            if say is not None:
                yield subject.remark_within(say, one.offset, *path)


def _objection(subject: Subject, one: Comparison) -> str | None:
    if not one.fact.startswith(REQUEST):
        return None
    field = subject.field(one.fact.removeprefix(REQUEST))
    rules = (rule.choices for rule in subject.policy.fields if rule.field == field.id)
    options = field.options or next(rules, ())
    if not options or one.text in options:
        return None
    if not one.text:
        is_never = field.required
        return f"`{one.fact}` is never empty: the form requires it." if is_never else None
    return f"Nobody can answer `{one.text}` in `{field.id}`{did_you_mean(one.text, options)}."
