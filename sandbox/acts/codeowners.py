"""What GitHub ignores in a CODEOWNERS file: owners that do not exist or may not write."""

from typing import Any

from sandbox.git.store import NoSuchObject
from sandbox.world.people import Role
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in, team_role
from sandbox.world.state import World

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


def codeowners_errors(world: World, where: Repository) -> list[dict[str, Any]] | None:
    """An entry for each unknown owner; None without the file. Patterns go unchecked."""
    try:
        tree = str(where.git.commit(where.git.resolve(where.default_branch)).tree.id)
    except NoSuchObject:
        return None
    for path in PLACES:
        try:
            text = where.git.blob(where.git.lookup(tree, path).sha).decode(errors="replace")
        except NoSuchObject:
            continue
        return _unknown_owners(world, where, path, text)
    return None


def _unknown_owners(world: World, where: Repository, path: str, text: str) -> list[dict[str, Any]]:
    return [
        _unknown_owner(path, number, line, owner)
        for number, line in enumerate(text.splitlines(), 1)
        for owner in line.partition("#")[0].split()[1:]
        if not _is_owner(world, where, owner)
    ]


def _unknown_owner(path: str, number: int, line: str, owner: str) -> dict[str, Any]:
    return {
        "line": number,
        "column": line.index(owner) + 1,
        "kind": "Unknown owner",
        "source": line,
        "suggestion": f"make sure {owner} exists and has write access",
        "message": f"Unknown owner on line {number}: make sure {owner} exists",
        "path": path,
    }


def _is_owner(world: World, where: Repository, owner: str) -> bool:
    """Whether this person or team exists and has the write access that owning code takes."""
    if not owner.startswith("@"):
        return "@" in owner
    login, _, slug = owner[1:].partition("/")
    if not slug:
        who = world.account(login)
        return who is not None and role_in(where, who) >= Role.WRITE
    organisation = world.organisations.get(login.lower())
    team = organisation.teams.get(slug.lower()) if organisation else None
    return team is not None and team_role(where, team) >= Role.WRITE
