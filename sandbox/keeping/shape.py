"""Which version of the world's objects this sandbox has, told by what they are made of."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from sandbox import world
from sandbox.world.state import World


@cache
def shape() -> str:
    """Another one as soon as a class of the world gains, loses or renames a field.

    So nobody has to remember to count a version up.
    """
    return sha256("\n".join(_lines()).encode()).hexdigest()[:16]


def _lines() -> Iterator[str]:
    yield " ".join(sorted(World(Path()).remembered()))
    for found in sorted(one.name for one in iter_modules(world.__path__, "sandbox.world.")):
        for name, kind in sorted(vars(import_module(found)).items()):
            if isinstance(kind, type) and kind.__module__ == found:
                yield f"{found}.{name}: {' '.join(_parts(kind))}"


def _parts(kind: type) -> Iterator[str]:
    if is_dataclass(kind):
        yield from (f"{one.name}={one.type}" for one in fields(kind))
    elif issubclass(kind, Enum):
        yield from (f"{one.name}={one.value}" for one in kind)
