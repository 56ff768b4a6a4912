"""What the catalog says of a service, and what somebody claims that it should say."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum


class Source(StrEnum):
    """Whose word an entry rests on, the weakest first: only an equal or stronger one changes it."""

    REPOSITORY = "repository"
    FILE = "file"
    REQUEST = "request"

    def yields_to(self, other: "Source") -> bool:
        """Whether a claim of `other` may change an entry of this source."""
        ranks = list(Source)
        return self is not Source.REQUEST and ranks.index(other) >= ranks.index(self)


@dataclass(frozen=True, slots=True)
class RepositoryRef:
    """A repository by name; `id` is GitHub's number, None where only a file names it."""

    name: str
    id: int | None = None

    def is_as(self, other: "RepositoryRef") -> bool:
        """Whether both are one repository under one name, as far as both tell."""
        same_id = self.id is None or other.id is None or self.id == other.id
        return same_id and self.name.casefold() == other.name.casefold()


@dataclass(frozen=True, slots=True)
class Details:
    """The fields of a service; None where nobody says, which is not the same as none."""

    owner: str | None = None
    system: str | None = None
    lifecycle: str | None = None
    template: str | None = None
    depends_on: tuple[str, ...] | None = None
    data_stores: tuple[str, ...] | None = None
    apis: tuple[str, ...] | None = None
    service_repository: RepositoryRef | None = None
    tests_repository: RepositoryRef | None = None

    def said(self) -> Mapping[str, "Value"]:
        """The fields that say something, by name."""
        return {one: value for one in FIELDS if (value := getattr(self, one)) is not None}


Value = str | tuple[str, ...] | RepositoryRef
FIELDS: tuple[str, ...] = tuple(one.name for one in fields(Details))


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as the catalog has it."""

    name: str
    details: Details
    source: Source


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of a service; `places` says by field where, for people to look it up."""

    name: str
    source: Source
    place: str
    details: Details
    places: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, name: str) -> str:
        """Where it says so of a field."""
        return self.places.get(name, self.place)


def is_same(one: Value | None, other: Value | None) -> bool:
    """Whether two values of a field mean the same: case and order make no difference."""
    match one, other:
        case str(), str():
            return one.casefold() == other.casefold()
        case tuple(), tuple():
            return set(map(str.casefold, one)) == set(map(str.casefold, other))
        case RepositoryRef(), RepositoryRef():
            return one.is_as(other)
        case _:
            return one == other


def in_words(value: Value | None) -> str:
    """A value as people read it."""
    match value:
        case RepositoryRef(name):
            return name
        case tuple():
            return ", ".join(value) or "none"
        case _:
            return value or "nothing"
