"""Quotes in a language that nobody knows, line by line."""

import re

from app.templates.check.places.place import MARK, Place

_ESCAPED = re.compile(r"\\.")


def places_in_lines(text: str) -> list[Place]:
    """Of each mark."""
    return [
        Place.QUOTES if _is_open(line[: found.start()]) else Place.FREE
        for line in text.splitlines()
        for found in re.finditer(MARK, line)
    ]


def _is_open(line: str) -> bool:
    """By the quotes of the line so far; of `'` and backticks, which prose has too, the last one."""
    seen = _ESCAPED.sub("", line)
    return any(
        seen.count(quote) % 2 == 1 and (quote == '"' or seen.endswith(quote)) for quote in "\"'`"
    )
