"""Versions of the REST API: in which one is answered, and what the newer one leaves out."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.errors import ApiError
from sandbox.world.state import World

HEADER = "X-GitHub-Api-Version"
SELECTED = "X-GitHub-Api-Version-Selected"
OLD, NEW = "2022-11-28", "2026-03-10"
VERSIONS = (OLD, NEW)
# Fields of the newer version's past, each with a field by which what has it is told from others:
# who was assigned stays in an event, which has no list of them.
LEFT_OUT = {
    "assignee": "assignees",
    "merge_commit_sha": "merge_commit_sha",
    "has_downloads": "has_downloads",
}


def supported(world: World) -> list[str]:
    """The versions that are answered, oldest first."""
    return [one for one in VERSIONS if one not in world.retired_versions]


def selected(world: World, asked: str | None) -> str | None:
    """The version to answer in, the oldest for who names none; None for what is none."""
    known = supported(world)
    wanted = known[0] if asked is None else asked
    return wanted if wanted in known else None


def version_of(world: World, asked: str | None) -> str:
    """The version to answer in; 400 or 410 for what is none.

    That a retired version is refused with 410 is documented, its words are unconfirmed.
    """
    found = selected(world, asked)
    if found is not None:
        return found
    if asked in VERSIONS:
        raise ApiError(410, f"API version {asked} is no longer supported.")
    raise ApiError(400, "Bad Request", _unsupported(asked or "", supported(world)))


def _unsupported(asked: str, known: list[str]) -> str:
    newest, *older = (f'"{one}"' for one in reversed(known))
    listed = " and ".join([f"{newest} (most recent)", *older])
    return (
        f'The version you specified in the "X-GitHub-API-Version" request header, "{asked}", is'
        f" not a supported version. The following versions are currently supported: {listed}."
    )


def as_of(version: str, body: Any) -> Any:
    """An answer as a version has it; given as the older one does."""
    if version == OLD:
        return body
    if isinstance(body, list):
        return [as_of(version, one) for one in body]
    if isinstance(body, dict):
        return {name: as_of(version, one) for name, one in _kept(body)}
    return body


def _kept(body: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        if LEFT_OUT.get(name, "") not in body:
            yield name, value
