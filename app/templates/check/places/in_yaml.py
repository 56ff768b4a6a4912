"""Blocks and quotes of YAML."""

import re

from app.templates.check.places.place import MARK, Place

_BLOCK = re.compile(r"(?:^|[:\-?]\s+)(?:[&!]\S*\s+)*[|>][-+0-9]*\s*(?:#.*)?$")
_KEY = re.compile(r"\s*(?:- +)*[\w./-]+:(?:\s|$)")
_ENDS = {'"': re.compile(r'(?:\\.|[^"\\])*"'), "'": re.compile(r"(?:''|[^'])*'")}
_BEFORE_VALUE = re.compile(r"(?:^|[:\-?]\s|[\[{,])\s*(?:[&!]\S*\s+)*$")


def places_in_yaml(text: str) -> list[Place]:
    """Of each mark. A quote that is not closed ends at the next key, to hide no more than that."""
    found: list[Place] = []
    block, quote = -1, ""
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        if block >= 0 and (not line.strip() or indent > block):
            found += [Place.BLOCK] * line.count(MARK)
            continue
        block = -1
        if quote and _KEY.match(line):
            quote = ""
        quote = _line(line, quote, found)
        if not quote and _BLOCK.search(line.replace(MARK, "x")):
            block = indent
    return found


def _line(line: str, quote: str, found: list[Place]) -> str:
    """The quote that is open after the line."""
    at = 0
    while at < len(line):
        if quote:
            end = _ENDS[quote].match(line, at)
            stop = end.end() if end else len(line)
            found += [Place.QUOTES] * line.count(MARK, at, stop)
            quote, at = "" if end else quote, stop
        elif line[at] == "#" and line[:at][-1:] in {"", " ", "\t"}:
            found += [Place.FREE] * line.count(MARK, at)
            break
        elif line[at] in _ENDS and _BEFORE_VALUE.search(line[:at]):
            quote, at = line[at], at + 1
        else:
            found += [Place.FREE] * (line[at] == MARK)
            at += 1
    return quote
