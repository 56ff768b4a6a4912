"""`slipway audit`: who decided or wrote what, and why; of one request as a story."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from app.operations import naming, screen
from app.store import audit, overview
from app.store.audit import Action, Entry
from app.usecases.workbench import Workbench

_BRACES = re.compile(r"\{(\w+)\}")
_DECISIONS = frozenset(str(action) for action in Action)


@dataclass(frozen=True, slots=True)
class Trail:
    """Entries, oldest first; `names` maps row ids to requests where there are several."""

    entries: list[Entry]
    names: Mapping[int, str] | None


def read(bench: Workbench, name: str | None, limit: int, *, writes: bool) -> Trail:
    """The newest entries of one request, or of all organisations.

    `writes` asks for the writes to GitHub too. Raises naming.Unclear.
    """
    actions = None if writes else _DECISIONS
    with bench.database.reading() as tx:
        if name:
            found = naming.find(bench, tx, name)
            place = (found.organisation, found.id)
            return Trail(audit.newest(tx, limit, place, actions)[::-1], None)
        entries = audit.newest(tx, limit, None, actions)[::-1]
        ids = {entry.request_id for entry in entries if entry.request_id is not None}
        return Trail(entries, overview.names(tx, ids))


def write(stream: TextIO, trail: Trail) -> None:
    """A line for each: moment, request where there are several, actor, what, why."""
    if not trail.entries:
        screen.line(stream, "Nothing is on record.")
        return
    rows: list[tuple[str, ...]]
    if trail.names is None:
        rows = [("when (UTC)", "who", "what", "why"), *_story(trail.entries)]
    else:
        rows = [("when (UTC)", "about", "who", "what", "why"), *_mixed(trail.entries, trail.names)]
    screen.table(stream, rows, indent="")


def _story(entries: list[Entry]) -> Iterator[tuple[str, ...]]:
    """With the start of the digest wherever another one is decided over."""
    digest = ""
    for entry in entries:
        told = _told(entry)
        if entry.digest and entry.digest != digest and entry.action in _DECISIONS:
            digest = entry.digest
            told = f"{told} [digest {digest[:12]}]"
        yield _moment(entry), entry.actor, entry.action, told


def _mixed(entries: list[Entry], names: Mapping[int, str]) -> Iterator[tuple[str, ...]]:
    for entry in entries:
        about = names.get(entry.request_id or 0) or entry.organisation or "-"
        yield _moment(entry), about, entry.actor, entry.action, _told(entry)


def _told(entry: Entry) -> str:
    """The reason; of a write also what was written to, and of its answer how it ended."""
    match entry.data:
        case {"route": str(route), "status": 0}:
            return f"{entry.reason}: {route} → no answer, the outcome is not known"
        case {"route": str(route), "status": int(status)}:
            return f"{entry.reason}: {route} → {status}"
        case {"route": str(route), **more}:
            return f"{entry.reason}: {_filled(route, more.get('places'))}"
    return entry.reason


def _filled(route: str, places: object) -> str:
    """The route with what stood in its braces, as far as that is on record."""
    known = places if isinstance(places, Mapping) else {}
    return _BRACES.sub(lambda found: str(known.get(found[1], found[0])), route)


def _moment(entry: Entry) -> str:
    return f"{entry.at:%Y-%m-%d %H:%M:%S}"
