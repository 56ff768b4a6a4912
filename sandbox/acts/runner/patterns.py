"""Patterns of branches, tags and paths, and the few expressions that the runner can read."""

import re
from collections.abc import Iterable, Mapping

EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
PIECES = re.compile(r"\*\*/?|\*|\?|\+|\[[^\]]+\]|.", re.DOTALL)
IN_WORDS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "?", "+": "+"}


def fits(pattern: str, name: str) -> bool:
    """Whether a name fits a filter pattern: `*` stops at a slash, `**` does not."""
    parts = [
        IN_WORDS.get(one) or (one if one.startswith("[") and len(one) > 2 else re.escape(one))
        for one in PIECES.findall(pattern)
    ]
    try:
        return re.fullmatch("".join(parts), name) is not None
    except re.error:
        return False


def lets_in(patterns: Iterable[str], name: str) -> bool:
    """Whether a list of patterns lets a name in; the last that fits decides, `!` shuts out."""
    found = False
    for one in patterns:
        if fits(one.removeprefix("!"), name):
            found = not one.startswith("!")
    return found


def expand(text: str, known: Mapping[str, str]) -> str:
    """The text with plain references, `${{ github.ref }}`, filled in; unknown ones are empty."""
    return EXPRESSION.sub(lambda found: known.get(found[1], ""), text)
