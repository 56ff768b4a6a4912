"""What approvals are judged by: GitHub's state, and what was seen along the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.answers import Answers
from app.domain.issue import Issue, Person

Memberships = Mapping[tuple[str, str], bool]
"""(team slug of the policy, login) to: an active member just now.

The login is as the issue's events and comments give it, or in small letters as the policy does.
ORGANISATION stands in the place of a team for the organisation itself. A pair that is not in it
counts as not a member.
"""

ORGANISATION = ""


@dataclass(frozen=True, slots=True)
class Display:
    """An observation: from `at` on, the status comment showed this request.

    `at` is GitHub's time of the comment's change, in whole seconds. `issue_edited_at` is the
    issue's lastEditedAt when the text was read. `templates` maps template to git tree id.
    `digest` is "" for a comment that shows nothing to approve. `rules` maps the policy's labels to
    the names of the rules that they stood for; it is empty where nobody kept that. `offers_build`:
    all was as it should be, and somebody could start the build.
    """

    at: datetime
    digest: str
    answers: Answers
    templates: Mapping[str, str]
    issue_edited_at: datetime | None
    rules: Mapping[str, str] = field(default_factory=dict)
    offers_build: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An observation: at `at`, a person took back all that they had approved by comments."""

    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Binding:
    """An observation: at `since`, the label called `name` was the one with `label_id`.

    It is so until another label is seen under that name, in whatever case; to see the same one
    again changes nothing.
    """

    name: str
    label_id: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that approvals of one request are judged by.

    `digest`, `answers` and `templates` say what it is now; `suspended` holds the logins, in small
    letters, of accounts that are suspended just now; `withdrawals` are those that were seen, also
    where the comment is gone. `heard` holds the ids of events that set or lifted a veto and counted
    when they were seen: so they go on, whatever became of who did it. `renewals` are the moments
    at which newer templates were taken, which voids whatever was done before.
    """

    issue: Issue
    displays: tuple[Display, ...]
    bindings: tuple[Binding, ...]
    members: Memberships
    digest: str
    answers: Answers
    templates: Mapping[str, str]
    suspended: frozenset[str] = frozenset()
    withdrawals: tuple[Withdrawal, ...] = ()
    heard: frozenset[str] = frozenset()
    renewals: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Ineffective:
    """A label or comment that does not count; the sentence says why and what to do.

    `comment_id` is GitHub's, for a comment. `is_news` unless nobody is waiting to hear of it: the
    comment is for another rule, or its author's approval counts all the same.
    """

    person: Person | None
    at: datetime
    sentence: str
    comment_id: int | None = None
    is_news: bool = True
