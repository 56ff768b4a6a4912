"""How people and teams are named: with a mention only where somebody must act."""

import re
from collections.abc import Sequence

from app.domain.github_names import is_login
from app.domain.issue import Person
from app.domain.text import code, inline

_TEAM = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,99})")
NOBODY = "a deleted account"


def mention(login: str) -> str:
    """`@login`, which notifies; a text that is no login is shown and mentions nobody."""
    return f"@{login}" if is_login(login) else inline(login, 40)


def mention_person(person: Person | None) -> str:
    """A person mentioned; bots and deleted accounts are only named."""
    if person is None or person.is_bot:
        return name(person)
    return mention(person.login)


def mention_team(organisation: str, slug: str) -> str:
    """`@organisation/team`, which notifies all its members."""
    if is_login(organisation) and _TEAM.fullmatch(slug):
        return f"@{organisation}/{slug}"
    return code(slug, 100)


def name(person: Person | None) -> str:
    """A person named without a notification."""
    return NOBODY if person is None else inline(person.login, 60)


def either(words: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return _joined(words, "or")


def both(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return _joined(words, "and")


def who_may(teams: Sequence[str], users: Sequence[str], *, each: bool = False) -> str:
    """Who may set a label, or `each` of whom has to, without a mention."""
    named = [f"team {code(team, 100)}" for team in teams[:10]]
    named += [inline(user, 60) for user in users[:10]]
    more = len(teams[10:]) + len(users[10:])
    words = [*named, f"{more} others"] if more else named
    return (both(words) if each else either(words)) or "nobody yet"


def _joined(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
