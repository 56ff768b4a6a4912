"""What reads are told while they lag behind: on GitHub they come from copies of what is written.

Only reads lag. A write meets what is so, and answers with what it made.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from sandbox.world.lateness import PastTip
from sandbox.world.repositories import Repository
from sandbox.world.state import World


class Late(Protocol):
    """What is not shown before a moment, if it has one."""

    @property
    def hidden_until(self) -> datetime | None: ...


Thing = TypeVar("Thing", bound=Late)


def after(world: World, seconds: float) -> datetime | None:
    """The moment in so many seconds; None for at once."""
    return world.clock.exact() + timedelta(seconds=seconds) if seconds else None


def shown(world: World, things: Iterable[Thing]) -> list[Thing]:
    """Those of a list that it has by now."""
    now = world.clock.exact()
    return [one for one in things if one.hidden_until is None or now >= one.hidden_until]


def hold_tip(world: World, where: Repository, ref: str, before: str | None) -> None:
    """Let reads of a ref that has just moved see for a while where it was."""
    until = after(world, world.lateness.refs)
    if until is not None:
        where.past_tips.setdefault(ref, []).append(PastTip(before, until))


def shown_tip(world: World, where: Repository, ref: str) -> str | None:
    """What a read of a ref finds there: its tip, or the oldest of those that are still told."""
    past, now = where.past_tips.get(ref, []), world.clock.exact()
    while past and past[0].until <= now:
        del past[0]
    if past:
        return past[0].sha
    where.past_tips.pop(ref, None)
    return where.git.ref(ref)


def shown_tips(world: World, where: Repository, prefix: str) -> dict[str, str]:
    """What a list of refs has: full names and tips, sorted by name."""
    names = {*where.git.refs(prefix), *(one for one in where.past_tips if one.startswith(prefix))}
    found = {name: shown_tip(world, where, name) for name in sorted(names)}
    return {name: sha for name, sha in found.items() if sha is not None}
