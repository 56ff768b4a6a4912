"""Which characters an eye cannot see, so that no reviewer can be misled by them."""

import unicodedata
from functools import lru_cache

_HIDDEN_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_BLANK_LETTERS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}
_SELECTORS = (range(0x180B, 0x1810), range(0xE0100, 0xE01F0))
_NAMES = {0x0000: "NULL", 0x0009: "TAB", 0x000B: "LINE TABULATION", 0x001B: "ESCAPE"}


@lru_cache(maxsize=10_000)
def is_hidden(char: str) -> bool:
    """Control, bidirectional, zero-width, private and blank characters; not newline and tab.

    The variation selectors that choose between text and emoji are harmless and common.
    """
    if char in "\n\t":
        return False
    point = ord(char)
    return (
        unicodedata.category(char) in _HIDDEN_CATEGORIES
        or point in _BLANK_LETTERS
        or any(point in selectors for selectors in _SELECTORS)
    )


def code_point(char: str) -> str:
    """`U+202E` and its like."""
    return f"U+{ord(char):04X}"


def hidden_names(text: str) -> tuple[str, ...]:
    """Each hidden character in `text` once, as `U+202E (RIGHT-TO-LEFT OVERRIDE)`."""
    return tuple(describe(char) for char in sorted(set(text)) if is_hidden(char))


def without_hidden(text: str) -> str:
    """`text` with its hidden characters taken out."""
    return text.translate({ord(char): None for char in set(text) if is_hidden(char)})


def describe(char: str) -> str:
    """The code point and, where Unicode gives one, the name of a character."""
    name = _NAMES.get(ord(char)) or unicodedata.name(char, "")
    return f"{code_point(char)} ({name})" if name else code_point(char)
