"""The file that holds a world's state: written whole or not at all, and read with care."""

import json
import os
from pathlib import Path

from sandbox.keeping.fields import check
from sandbox.keeping.pickles import packed, unpacked
from sandbox.keeping.shape import shape
from sandbox.world.state import World

NAME = "state"
MAGIC = "state of a sandbox"


class StateFault(Exception):
    """A folder or its state cannot be used; the message says why and what to do."""


def save(world: World, folder: Path) -> None:
    """Put the state beside the old one, and then in its place: a kill at any time leaves one."""
    head = json.dumps({"this": MAGIC, "shape": shape()}).encode()
    with world.lock:
        body = packed(world.remembered())
    beside = folder / f"{NAME}.new"
    beside.unlink(missing_ok=True)
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - a mode from the start
        file.write(head + b"\n" + body)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / NAME)
    _sync(folder)


def _sync(folder: Path) -> None:
    """A new name lasts once its folder is on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load(folder: Path) -> World | None:
    """The world that was saved there, None when none was; StateFault when it cannot be read."""
    path = folder / NAME
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StateFault(f"The state {path} cannot be read: {error.strerror}.") from None
    _check(head, path)
    world = World(folder)
    try:
        state = unpacked(body, folder / "repositories")
        check(state)
        world.recall(state)
    except Exception as error:  # noqa: BLE001 - damaged bytes can say anything
        raise StateFault(
            f"The state {path} is damaged or was made by somebody else ({error}). Bring it back"
            " from a copy, or begin again with --fresh."
        ) from None
    return world


def _check(head: bytes, path: Path) -> None:
    try:
        told = json.loads(head)
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("this") != MAGIC:
        raise StateFault(f"{path} is no state of a sandbox. Name another folder with --data.")
    if told.get("shape") != shape():
        raise StateFault(
            f"The state {path} was written by another version of the sandbox, whose objects have"
            " other fields. Start that version, or begin again with --fresh."
        )
