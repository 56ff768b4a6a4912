"""What a live check made, kept in the data folder before it is made: nothing else is removed."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from pydantic import AwareDatetime, TypeAdapter

from app.settings import Settings

PREFIX = "slipway-live-"


@dataclass
class Scratch:
    """A repository that is about to be made or was; `names` are all that it may have."""

    names: list[str]
    id: int | None = None


@dataclass
class Made:
    """One check's repositories. Each bears `mark`, which nobody can guess, in its description."""

    path: Path
    organisation: str
    run: str
    mark: str
    begun_at: AwareDatetime
    repositories: list[Scratch] = field(default_factory=list)

    @classmethod
    def begin(cls, folder: Path, organisation: str, at: datetime) -> Self:
        """A check of its own name and mark; kept before anything is made."""
        run = secrets.token_hex(10)
        made = cls(folder / f"{run}.json", organisation, run, secrets.token_hex(16), at)
        made._save()
        return made

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises OSError or ValueError for what is none."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(kept, dict):
            raise ValueError("It is no object.")
        return TypeAdapter(cls).validate_python(kept | {"path": path})

    def name(self, what: str) -> str:
        """The name of a scratch repository: unguessable, so that it is nobody's."""
        return f"{PREFIX}{self.run}-{what}"

    def will_make(self, name: str) -> Scratch:
        scratch = Scratch([name])
        self.repositories.append(scratch)
        self._save()
        return scratch

    def was_made(self, scratch: Scratch, name: str, id_: int) -> None:
        scratch.id = id_
        self.will_rename(scratch, name)

    def will_rename(self, scratch: Scratch, name: str) -> None:
        """Before the call; and after it, if the answer tells of another name."""
        if name not in scratch.names:
            scratch.names.append(name)
        self._save()

    def is_gone(self, scratch: Scratch) -> None:
        """The last one takes the file along."""
        self.repositories.remove(scratch)
        self._save()

    def forget(self) -> None:
        """Nothing of it is left."""
        self.path.unlink(missing_ok=True)

    def _save(self) -> None:
        kept = asdict(self) | {"begun_at": self.begun_at.isoformat()}
        del kept["path"]
        fresh = self.path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)


def folder(settings: Settings) -> Path:
    """Where it is kept."""
    return settings.data_dir / "live"


def earlier(folder: Path, organisation: str) -> list[Made]:
    """What earlier checks of the organisation may have left, the oldest first."""
    found = map(_read, folder.glob("*.json"))
    here = (one for one in found if one and one.organisation.lower() == organisation.lower())
    return sorted(here, key=lambda made: made.begun_at)


def unreadable(folder: Path) -> list[Path]:
    """Records of which nobody can say what they are of."""
    return sorted(path for path in folder.glob("*.json") if _read(path) is None)


def _read(path: Path) -> Made | None:
    try:
        return Made.read(path)
    except (OSError, ValueError):
        return None


class AlreadyRunning(Exception):
    """Another check of this organisation is at work, with the same data folder."""


@contextmanager
def alone(folder: Path, organisation: str) -> Iterator[None]:
    """One check for an organisation at a time: nothing is removed that another one works on.

    The lock goes with the process, however that ends. Raises AlreadyRunning.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{organisation.lower()}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield
