"""What the status comment showed and when: the observations that approvals rest on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from pydantic import TypeAdapter

from app.domain.answers import Answer
from app.domain.approvals import Binding, Display
from app.store import observations
from app.store.database import Transaction
from app.store.observations import Kind
from app.store.requests import RequestRow
from app.usecases.case import Case


@dataclass(frozen=True, slots=True)
class Shown:
    """What one version of the status comment showed, and what was so when it was written.

    `digest` is "" while there is nothing to approve. `label_ids` maps the policy's label names to
    the labels behind them, `rules` the marks of all its approvals to their names. `asked` holds the
    marks of those that were asked for, `given` maps a mark to the logins whose approval counted.
    `offers_build`: somebody could start the build. `commit_id` is a commit of the control
    repository that has the templates, "" if none was known.
    """

    digest: str
    answers: dict[str, Answer]
    templates: dict[str, str]
    issue_edited_at: datetime | None
    label_ids: dict[str, str]
    asked: tuple[str, ...]
    given: dict[str, tuple[str, ...]]
    rules: dict[str, str] = field(default_factory=dict)
    offers_build: bool = False
    commit_id: str = ""

    @property
    def version(self) -> str:
        """A short text that differs whenever anything here does."""
        shown = _SHOWN.dump_python(self, mode="json")
        del shown["commit_id"]  # what it says of the templates, their ids say
        if not self.offers_build:
            del shown["offers_build"]  # so that comments of earlier versions stay as they are
        canonical = json.dumps(shown, sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]


_SHOWN = TypeAdapter(Shown)


@dataclass(frozen=True, slots=True)
class History:
    """All that was shown of a request, oldest first, each with GitHub's time."""

    shown: tuple[tuple[datetime, Shown], ...]

    @property
    def last(self) -> Shown | None:
        """What the comment shows now, as far as it was recorded."""
        return self.shown[-1][1] if self.shown else None

    def commit_of(self, templates: Mapping[str, str]) -> str:
        """The commit at which just these templates were shown; "" if none is on record."""
        same = (one.commit_id for _, one in self.shown if one.templates == templates)
        return next(filter(None, same), "")

    def displays(self) -> tuple[Display, ...]:
        """As approvals read it."""
        return tuple(
            Display(
                at,
                one.digest,
                one.answers,
                one.templates,
                one.issue_edited_at,
                one.rules,
                one.offers_build,
            )
            for at, one in self.shown
        )

    def bindings(self) -> tuple[Binding, ...]:
        """A label counts as known from the moment at which a comment was written that knew it."""
        return tuple(
            Binding(name, label_id, at)
            for at, one in self.shown
            for name, label_id in one.label_ids.items()
        )


def history(case: Case) -> History:
    """What was shown of this request so far."""
    past = _kept(case)
    if not past.shown or not _is_tampered(case):
        return past
    # Nobody can tell what people read since we wrote it, so from then on it showed nothing.
    at, last = past.shown[-1]
    nothing = replace(last, digest="", answers={}, templates={}, offers_build=False)
    if last != nothing:
        with case.bench.database.transaction() as tx:
            keep(tx, case.row, nothing, at)
        return History((*past.shown, (at, nothing)))
    return past


def _kept(case: Case) -> History:
    with case.bench.database.transaction() as tx:
        seen = observations.of_kind(tx, case.row, Kind.DISPLAY)
    return History(tuple((one.at, _SHOWN.validate_python(one.data)) for one in seen))


def _is_tampered(case: Case) -> bool:
    """Whether the status comment is gone, or says what somebody else wrote into it."""
    if case.row.comment_id is None:
        return False
    comments = [one for one in case.issue.comments if one.id == case.row.comment_id]
    return not comments or any(one.edited_by_another for one in comments)


def keep(tx: Transaction, row: RequestRow, shown: Shown, at: datetime) -> None:
    """Record that the comment shows this since `at`, GitHub's time."""
    observations.add(tx, row, Kind.DISPLAY, at, _SHOWN.dump_python(shown, mode="json"))
