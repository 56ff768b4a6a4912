"""What approvals are judged by: GitHub's state, and what was seen along the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.answers import Answers
from app.domain.issue import Issue, Person

Memberships = Mapping[tuple[str, str], bool]
"""(team slug of the policy, login as the issue's events give it) to: an active member just now.

A pair that is not in it counts as not a member.
"""


@dataclass(frozen=True, slots=True)
class Display:
    """An observation: from `at` on, the status comment showed this request.

    `at` is GitHub's time of the comment's change, in whole seconds. `issue_edited_at` is the
    issue's lastEditedAt when the text was read. `templates` maps template to git tree id.
    `digest` is "" for a comment that shows nothing to approve.
    """

    at: datetime
    digest: str
    answers: Answers
    templates: Mapping[str, str]
    issue_edited_at: datetime | None


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
    """All that approvals of one request are judged by; the last three say what it is now."""

    issue: Issue
    displays: tuple[Display, ...]
    bindings: tuple[Binding, ...]
    members: Memberships
    digest: str
    answers: Answers
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ineffective:
    """A label that was set and does not count; the sentence says why and what to do."""

    person: Person | None
    at: datetime
    sentence: str
