"""Everything that is wrong or doubtful in a policy and its form, each at its place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.form import read_form
from app.domain.mistakes import FileMistakes, Mistake
from app.domain.policy import read_policy
from app.domain.review import (
    approvals,
    comparisons,
    conditions,
    environments,
    fields,
    patience,
    people,
    repositories,
    templates,
    times,
)
from app.domain.review.subject import Subject, subject_of

MOST_WARNINGS = 100
"""More than anybody reads at once."""

_CHECKS: tuple[Callable[[Subject], Iterator[Mistake]], ...] = (
    *(conditions.one_outcome, conditions.scans, comparisons.no_such_option),
    *(approvals.always_replaced, approvals.read_anyway, approvals.too_few_people),
    *(people.roles_never_used, people.named_twice),
    *(fields.refused_options, fields.lacking_options, fields.required_anyway, fields.odd_names),
    *(templates.not_offered, templates.experimental_for_nothing),
    *(times.freezes_over, times.nothing_fits, repositories.idle_settings),
    environments.never_made,
    *(patience.never_reminded, patience.holidays_over, patience.calendar_of_nothing),
)


@dataclass(frozen=True, slots=True)
class Review:
    """`mistakes` keep a policy from coming into force; `warnings` say what is hardly meant.

    `subject` is what was reviewed, None if it could not be read for its mistakes.
    """

    mistakes: tuple[Mistake, ...] = ()
    warnings: tuple[Mistake, ...] = ()
    subject: Subject | None = None


def review(policy: str, form: str, now: datetime) -> Review:
    """Look at the texts of both files; places are those of `policy.yml` and of the form.

    A policy is read with the fields of its form: a form with mistakes leaves it unread. `now`
    tells which freezes are over.
    """
    try:
        asked = read_form(form)
        subject = subject_of(read_policy(policy, asked), asked, policy, now)
    except FileMistakes as error:
        return Review(error.mistakes)
    found = (one for check in _CHECKS for one in check(subject))
    ordered = sorted(found, key=lambda one: (one.line, one.column))
    return Review(warnings=tuple(ordered[:MOST_WARNINGS]), subject=subject)
