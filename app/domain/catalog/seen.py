"""What GitHub shows of an organisation's repositories, as far as a catalog can be made of it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from app.domain.control import File

CATALOG_INFO = "catalog-info.yaml"


@dataclass(frozen=True, slots=True)
class SeenRepository:
    """One repository, by its default branch. `codeowners` is GitHub's choice of the three paths.

    `properties` are the custom ones that have a single text as their value.
    """

    id: int
    name: str
    is_archived: bool = False
    is_empty: bool = False
    topics: tuple[str, ...] = ()
    catalog_info: File | None = None
    codeowners: tuple[str, File] | None = None
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grants:
    """The teams that may administer or maintain a repository, by its id."""

    admin: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    maintain: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def without_overseers(self, repository_ids: Collection[int]) -> "Grants":
        """Without teams that may administer all of these: they look after them, and own none."""
        per_team = Counter(team for one in repository_ids for team in self.admin.get(one, ()))
        overseers = {team for team, count in per_team.items() if count == len(repository_ids) > 1}
        admin = {
            repository_id: tuple(team for team in teams if team not in overseers)
            for repository_id, teams in self.admin.items()
        }
        return replace(self, admin=admin)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What repositories are understood by.

    `teams` are the slugs of all teams. `topics`: only repositories with one of them are looked at,
    or all. `properties` says which custom property speaks of the owner, the system, the lifecycle.
    """

    organisation: str
    teams: frozenset[str]
    suffix: str
    control_repository: str = ""
    topics: frozenset[str] = frozenset()
    properties: Mapping[str, str] = field(default_factory=dict)

    def property(self, repository: SeenRepository, name: str) -> str:
        """What the custom property for a field says, or ""."""
        return repository.properties.get(self.properties.get(name, name), "").strip()
