"""Strings and comments of programming languages and of data that is written like them."""

import re
from collections.abc import Callable

from app.templates.check.language import Language
from app.templates.check.places.place import MARK, Place

_LONG = r'"""(?:\\.|(?!""").)*(?:"""|\Z)|' + r"'''(?:\\.|(?!''').)*(?:'''|\Z)"
_DOUBLE = r'"(?:\\.|[^"\\\n])*(?:"|\n|\Z)'
_SINGLE = r"'(?:\\.|[^'\\\n])*(?:'|\n|\Z)"
_LITERAL = r"'[^'\n]*(?:'|\n|\Z)"
_RAW = r"`[^`]*(?:`|\Z)"
_TEMPLATE = r"`(?:\\.|[^`\\])*(?:`|\Z)"
_HASH = r"#[^\n]*"
_SLASHES = r"//[^\n]*"
_BLOCK = r"(?P<block>/\*.*?(?:\*/|\Z))"

_SYNTAX = {
    Language.GO: (_BLOCK, _SLASHES, _DOUBLE, _SINGLE, _RAW),
    Language.JSON: (_SLASHES, _DOUBLE),
    Language.PYTHON: (_HASH, _LONG, _DOUBLE, _SINGLE),
    Language.SCRIPT: (_BLOCK, _SLASHES, _DOUBLE, _SINGLE, _TEMPLATE),
    Language.TOML: (_HASH, _LONG, _DOUBLE, _LITERAL),
}
_LINE_COMMENTS = ("#", "//")


def places_in_code(language: Language) -> Callable[[str], list[Place]]:
    """What finds the place of each mark in a text of that language.

    A filter's literal has no line break in it, so a comment that ends with its line holds it.
    """
    pattern = re.compile("|".join((*_SYNTAX[language], MARK)), re.DOTALL)

    def places(text: str) -> list[Place]:
        found: list[Place] = []
        for token in pattern.finditer(text):
            found += [_place(token)] * token[0].count(MARK)
        return found

    return places


def _place(token: re.Match[str]) -> Place:
    if token[0] == MARK or token[0].startswith(_LINE_COMMENTS):
        return Place.FREE
    return Place.COMMENT if token.groupdict().get("block") else Place.QUOTES
