"""Whether what a state holds is of the types that the objects of the world say they have."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sandbox import world
from sandbox.world.state import World

GROUPS = (list, set, frozenset, tuple)


class WrongType(Exception):
    """A field holds something else than it can; the message names it."""


def check(state: Mapping[str, Any]) -> None:
    """Raises WrongType for the first field, of the world or of anything in it, that cannot be."""
    usual = World(Path()).remembered()
    if usual.keys() != state.keys():
        raise WrongType(f"it lacks or adds {', '.join(sorted(usual.keys() ^ state.keys()))}")
    for name, value in state.items():
        if usual[name] is not None and not _is_a(value, type(usual[name])):
            raise WrongType(f"{name} is {_words(value)}")
    for one in _objects(state):
        _check_fields(one)


def _check_fields(one: Any) -> None:
    kind: type = type(one)
    hints = _hints(kind)
    for field in fields(one):
        value = getattr(one, field.name, None)
        if not _fits(value, hints[field.name]):
            name = f"{type(one).__name__}.{field.name}"
            raise WrongType(f"{name} is {_words(value)}")


def _words(value: Any) -> str:
    return f"{str(value)[:40]!r}, of type {type(value).__name__}"


def _objects(root: Any) -> Iterator[Any]:
    """Every dataclass that can be reached, each once, without recursion: chains may be long."""
    seen, waiting = set[int](), [root]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if is_dataclass(one) and not isinstance(one, type):
            yield one
            waiting += (getattr(one, field.name, None) for field in fields(one))
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, GROUPS):
            waiting += one


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The types of its fields; some are named where only a type checker imports them."""
    return get_type_hints(kind, localns=_names())


@cache
def _names() -> dict[str, Any]:
    modules = (import_module(one.name) for one in iter_modules(world.__path__, "sandbox.world."))
    return {name: kind for one in modules for name, kind in vars(one).items() if name[0].isupper()}


def _fits(value: Any, hint: Any) -> bool:
    """Items of lists and the like too; what has no plain type, such as a function, always fits."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Any or hint is None or hint is NoneType:
        return hint is Any or value is None
    if origin in (Union, UnionType):
        return any(_fits(value, one) for one in arguments)
    if origin is Literal:
        return value in arguments
    if not isinstance(origin or hint, type):
        return True
    if not _is_a(value, origin or hint):
        return False
    return _items_fit(value, arguments)


def _is_a(value: Any, kind: type) -> bool:
    return isinstance(value, (int, float) if kind is float else kind)


def _items_fit(value: Any, arguments: tuple[Any, ...]) -> bool:
    if isinstance(value, dict) and len(arguments) == 2:
        return _all_fit(value, arguments[0]) and _all_fit(value.values(), arguments[1])
    if isinstance(value, tuple) and Ellipsis not in arguments:
        return not arguments or (
            len(value) == len(arguments)
            and all(_fits(one, hint) for one, hint in zip(value, arguments, strict=True))
        )
    return not isinstance(value, GROUPS) or not arguments or _all_fit(value, arguments[0])


def _all_fit(values: Iterable[Any], hint: Any) -> bool:
    return all(_fits(one, hint) for one in values)
