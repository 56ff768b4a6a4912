"""`slipway policy replay`: which verdicts on past and open requests another policy would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from app.domain.counts import counted
from app.domain.replay import Change, Replayed
from app.operations import screen
from app.operations.policy.files import LawFiles
from app.store.laws import LawTexts
from app.usecases.time_machine import MOST_REQUESTS, texts_in_force, travel
from app.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Retold:
    """One request that is decided differently; states and rules by name, sentences plain."""

    request: str
    name: str
    before: str
    after: str
    rules: tuple[str, ...]
    sentence: str
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """How many requests were decided again, and what changed."""

    decided: int
    changes: tuple[Retold, ...]


def read(bench: Workbench, organisation: str, law: LawFiles) -> Replay:
    """Compare these files with the law in force. Raises NoLawInForce and FileMistakes."""
    with bench.database.reading() as tx:
        known = bench.served(tx, organisation) or organisation
    now = texts_in_force(bench.database, known)
    journey = travel(
        bench.database, known, now, LawTexts("on disk", "on disk", law.policy, law.form)
    )
    changes = tuple(_retold(known, change) for change in journey.changes)
    return Replay(journey.decided, changes)


def write(stream: TextIO, replay: Replay) -> None:
    """The count, then each request with its states, the rules that differ, and why."""
    decided = counted(replay.decided, "request")
    if not replay.changes:
        screen.line(stream, f"{decided} decided again; each verdict stays as it is.")
    else:
        changed = counted(len(replay.changes), "verdict")
        screen.line(stream, f"{decided} decided again; {changed} would change.")
    if replay.decided == MOST_REQUESTS:
        screen.line(stream, f"Only the newest {MOST_REQUESTS:,} requests are decided again.")
    for change in replay.changes:
        screen.line(stream)
        for line in _lines(change):
            screen.line(stream, line)


def _retold(organisation: str, change: Change) -> Retold:
    return Retold(
        f"{organisation}#{change.issue_number}",
        change.name,
        _words(change.before),
        _words(change.after),
        change.rules,
        change.after.verdict.sentence,
        tuple(sorted(f"{login} in {team}" for team, login in change.after.unknown)),
    )


def _lines(change: Retold) -> Iterator[str]:
    stays = change.before == change.after
    became = f"stays {change.after}" if stays else f"{change.before} -> {change.after}"
    yield f"{change.request} ({change.name}): {became}"
    if change.rules:
        yield f"    differs in: {', '.join(change.rules)}"
    yield f"    {change.sentence}"
    if change.unknown:
        people = ", ".join(change.unknown)
        yield f"    nobody asked GitHub at the time, so counted as not a member: {people}"


def _words(replayed: Replayed) -> str:
    return replayed.state.value.replace("-", " ")
