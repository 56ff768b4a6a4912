"""Whom a CODEOWNERS file makes review which path, as GitHub reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OWNER = re.compile(r"@[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)?|[^\s@]+@[^\s@]+\.[^\s@]+")
_GLOB = re.compile(r"\*\*/?|\*|\?|[^*?]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a pattern like gitignore's and its owners, none to take owners away."""

    pattern: str
    owners: tuple[str, ...]

    def matches(self, path: str) -> bool:
        """Whether the pattern takes in `path`, a file; case matters."""
        return re.fullmatch(_expression(self.pattern), path) is not None

    def may_reach_into(self, folder: str) -> bool:
        """Whether the pattern could take in something below a top folder: if in doubt, yes."""
        first = self.pattern.strip("/").split("/")[0]
        anchored = "/" in self.pattern.rstrip("/")
        return not anchored or re.fullmatch(_segment(first), folder) is not None


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines that GitHub heeds: it skips what it cannot read without a word."""
    return tuple(_lines(text))


def owners_of(lines: tuple[Line, ...], path: str) -> tuple[str, ...]:
    """The owners of a file: the last line that matches says."""
    return next((line.owners for line in reversed(lines) if line.matches(path)), ())


def owners_of_all_below(lines: tuple[Line, ...], folder: str) -> tuple[str, ...]:
    """The owners of everything below a top folder; none if a later line could leave a gap."""
    anything = f"{folder}/any folder/any file"
    for line in reversed(lines):
        if line.matches(anything):
            return line.owners
        if not line.owners and line.may_reach_into(folder):
            return ()
    return ()


def _lines(text: str) -> Iterator[Line]:
    for written in text.splitlines():
        pattern, *owners = re.sub(r"(^|\s)#.*$", "", written).split() or [""]
        readable = pattern and not pattern.startswith("!") and not re.search(r"[\[\]\\]", pattern)
        if readable and all(map(_OWNER.fullmatch, owners)):
            yield Line(pattern, tuple(owners))


def _expression(pattern: str) -> str:
    """A regular expression for the files that a pattern takes in."""
    anchored = "/" in pattern.rstrip("/")
    start = "" if anchored else "(?:.*/)?"
    body = _segment(pattern.lstrip("/").rstrip("/"))
    if pattern.endswith("/"):
        return f"{start}{body}/.*"
    if anchored and pattern.endswith("/*"):
        return f"{start}{body}"
    return f"{start}{body}(?:/.*)?"


def _segment(glob: str) -> str:
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(meaning.get(part, re.escape(part)) for part in _GLOB.findall(glob))
