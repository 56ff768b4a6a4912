"""Messages of JSON with files beside it, as they are: `head`, a line break, then all contents.

The room's side of them is here too; `app.templates.messages` has the other.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

SentFile: TypeAlias = tuple[str, int, bytes]
"""Path, mode and content."""

SentTree: TypeAlias = tuple[Sequence[SentFile], bytes]
"""The files of a template, and what is known of it."""


def parcel(head: dict[str, Any], contents: Iterable[bytes]) -> bytes:
    """One message; the head tells how many bytes of `contents` belong to what."""
    return b"".join((json.dumps(head).encode(), b"\n", *contents))


class Opened:
    """A message as it is read: `head` as bytes, and the contents one after the other."""

    def __init__(self, message: bytes) -> None:
        self.head, _, self._rest = message.partition(b"\n")
        self._at = 0

    def take(self, size: int) -> bytes:
        """The next content. Raises ValueError if there are not so many bytes left."""
        content = self._rest[self._at : self._at + size]
        if size < 0 or len(content) != size:
            raise ValueError("the message is cut short")
        self._at += size
        return content


def unpacked(message: bytes) -> tuple[dict[str, Any], list[SentTree]]:
    """What `app.templates.messages` wrote, and each tree's files with what is known of it."""
    opened = Opened(message)
    request = json.loads(opened.head)
    return request, [
        (
            [(file["path"], file["mode"], opened.take(file["size"])) for file in tree["files"]],
            opened.take(tree["known"]),
        )
        for tree in request["trees"]
    ]


def packed(done: dict[str, Any], walls: Sequence[str]) -> bytes:
    """What was rendered, as `app.templates.messages` reads it."""
    contents: list[bytes] = []
    for layer in (layer for stack in done["stacks"] for layer in stack["layers"]):
        contents += [content for _, _, content in layer["files"]]
        layer["files"] = [
            {"path": path, "mode": mode, "size": len(content)}
            for path, mode, content in layer["files"]
        ]
    return parcel({"walls": walls, **done}, contents)
