"""Removes what a live check made, and says of the rest why it is still there."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from app.clock import now
from app.github.connection import Connection
from app.github.errors import GitHubError, NotFound
from app.github.permissions import CREATE, READ_METADATA
from app.github.repositories import Repository, follow_repository, repository_by_id
from app.github.scratch import delete_repository
from app.live.made import PREFIX, Made, Scratch
from app.live.patience import Patience

# What was created shows itself within seconds, now and then within minutes.
_SOON = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Left:
    """A repository that may still be there, or its record, why, and what to do about it."""

    name: str
    why: str
    todo: str


@dataclass(frozen=True, slots=True)
class Remover:
    """Works in one organisation; `git_url` is where people look at repositories."""

    connection: Connection
    patience: Patience
    git_url: str

    def remove(self, made: Made) -> list[Left]:
        """Remove all that is there; what is gone is forgotten, the rest stays on record."""
        left = [one for scratch in list(made.repositories) for one in self._remove(made, scratch)]
        if not left:
            made.forget()
        return left

    def _remove(self, made: Made, scratch: Scratch) -> list[Left]:
        try:
            found = self._find(made, scratch)
            if found is None and scratch.id is None and now() - made.begun_at < _SOON:
                return [_unseen(made, scratch)]
            if found is not None and not _is_ours(made, found):
                return [_foreign(found)]
            if found is not None:
                self._delete(made, found)
        except Exception as error:  # noqa: BLE001 - the others are to be removed all the same
            return [self._refused(made, scratch, error)]
        made.is_gone(scratch)
        self.patience.say(f"  ✓ {scratch.names[-1]} is removed" if found else _gone(scratch))
        return []

    def _find(self, made: Made, scratch: Scratch) -> Repository | None:
        """By its number, which no rename changes; else by its name, which may not show yet."""
        look = partial(self._look, made, scratch)
        if now() - made.begun_at >= _SOON:
            return self.patience.until_done(look)
        return self.patience.until(
            lambda: self.patience.until_done(look), lambda found: found is not None
        )

    def _look(self, made: Made, scratch: Scratch) -> Repository | None:
        installation = self.connection.installation(made.organisation)
        client = self.connection.for_step(installation, READ_METADATA)
        if scratch.id is not None:
            return repository_by_id(client, scratch.id)
        looks = (follow_repository(client, made.organisation, name) for name in scratch.names)
        return next((found for found in looks if found is not None), None)

    def _delete(self, made: Made, found: Repository) -> None:
        installation = self.connection.installation(made.organisation)
        client = self.connection.for_step(installation, CREATE, [found.id])
        try:
            self.patience.until_done(
                lambda: delete_repository(client, made.organisation, found.name)
            )
        except NotFound:
            """An attempt whose answer was lost had its effect."""

    def _refused(self, made: Made, scratch: Scratch, error: Exception) -> Left:
        name = scratch.names[-1]
        page = f"{self.git_url}/{made.organisation}/{name}/settings"
        return Left(
            name,
            _words(error),
            f"Run `slipway doctor --live {made.organisation} --clean` later, or delete it on {page}"
            " under “Danger Zone”.",
        )


def unreadable(path: Path, organisation: str) -> Left:
    """The record of a check that tells of no repository any more; its name does."""
    return Left(
        str(path),
        "it cannot be read as the record of a check, so what that check made is not known",
        f"Look in {organisation} for repositories whose names begin with {PREFIX}{path.stem}, "
        "delete them there, then delete this file.",
    )


def _is_ours(made: Made, found: Repository) -> bool:
    is_named = found.name.startswith(PREFIX)
    is_here = found.owner.lower() == made.organisation.lower()
    return is_named and is_here and made.mark in found.description


def _words(error: Exception) -> str:
    if isinstance(error, GitHubError):
        return str(error)
    # Of an error that nobody foresaw the text may hold an address with its password.
    return f"something else failed: {type(error).__name__}"


def _foreign(found: Repository) -> Left:
    return Left(
        found.name,
        "it does not bear this check's mark in its description any more, so it was left alone",
        f"Look at {found.url}, and delete it there if it is of no use.",
    )


def _unseen(made: Made, scratch: Scratch) -> Left:
    return Left(
        scratch.names[-1],
        "GitHub did not say whether it made it, and does not show it",
        f"Run `slipway doctor --live {made.organisation} --clean` in ten minutes: it looks again.",
    )


def _gone(scratch: Scratch) -> str:
    return f"  ✓ {scratch.names[-1]} is not there"
