"""Approvals that nobody is asked for, that nobody can give, or that say things twice."""

from collections.abc import Iterator

from app.domain.cel import Outcome
from app.domain.mistakes import Mistake
from app.domain.review.outcomes import only_outcome
from app.domain.review.subject import Subject


def always_replaced(subject: Subject) -> Iterator[Mistake]:
    """Approvals in whose place an automatic rule stands that holds for every request."""
    policy = subject.policy
    for place, rule in enumerate(policy.approvals):
        for one in policy.automatic:
            covers = rule.name in (one.instead_of or (rule.name,))
            if covers and only_outcome(one.when, subject.form, policy.numbers) is Outcome.TRUE:
                say = f"Nobody is ever asked for this: “{one.name}” holds for every request."
                yield subject.remark(say, "approvals", place)
                break


def read_anyway(subject: Subject) -> Iterator[Mistake]:
    """Fields in `reads` that are read without it."""
    every = frozenset(field.id for field in subject.form.fields)
    for place, rule in enumerate(subject.policy.approvals):
        path = ("approvals", place, "reads")
        if rule.reads is None:
            continue
        twice = sorted(rule.reads & (rule.when.fields if rule.when else frozenset()))
        twice += sorted(rule.reads & {*rule.by.owners_of} - {*twice})
        if twice:
            say = f"What decides who has to approve is always read; leave out {', '.join(twice)}."
            yield subject.remark(say, *path)
        elif rule.when is None and rule.reads >= every:
            say = "These are all fields of the form, which are read without `reads` as well."
            yield subject.remark(say, *path)


def too_few_people(subject: Subject) -> Iterator[Mistake]:
    """Approvals by named people that together take more persons than are named."""
    others = 0
    people: frozenset[str] = frozenset()
    for place, rule in enumerate(subject.policy.approvals):
        if rule.by.teams or rule.by.owners_of or rule.when is not None or rule.same_person:
            continue
        people |= {*rule.by.users}
        others += rule.count
        if others > len(people):
            say = (
                f"The approvals that nobody may give twice over take {others} persons, and the "
                f"roles name {len(people)}: {', '.join(sorted(people))}."
            )
            yield subject.remark(say, "approvals", place)
