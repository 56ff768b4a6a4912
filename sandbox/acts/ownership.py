"""Who owns the files of a pull request, by the CODEOWNERS of its base branch."""

import re
from functools import lru_cache

from sandbox.acts.codeowners import PLACES
from sandbox.git.diffs import changes
from sandbox.git.store import NoSuchObject
from sandbox.world.people import Account, Role, Team
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in, team_role
from sandbox.world.state import World

Owner = Account | Team


def owners_of(world: World, pull: PullRequest) -> list[list[Owner]]:
    """For each changed file that has owners, those who exist and may write; each list once."""
    lines = _lines(pull.repository, pull.base_tip)
    found: dict[tuple[str, ...], list[Owner]] = {}
    for one in changes(pull.repository.git, pull.base_tip, pull.head_sha):
        words = _last_match(lines, one.path)
        named = [_owner(world, pull.repository, word) for word in words]
        if owners := [each for each in named if each is not None]:
            found[words] = owners
    return list(found.values())


def unowned(world: World, pull: PullRequest, approvers: list[Account]) -> list[str]:
    """Owners who still have to approve: a file needs one of its own, and the names are theirs."""
    waiting: dict[str, None] = {}
    for owners in owners_of(world, pull):
        if not any(_speaks_for(pull.repository, who, one) for who in approvers for one in owners):
            waiting.update(dict.fromkeys(name_of(pull.repository, one) for one in owners))
    return list(waiting)


def name_of(where: Repository, one: Owner) -> str:
    return f"{where.owner.login}/{one.slug}" if isinstance(one, Team) else one.rest_login


def _speaks_for(where: Repository, who: Account, owner: Owner) -> bool:
    if isinstance(owner, Team):
        return who.login.lower() in where.owner.members_of(owner)
    return who is owner


def _lines(where: Repository, commit: str) -> list[tuple[str, tuple[str, ...]]]:
    """Patterns with their owners, of the first CODEOWNERS file that there is."""
    tree = str(where.git.commit(commit).tree.id)
    for path in PLACES:
        try:
            text = where.git.blob(where.git.lookup(tree, path).sha).decode(errors="replace")
        except NoSuchObject:
            continue
        words = [line.partition("#")[0].split() for line in text.splitlines()]
        return [(line[0], tuple(line[1:])) for line in words if line]
    return []


def _last_match(lines: list[tuple[str, tuple[str, ...]]], path: str) -> tuple[str, ...]:
    """The owners of the last pattern that fits; a pattern without owners takes them away."""
    for pattern, owners in reversed(lines):
        if fits(pattern, path):
            return owners
    return ()


def fits(pattern: str, path: str) -> bool:
    """Whether a pattern of CODEOWNERS is about a file."""
    return _expression(pattern).match(path) is not None


@lru_cache(maxsize=1000)
def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern as gitignore reads it, but with neither `!` nor `[]`, which GitHub lacks.

    One with a slash before its end starts at the root; one that ends in `/*` fits the files of
    that folder and not of those below.
    """
    body = pattern.strip("/")
    anchored = "/" in pattern.rstrip("/")
    parts = re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?)", body)
    words = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    text = "".join(words.get(part, re.escape(part)) for part in parts)
    start = "" if anchored else "(?:.*/)?"
    end = "/.*" if pattern.endswith("/") else "" if body.endswith("/*") else "(?:/.*)?"
    return re.compile(f"{start}{text}{end}$")


def _owner(world: World, where: Repository, word: str) -> Owner | None:
    """Who is meant; addresses of e-mail are nobody here, and GitHub passes over the unknown."""
    login, _, slug = word.removeprefix("@").partition("/")
    if not word.startswith("@"):
        return None
    if not slug:
        who = world.account(login)
        return who if who is not None and role_in(where, who) >= Role.WRITE else None
    team = (
        where.owner.teams.get(slug.lower()) if login.lower() == where.owner.login.lower() else None
    )
    return team if team is not None and team_role(where, team) >= Role.WRITE else None
