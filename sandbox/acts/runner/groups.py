"""Concurrency groups: one goes on, one waits, and a third takes the place of who waits."""

from collections.abc import Iterator
from datetime import datetime

from sandbox.world.repositories import Repository
from sandbox.world.runs import Job, Run

Member = tuple[Run, Job | None]
"""A run, or a job of a run, that is in a group."""


def members(where: Repository, group: str, but: Member) -> Iterator[Member]:
    """All that was ever in the group, except for one; names differ by more than case."""
    for run in where.actions.runs.values():
        found: list[Job | None] = [job for job in run.jobs if _same(job.group, group)]
        if _same(run.group, group):
            found.insert(0, None)
        yield from ((run, job) for job in found if (run, job) != but)


def free_since(where: Repository, group: str, who: Member, since: datetime) -> datetime | None:
    """From when on the group is free for somebody who came at `since`; None while it is held.

    A run that waits at a gate holds its group. A job is not held up by its own run.
    """
    ends = [since]
    for run, job in members(where, group, who):
        if job is None and run is who[0]:
            continue
        if _admitted(run, job) is not None:
            completed = _completed(run, job)
            if completed is None:
                return None
            ends.append(completed)
    return max(ends)


def displaced(where: Repository, group: str, who: Member, *, cancels: bool) -> list[Member]:
    """Whom a newcomer drives out: who waits for the group, or with `cancels` who holds it too."""
    return [
        (run, job)
        for run, job in members(where, group, who)
        if run is not who[0]
        and _completed(run, job) is None
        and (cancels or _admitted(run, job) is None)
    ]


def _same(one: str, other: str) -> bool:
    return bool(one) and one.lower() == other.lower()


def _admitted(run: Run, job: Job | None) -> datetime | None:
    return run.admitted_at if job is None else job.admitted_at


def _completed(run: Run, job: Job | None) -> datetime | None:
    return run.attempt.completed_at if job is None else job.completed_at
