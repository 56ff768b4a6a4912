"""Where the repositories of a pair are by now: people rename, move, archive and delete them.

They are known by GitHub's numeric ids. A new name is followed; anything else is for a person.
"""

from collections.abc import Mapping
from dataclasses import replace

import structlog

from app.domain.plan import Half
from app.domain.progress import StepName
from app.github.permissions import READ_METADATA
from app.github.repositories import Repository, repository_by_id
from app.store import pairs, requests
from app.usecases.build import Build, BuiltRepository, StepRefused

_log = structlog.get_logger(__name__)

_RETRY = "comment `/slipway retry`."


def follow(build: Build) -> bool:
    """Learn the new names of renamed repositories; whether there were any.

    Raises StepRefused for one that was moved to another owner or archived. One that GitHub does
    not show is passed over: it may be too new.
    """
    renamed = False
    for half, found in _found(build).items():
        known = build.created()[half]
        if found is None:
            continue
        if found.owner.lower() != build.organisation.lower():
            raise _moved(build, known, found)
        if found.is_archived:
            raise _archived(build, found)
        if found.name != known.name:
            _rename(build, half, known, found)
            renamed = True
    return renamed


def gone(build: Build) -> tuple[Half, ...]:
    """The halves whose repositories GitHub does not show any more."""
    return tuple(half for half, found in _found(build).items() if found is None)


def _found(build: Build) -> Mapping[Half, Repository | None]:
    """Asked with a token for all repositories: GitHub gives none for one that is gone."""
    client = build.client(READ_METADATA)
    return {half: repository_by_id(client, one.id) for half, one in build.created().items()}


def _rename(build: Build, half: Half, known: BuiltRepository, found: Repository) -> None:
    renamed = replace(known, name=found.name, url=found.url, clone_url=found.clone_url)
    step = StepName("create", half)
    result = {**build.result(step), **renamed.to_json()}
    now = build.bench.clock()
    with build.bench.database.transaction() as tx:
        pairs.finish_step(tx, build.pair, str(step), result, now)
        requests.save(tx, build.row, now)
    _log.info("renamed repository followed", before=known.name, now=found.name)


def _moved(build: Build, known: BuiltRepository, found: Repository) -> StepRefused:
    return StepRefused(
        f"The repository {build.organisation}/{known.name} was moved away before it was finished.",
        f"It is {found.owner}/{found.name} now, where Slipway must not write.",
        f"Move it back and {_RETRY}",
    )


def _archived(build: Build, found: Repository) -> StepRefused:
    return StepRefused(
        f"The repository {build.organisation}/{found.name} was archived before it was finished.",
        "An archived repository is read-only.",
        f"Unarchive it in its settings and {_RETRY}",
    )


def deleted(build: Build, halves: tuple[Half, ...]) -> StepRefused:
    """Why a build stops whose repositories are gone, and what comes of trying again."""
    created = build.created()
    names = " and ".join(f"{build.organisation}/{created[half].name}" for half in halves)
    one = len(halves) == 1
    return StepRefused(
        f"{names} {'is' if one else 'are'} not there any more.",
        f"Slipway had created {'it' if one else 'them'}, and GitHub shows {'it' if one else 'them'}"
        " no longer: deleted, moved away, or out of the App's reach.",
        f"To have {'it' if one else 'them'} made anew, {_RETRY} If you moved or hid "
        f"{'it' if one else 'them'}, undo that first.",
    )
