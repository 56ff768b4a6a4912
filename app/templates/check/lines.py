"""Where in the text of a manifest something stands."""

import re


def line_of_key(text: str, key: str) -> int:
    """From 1; 0 where it is not there."""
    return _line(text, re.search(rf"^{re.escape(key)}\s*:", text, re.MULTILINE))


def line_of_item(text: str, key: str, item: str) -> int:
    """The line of an item of the list at `key`; that of the key where it is not found."""
    start = re.search(rf"^{re.escape(key)}\s*:", text, re.MULTILINE)
    if start is None:
        return 0
    found = re.compile(rf"(?<![\w-]){re.escape(item)}(?![\w-])").search(text, start.end())
    return _line(text, found or start)


def _line(text: str, found: re.Match[str] | None) -> int:
    return text[: found.start()].count("\n") + 1 if found else 0
