"""The folder of `--data`: whose it is, who has it now, and what counts where two things differ."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from sandbox.keeping.pickles import REPOSITORY
from sandbox.keeping.repositories import faults
from sandbox.keeping.state_file import NAME, StateFault, load
from sandbox.world.state import World

LOCK = "lock"
# Where Slipway is told to have its rows: they tell of this state and of no other.
SLIPWAY = "slipway"
# What is in this folder is made, and taken away, by the sandbox: no other name in it says so.
MARK = ".sandbox"
MARKED = "The sandbox keeps its state here, and removes what it finds here when it begins again.\n"


@contextmanager
def opened(folder: Path) -> Iterator[None]:
    """Have the folder for oneself; StateFault when it is another's or another has it."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()) and not (folder / MARK).is_file():
            raise StateFault(
                f"{folder} holds other things. Name a new or an empty folder with --data."
            )
        (folder / MARK).write_text(MARKED, encoding="utf-8")
        folder.chmod(0o700)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        why = error.strerror or error
        raise StateFault(f"The sandbox cannot keep its state in {folder}: {why}.") from None
    try:
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StateFault(
            f"Another sandbox has {folder}. End it, or name another folder with --data."
        ) from None


def clear(folder: Path) -> None:
    """Take the state, the repositories and Slipway's rows away; the key and settings stay."""
    for name in (NAME, f"{NAME}.new"):
        (folder / name).unlink(missing_ok=True)
    for found in (*_repositories(folder), folder / SLIPWAY):
        rmtree(found, ignore_errors=True)


def recalled(folder: Path) -> World | None:
    """The world of the folder, made to agree with its git repositories; None in a new one.

    After a kill the two may be a second apart. What refs point at is git's to say. Which
    repositories there are, and which branch is the default one, is the state's to say, but for
    one that was deleted from the disk: that is gone. StateFault for one that is damaged.
    """
    # Before the state opens them: to open one mends some of what is amiss, and hides it.
    there = {one.name for one in _repositories(folder)}
    damaged = faults(_repositories(folder))
    world = load(folder)
    if world is None:
        clear(folder)
        return None
    for one in [*world.repositories.values()]:
        if one.git.path.name in damaged:
            raise StateFault(
                f"The git repository {one.git.path} of {one.full_name} is damaged:"
                f" {damaged[one.git.path.name]}. Bring it back from a copy, or delete that folder"
                " to go on without this repository, or begin again with --fresh."
            )
        if one.git.path.name in there:
            one.git.repo.set_head(f"refs/heads/{one.default_branch}")
        else:
            _forget(world, one.id)
    known = {one.git.path.name for one in world.repositories.values()}
    for repository in _repositories(folder):
        if repository.name not in known:
            rmtree(repository)
    return world


def _forget(world: World, repository_id: int) -> None:
    gone = world.repositories.pop(repository_id)
    world.names = {name: one for name, one in world.names.items() if one != repository_id}
    world.nodes.pop(gone.node_id, None)


def _repositories(folder: Path) -> list[Path]:
    return [one for one in folder.glob("repositories/*") if REPOSITORY.fullmatch(one.name)]
