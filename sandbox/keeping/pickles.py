"""A world as bytes and back; whatever the bytes say, they make objects of ours and run nothing."""

import io
import pickle
import re
import sys
from collections import Counter, deque
from dataclasses import is_dataclass
from datetime import datetime, timedelta, timezone
from enum import Enum
from pathlib import Path
from types import BuiltinFunctionType, FunctionType
from typing import Any

from sandbox.git.store import GitStore

STANDARD = {one.__qualname__: one for one in (Counter, deque, datetime, timedelta, timezone)}
FUNCTIONS = (FunctionType, BuiltinFunctionType)
REPOSITORY = re.compile(r"\d+\.git", re.ASCII)


class NotAllowed(pickle.PicklingError, pickle.UnpicklingError):
    """Something that has no place in a state; the message names it."""


def packed(state: dict[str, Any]) -> bytes:
    """The bytes of a state; NotAllowed when it holds what could not be read back."""
    into = io.BytesIO()
    _Pickler(into, protocol=5).dump(state)
    return into.getvalue()


def unpacked(raw: bytes, repositories: Path) -> Any:
    """The state of these bytes, its git repositories opened in their folder.

    Raises:
        pickle.UnpicklingError: for bytes that are no state, among many other exceptions, for
            damaged bytes can say anything.
    """
    return _Unpickler(io.BytesIO(raw), repositories).load()


class _Pickler(pickle.Pickler):
    def persistent_id(self, thing: Any) -> str | None:
        """A git repository is where it is; of it the state holds its folder's name."""
        return thing.path.name if isinstance(thing, GitStore) else None

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, Enum):  # by value: some Pythons would ask for `getattr`
            return type(thing), (thing.value,)
        if isinstance(thing, FUNCTIONS) or (isinstance(thing, type) and not _is_known(thing)):
            raise NotAllowed(f"{thing.__module__}.{thing.__qualname__} cannot be kept")
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, raw: io.BytesIO, repositories: Path) -> None:
        super().__init__(raw)
        self._repositories = repositories

    def find_class(self, module: str, name: str) -> type:
        """A class that only holds data: not what a module imported, and no function."""
        found = vars(sys.modules.get(module, io)).get(name)
        if not isinstance(found, type) or found.__module__ != module or not _is_known(found):
            raise NotAllowed(f"{module}.{name}")
        return found

    def persistent_load(self, name: Any) -> GitStore:
        if not isinstance(name, str) or not REPOSITORY.fullmatch(name):
            raise NotAllowed(f"a repository called {name!r}")
        return GitStore(self._repositories / name)


def _is_known(kind: type) -> bool:
    if kind in STANDARD.values():
        return True
    return kind.__module__.startswith("sandbox.") and (is_dataclass(kind) or issubclass(kind, Enum))
