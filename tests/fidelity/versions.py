"""What a newer version of GitHub's API changes: the patches that its description carries.

The description is that of the older version. Where a newer one breaks something, the operation or
schema has `x-github-breaking-changes`, a list of patches with the version that each belongs to: a
merge patch (RFC 7396) if it is an object, operations of a JSON patch (RFC 6902) if it is a list.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]
CHANGES = "x-github-breaking-changes"


class UnknownPatch(Exception):
    """An operation of a JSON patch that is not read here; the message names it."""


def versions(description: Json) -> list[str]:
    """The newer versions that anything in the description is patched for, oldest first."""
    return sorted({one["version"] for part in _parts(description) for one in part.get(CHANGES, ())})


def as_of(description: Json, version: str) -> Json:
    """The description of a newer version, with all that changed up to it."""
    newer = copy.deepcopy(description)
    for part in _parts(newer):
        for change in part.pop(CHANGES, ()):
            if change["version"] <= version:
                patch(part, change["patch"])
    return newer


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Json:
    """The entries that are new or other than they were."""
    return {name: one for name, one in new.items() if old.get(name) != one}


def patch(part: Json, change: Json | list[Json]) -> None:
    """Change a part of the description in place."""
    if isinstance(change, dict):
        _merge(part, change)
        return
    for one in change:
        _operate(part, one)


def _parts(description: Json) -> Iterator[Json]:
    """Operations and schemas, of which alone anything is asked."""
    for item in description["paths"].values():
        yield from (one for one in item.values() if isinstance(one, dict))
    yield from description["components"]["schemas"].values()


def _merge(part: Json, change: Json) -> None:
    for name, value in change.items():
        if value is None:
            part.pop(name, None)
        elif isinstance(value, dict) and isinstance(part.get(name), dict):
            _merge(part[name], value)
        else:
            part[name] = value


def _operate(part: Json, operation: Json) -> None:
    *parents, last = _steps(operation["path"])
    place: Any = part
    for step in parents:
        place = place[int(step)] if isinstance(place, list) else place[step]
    key: Any = int(last) if isinstance(place, list) else last
    match operation["op"]:
        case "remove":
            del place[key]
        case "replace":
            place[key] = operation["value"]
        case other:
            raise UnknownPatch(f"{other} {operation['path']}")


def _steps(path: str) -> Iterable[str]:
    steps = path.removeprefix("/").split("/")
    return (one.replace("~1", "/").replace("~0", "~") for one in steps)
