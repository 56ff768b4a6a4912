"""What a policy says beside approvals: about fields, refusals, limits and times."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.cel import Condition, Saying


class FieldType(StrEnum):
    """What the text of a field has to be."""

    TEXT = "text"
    INTEGER = "integer"
    URL = "url"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What one field of the form has to be like; None asks for nothing.

    `pattern` is an RE2 expression for the whole text, `minimum` and `maximum` bound a number,
    `min_length` and `max_length` the characters of a text or the entries of a list, `choices` are
    all that may be written. `say` is added to a refusal.
    """

    field: str
    type: FieldType = FieldType.TEXT
    pattern: str | None = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    required_when: Condition | None = None
    say: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Where `when` holds, the request cannot be built; `say` tells the requester what to do."""

    name: str
    when: Condition
    say: Saying


@dataclass(frozen=True, slots=True)
class Automatic:
    """Where `when` holds, the approvals of `instead_of` need nobody; () stands for all."""

    name: str
    when: Condition
    instead_of: tuple[str, ...] = ()

    def covers(self, approval: str) -> bool:
        """Whether it stands in the place of the approval of that name."""
        return not self.instead_of or approval in self.instead_of


@dataclass(frozen=True, slots=True)
class Limits:
    """How much there may be at once; None sets no bound."""

    open_requests_per_team: int | None = None
    services_per_team: int | None = None
    requests_per_person_and_day: int | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """From `since` (None: at once) until `until`, `delegate` stands in for `absent`.

    Both are logins in small letters; `roles` are those of `absent` that it is about, () all.
    """

    absent: str
    delegate: str
    roles: tuple[str, ...]
    since: datetime | None
    until: datetime

    def lasts_at(self, moment: datetime) -> bool:
        """Its first moment belongs to it, its last one does not."""
        return (self.since is None or moment >= self.since) and moment < self.until


@dataclass(frozen=True, slots=True)
class Freeze:
    """Nothing is built from `since` until `until` (None: no bound), where `when` holds as well."""

    name: str
    since: datetime | None
    until: datetime | None
    when: Condition | None = None
    say: str = ""


@dataclass(frozen=True, slots=True)
class Reminders:
    """Who is waited for is reminded after so many working days, then every so many, `most` times.

    A requester who has to act is reminded once.
    """

    after: int
    every: int
    most: int = 3


@dataclass(frozen=True, slots=True)
class Expiry:
    """After so many working days in which nobody did what a request waits for, it is closed."""

    after: int
