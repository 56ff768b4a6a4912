"""Connections: `first`/`after`, `last`/`before`, with GitHub's limit of 100 a page."""

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Sequence
from typing import Any

from sandbox.graphql.context import Info, Refusal

LARGEST = 100


def connection(info: Info, items: Sequence[Any], arguments: dict[str, Any]) -> dict[str, Any]:
    """The asked slice as `nodes`, `edges`, `pageInfo`, `totalCount`.

    A cursor is a position in the list, so what is deleted before it moves the page.
    """
    start, end = _window(info, len(items), arguments)
    chosen = items[start:end]
    cursors = [_cursor(position) for position in range(start, end)]
    return {
        "nodes": chosen,
        "edges": [
            {"cursor": cursor, "node": node} for cursor, node in zip(cursors, chosen, strict=True)
        ],
        "totalCount": len(items),
        "pageInfo": {
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
            "hasNextPage": end < len(items),
            "hasPreviousPage": start > 0,
        },
    }


def between(total: int, arguments: dict[str, Any]) -> int:
    """How many of `total` lie between the cursors `after` and `before`."""
    start, end = _cursors(total, arguments)
    return end - start


def _window(info: Info, total: int, arguments: dict[str, Any]) -> tuple[int, int]:
    first, last = arguments.get("first"), arguments.get("last")
    _check_size(info, first, last)
    start, end = _cursors(total, arguments)
    if first is not None:
        end = min(end, start + first)
    if last is not None:
        start = max(start, end - last)
    return start, end


def _cursors(total: int, arguments: dict[str, Any]) -> tuple[int, int]:
    start, end = 0, total
    if arguments.get("after"):
        start = min(_position(arguments["after"], "after") + 1, total)
    if arguments.get("before"):
        end = max(min(_position(arguments["before"], "before"), total), start)
    return start, end


def _check_size(info: Info, first: int | None, last: int | None) -> None:
    name = info.field_name
    if first is None and last is None:
        raise Refusal(
            "MISSING_PAGINATION_BOUNDARIES",
            f"You must provide a `first` or `last` value to properly paginate the `{name}`"
            " connection.",
        )
    for word, number in (("first", first), ("last", last)):
        if number is not None and number > LARGEST:
            raise Refusal(
                "EXCESSIVE_PAGINATION",
                f"Requesting {number} records on the `{name}` connection exceeds the `{word}`"
                f" limit of {LARGEST} records.",
            )
        if number is not None and number < 0:
            raise Refusal("INVALID_PAGINATION", f"`{word}` must not be less than zero.")


def _cursor(position: int) -> str:
    return b64encode(f"cursor:{position}".encode()).decode()


def _position(cursor: str, argument: str) -> int:
    try:
        number = b64decode(cursor).decode().removeprefix("cursor:")
        return int(number)
    except (Error, ValueError):
        sentence = f"`{cursor}` does not appear to be a valid cursor."
        raise Refusal("INVALID_CURSOR_ARGUMENTS", f"{argument}: {sentence}") from None
