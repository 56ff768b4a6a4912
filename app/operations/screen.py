"""How rows are printed: for people as lines, for programs as JSON."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TextIO

from pydantic import TypeAdapter

_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)


def line(stream: TextIO, text: str = "") -> None:
    """One line; what people typed cannot act on the terminal, nor break the line."""
    shown = "".join(one if one.isprintable() else " " for one in text).rstrip()
    # Not every terminal and pipe takes every letter.
    encoding = stream.encoding or "utf-8"
    stream.write(shown.encode(encoding, errors="replace").decode(encoding) + "\n")


def table(stream: TextIO, rows: Iterable[Sequence[str]], indent: str = "  ") -> None:
    """Columns of the width that they need; the last one is as long as its text."""
    kept = [tuple(row) for row in rows]
    if not kept:
        return
    widths = [max(len(row[index]) for row in kept) for index in range(len(kept[0]) - 1)]
    for row in kept:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)]
        line(stream, indent + "  ".join([*cells, row[-1]]))


def moment(at: datetime, now: datetime) -> str:
    """In UTC, with its date unless that is today's."""
    return f"{at:%H:%M:%S} UTC" if at.date() == now.date() else f"{at:%Y-%m-%d %H:%M:%S} UTC"


def as_json(stream: TextIO, value: Any) -> None:
    """Moments in ISO 8601, in UTC."""
    json.dump(_ANYTHING.dump_python(value, mode="json"), stream, indent=2)
    stream.write("\n")
