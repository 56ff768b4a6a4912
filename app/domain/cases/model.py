"""What a policy case says: a made-up request, what people do about it, what should come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from app.domain.facts import Service
from app.domain.state import State
from app.domain.verdict import Status

Written = Mapping[str, str | tuple[str, ...]]
"""Field id to what was typed, chosen or ticked."""

A_MONDAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""When a case plays that does not say so, so that it comes to the same on every day."""


STEP = timedelta(minutes=1)
"""From one step to the next, and from the last one to the decision, where no step says when."""


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """What is known of the owner team; None for what follows from the catalog, or is nought."""

    services: int | None = None
    open_requests: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What is so when the request is filed. `teams` maps slugs to logins, all in small letters.

    `templates` are those on offer, None for just the one that the request names. `template_trees`
    are the git tree ids that they had when the request was first shown, where it matters.
    """

    requester: str = "requester"
    answers: Written = field(default_factory=dict)
    teams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    catalog: tuple[Service, ...] = ()
    now: datetime = A_MONDAY
    team: TeamFigures = field(default_factory=TeamFigures)
    requests_today: int = 1
    templates: tuple[str, ...] | None = None
    newest_template: bool = True
    template_trees: Mapping[str, str] = field(default_factory=dict)


class Named(StrEnum):
    """Which digest a comment names: the one that the status comment shows, or one before it."""

    SHOWN = "shown"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person does, `at` some moment.

    Sets a label, takes it off, edits answers, approves by a comment, takes back what was said by
    comments, breaks the glass with a reason, or starts the build.
    """

    by: str
    at: datetime
    label: str = ""
    unlabel: str = ""
    edit: Written = field(default_factory=dict)
    approve: Named | None = None
    withdraw: bool = False
    break_glass: str = ""
    build: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file, counted from 1."""

    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """What should come of it. `rules` maps rules to statuses, `says` to a part of a sentence.

    `properties` maps custom properties of the service repository to their values, or to none.
    """

    place: Place
    state: State | None = None
    rules: Mapping[str, Status] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PolicyCase:
    """One made-up request."""

    name: str
    place: Place
    given: Given
    steps: tuple[Step, ...]
    expect: Expectation
