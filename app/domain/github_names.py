"""Which names GitHub keeps as they are; it rewrites or refuses the others."""

import re

LONGEST_REPOSITORY = 100
"""Characters of a repository's name."""

_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9-])?")
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]+")
_TEAM = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,98}[a-z0-9_])?")


def is_login(text: str) -> bool:
    """Whether `text` could be an account's login; those that a company manages hold a `_`."""
    return _LOGIN.fullmatch(text) is not None


def is_repository_name(name: str) -> bool:
    """Whether GitHub keeps `name`: it turns other characters into `-` without a word."""
    ends_badly = name.lower().endswith((".git", ".wiki"))
    return bool(_REPOSITORY.fullmatch(name)) and bool(name.strip(".")) and not ends_badly


def is_team_slug(text: str) -> bool:
    """Whether `text` could be a team's slug, the last part of its page's address."""
    return _TEAM.fullmatch(text) is not None
