"""Patterns of branches, tags and paths, and the few expressions that the runner can read."""

import re
from collections.abc import Iterable, Mapping

OPERAND = r"(?:[\w.-]+|'[^']*')"
EXPRESSION = re.compile(rf"\$\{{\{{\s*({OPERAND}(?:\s*\|\|\s*{OPERAND})*)\s*\}}\}}")
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
    """The text with references filled in, `${{ github.ref }}`; unknown ones are empty.

    Of several with `||` between them, which may be texts in quotes, the first that is not empty.
    """
    return EXPRESSION.sub(lambda found: _first(re.findall(OPERAND, found[1]), known), text)


def _first(operands: Iterable[str], known: Mapping[str, str]) -> str:
    values = (one[1:-1] if one.startswith("'") else known.get(one, "") for one in operands)
    return next(filter(None, values), "")
