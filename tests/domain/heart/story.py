"""What may happen to one request, in words that neither the judge nor the model owns."""

from dataclasses import dataclass
from typing import Any

Value = str | int
Text = dict[str, Value]

FIELDS: Text = {
    "owner": "payments",
    "description": "Turns usage into invoices.",
    "tier": 2,
    "data": "personal",
}
"""The answers that people edit, as they are at first; all others stay."""

AUTHOR, BOT = "dana", "robot"
PEOPLE = ("olga", "paula", "peter", "sam", AUTHOR, BOT)
TEAMS = {
    "platform-reviewers": ("paula", "peter", AUTHOR, BOT),
    "security": ("sam", "peter", BOT),
    "payments": ("dana", "paula"),
    "orders": ("sam",),
}
ROLES = {"platform": (("platform-reviewers",), ()), "security": (("security",), ("olga",))}
"""Role to its teams and its users."""

LABELS = ("approved/platform", "approved/security")
VETO, DECOY = "rejected", "ok"


@dataclass(frozen=True)
class Where:
    """A condition: the answer to a field is this one."""

    field: str
    value: Value

    def holds(self, text: Text) -> bool:
        return text[self.field] == self.value


@dataclass(frozen=True)
class Asked:
    """One approval that a law asks for; without a `label` it is given by a comment."""

    name: str
    label: str
    by: tuple[str, ...]
    count: int = 1
    when: Where | None = None
    reads: frozenset[str] | None = None
    own_team: bool = True
    same_person: bool = True


@dataclass(frozen=True)
class Absence:
    """From one second to another `to` stands in for `of`, in these roles (none: all)."""

    of: str
    to: str
    roles: tuple[str, ...]
    since: int
    until: int


@dataclass(frozen=True)
class Law:
    """What a policy says. `frozen` is from when until when nothing is built.

    `revoked` names a version of the templates, as acts do. `shadow` are the roles that start each
    build; without any it begins by itself.
    """

    asked: tuple[Asked, ...]
    automatic: Where | None = None
    instead_of: tuple[str, ...] = ()
    refused: Where | None = None
    frozen: tuple[int, int] | None = None
    absence: Absence | None = None
    glass: bool = False
    glass_thaws: bool = False
    revoked: str = ""
    shadow: tuple[str, ...] = ()


@dataclass(frozen=True)
class Act:
    """Somebody (`who`) does something (`kind`, a verb) with something, `at` seconds past noon."""

    at: int
    kind: str
    who: str = ""
    what: Any = None


@dataclass(frozen=True, repr=False)
class Story:
    """The laws that there are in turn, the first one in force at the start, and all acts.

    `telling.py` has the words for it.
    """

    laws: tuple[Law, ...]
    acts: tuple[Act, ...]
