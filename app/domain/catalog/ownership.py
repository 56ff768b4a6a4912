"""Which team owns a repository: the first of four sources that names a team that there is.

In this order: `spec.owner` of its catalog-info.yaml, the custom property, CODEOWNERS, and the one
team that may administer it, or else the one that may maintain it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.catalog.components import Component
from app.domain.catalog.names import read_reference
from app.domain.catalog.seen import CATALOG_INFO, Grants, SeenRepository, Surroundings
from app.domain.code_owners import owners_of, read_lines

_ANY_FILE = "any folder/any file"


@dataclass(frozen=True, slots=True)
class Owner:
    """The slug of a team, "" for none, and where it is said; `doubts` are sentences."""

    team: str = ""
    place: str = ""
    doubts: tuple[str, ...] = ()


def find_owner(
    repository: SeenRepository, component: Component | None, around: Surroundings
) -> Owner:
    """The owner by what the repository says; each source that names no team leaves a doubt."""
    sources: tuple[Callable[[], Owner], ...] = (
        lambda: _by_component(component, around),
        lambda: _by_property(repository, around),
        lambda: _by_codeowners(repository, around),
    )
    doubts: tuple[str, ...] = ()
    for ask in sources:
        found = ask()
        doubts += found.doubts
        if found.team:
            return Owner(found.team, found.place, doubts)
    return Owner("", "", doubts)


def team_named(text: str, organisation: str) -> str:
    """The slug in `payments`, `@acme/payments` or `group:default/payments`; "" for no team."""
    plain = text.strip().removeprefix("@").lower()
    own = f"{organisation.lower()}/"
    if plain.startswith(own):
        return plain.removeprefix(own)
    reference = read_reference(plain)
    return reference.name if reference and reference.kind in {"", "group"} else ""


def _by_component(component: Component | None, around: Surroundings) -> Owner:
    if component is None or not component.owner:
        return Owner()
    place = f"{CATALOG_INFO}:{component.lines.get('owner', component.line)}"
    return _a_team(component.owner, place, around)


def _by_property(repository: SeenRepository, around: Surroundings) -> Owner:
    written = around.property(repository, "owner")
    name = around.properties.get("owner", "owner")
    return _a_team(written, f"the custom property {name}", around) if written else Owner()


def _a_team(written: str, place: str, around: Surroundings) -> Owner:
    team = team_named(written, around.organisation)
    if team in around.teams:
        return Owner(team, place)
    return Owner(doubts=(f"{place} names the owner {written}, and there is no such team.",))


def _by_codeowners(repository: SeenRepository, around: Surroundings) -> Owner:
    """The first team of the last line that is about every file, wherever it lies."""
    path, file = repository.codeowners or ("", None)
    if file is None or file.text is None:
        return Owner()
    owners = owners_of(read_lines(file.text), _ANY_FILE)
    prefix = f"@{around.organisation.lower()}/"
    teams = [one.lower().removeprefix(prefix) for one in owners if one.lower().startswith(prefix)]
    team = next((one for one in teams if one in around.teams), "")
    doubt = f"{path} gives all files to {', '.join(owners)}, and names no team that there is."
    return Owner(team, path) if team else Owner(doubts=(doubt,) if owners else ())


def by_access(repository_id: int, grants: Grants) -> Owner:
    """The team that has a repository to itself; asked last, for it takes further calls."""
    for teams, word in ((grants.admin, "administer"), (grants.maintain, "maintain")):
        found = teams.get(repository_id, ())
        if len(found) == 1:
            return Owner(found[0], f"the one team that may {word} it")
        if found:
            return Owner(doubts=(f"Several teams may {word} it: {', '.join(sorted(found))}.",))
    return Owner()
