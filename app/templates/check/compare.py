"""Whether a file that holds other texts is the same but for them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from app.templates.check.answering import exchanged, texts_of_tokens
from app.templates.check.leaves import Leaf

_FOLDED = {"mapping", "list"}


def reshaped(before: Sequence[Leaf], after: Sequence[Leaf]) -> tuple[Leaf | None, str] | None:
    """Where the shape of a file changes, and how; None if it does not."""
    for old, new in zip(before, after, strict=False):
        if old.place != new.place or (old.kind in _FOLDED and old != new):
            return old, "its structure changes"
        if old.kind != new.kind:
            return old, f"a value changes from {old.kind} to {new.kind}"
    return None if len(before) == len(after) else (None, "its structure changes")


def reworded(before: Sequence[Leaf], after: Sequence[Leaf], texts: Sequence[str]) -> Leaf | None:
    """The first value that held a harmless text, and does not hold the other in its place.

    What was made of a text, such as a slug, may be whatever it is.
    """
    for old, new in zip(before, after, strict=True):
        wanted = texts_of_tokens(old.text, texts)
        if wanted and new.text != exchanged(old.text, texts) and not _in_json(wanted, new.text):
            return old
    return None


def _in_json(wanted: Sequence[str], text: str) -> bool:
    """Text within JSON within a value is escaped once more, as it should be."""
    try:
        found = set(_strings(json.loads(text)))
    except (ValueError, RecursionError):
        return False
    return found.issuperset(wanted)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                yield key
                yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)
