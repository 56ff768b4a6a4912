"""How text that people typed is shown on GitHub so that it stays text."""

import re

from app.domain.hidden import code_point, is_hidden, without_hidden

_JOINER = "&#8288;"
"""U+2060: GitHub looks for mentions, references and emoji after escapes are resolved, so that
an escape cannot stop it; a word joiner parts the words without showing."""

_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "$": "<span>$</span>",  # what GitHub's documentation gives against mathematics
        **{char: f"\\{char}" for char in "\\`*~[]|"},
    }
)
_AT_A_WORD_S_EDGE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_BLOCK_START = re.compile(r"[#+=:-]|[0-9]+(?=[.)])")
_HEX_WORD = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{7,}(?![0-9A-Za-z])")
_PARTED = re.compile(
    r"@"  # people, teams, addresses
    r"|#(?=[0-9])"  # issues
    r"|(?<![0-9A-Za-z])(?:GH|GHSA|CVE)(?=-[0-9A-Za-z])"
    r"|:(?=//|[0-9A-Za-z_+-]+:)"  # links, emoji
    r"|(?<![0-9A-Za-z])(?:www|mailto|xmpp)(?=[.:])",
    re.IGNORECASE,
)
_ESCAPED_COMMAND = re.compile(r"\\`(/slipway [a-z]+)\\`")
_SIX_HEX = re.compile(r"[0-9a-fA-F]{6}(?=[0-9a-fA-F])")

_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&+,;=%-]+")

_TRIGGERS = (
    (re.compile(r"@"), " at "),
    (re.compile(r"#+(?=[0-9])"), " no. "),
    (re.compile(r"\b(GH)-(?=[0-9])", re.IGNORECASE), r"\1 "),
    (re.compile(r"://"), " "),
    (re.compile(r"\*{2,}"), " "),
    (re.compile(r"(-by|skip-checks)\s*:", re.IGNORECASE), r"\1 "),
)
"""What GitHub and build systems act on in commit messages, and what is written instead."""


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, the last one `…` where something was cut off."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def inline(text: str, limit: int = 1_000) -> str:
    """Inert Markdown on one line, also at a line's start and in a table; `limit` before escapes."""
    return _inert(shorten(" ".join(_visible(text).split()), limit))


def instruction(text: str, limit: int = 1_000) -> str:
    """The same, with commands that stand in backticks shown as code: they are to be copied."""
    return _ESCAPED_COMMAND.sub(r"`\1`", inline(text, limit))


def cell(text: str, limit: int = 300) -> str:
    """Inert Markdown for one table cell, with line ends shown as ⏎."""
    lines = [" ".join(line.split()) for line in _visible(text).split("\n")]
    return _inert(shorten(" ⏎ ".join(filter(None, lines)), limit))


def code(text: str, limit: int = 300) -> str:
    """A code span, also in a table, where a pipe would end the cell even in backticks."""
    line = shorten(" ".join(_visible(text).split()), limit)
    if "|" in line:
        return f"<code>{_inert(line)}</code>"
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    padding = " " if not line or line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{padding}{line}{padding if line else ''}{fence}"


def block(text: str, limit: int = 2_000) -> str:
    """A quote with the lines and indents of `text`; `limit` counts characters before escapes."""
    lines = shorten(_visible(text).strip("\n"), limit).split("\n")
    return "\n".join(f"> {_indented(line)}".rstrip() for line in lines)


def fenced(text: str) -> str:
    """A code block that nothing in `text` can end."""
    seen = _visible(text)
    fence = "`" * max(3, max(map(len, re.findall("`+", seen)), default=0) + 1)
    return f"{fence}text\n{seen}\n{fence}"


def listing(text: str) -> str:
    """The code block of a file. No line of it stands as a line of our own: markers are such lines.

    Markdown takes the indent of a fence off the lines within.
    """
    return "\n".join(f" {line}" for line in fenced(text.removesuffix("\n")).split("\n"))


def link(text: str, url: str) -> str:
    """A link to an address that Slipway knows from GitHub; only text if it is no plain one."""
    shown = inline(text, 200)
    return f"[{shown}]({url})" if _PLAIN_URL.fullmatch(url) else shown


def plain_line(text: str, limit: int) -> str:
    """One line for commit subjects and descriptions on which neither GitHub nor a build acts."""
    seen = without_hidden(_one_kind_of_line_end(text))
    for trigger, written in _TRIGGERS:
        seen = trigger.sub(written, seen)
    brackets = str.maketrans("[]", "()")
    return shorten(" ".join(seen.translate(brackets).split()), limit)


def visible_line(text: str, limit: int) -> str:
    """One line for where GitHub shows plain text, in which what an eye cannot see is named."""
    return shorten(" ".join(_visible(text).split()), limit)


def _indented(line: str) -> str:
    bare = line.lstrip(" \t")
    indent = line[: len(line) - len(bare)].expandtabs(4)
    return "&nbsp;" * min(len(indent), 40) + _inert(bare.rstrip())


def _inert(line: str) -> str:
    """Escape `line`, which holds nothing hidden and no line end."""
    parted = _PARTED.sub(lambda match: f"{match[0]}\0", line)
    parted = _HEX_WORD.sub(lambda match: _SIX_HEX.sub("\\g<0>\0", match[0]), parted)
    start = _BLOCK_START.match(parted)
    head = start[0] if start else ""
    tail = _AT_A_WORD_S_EDGE.sub(r"\_", parted[len(head) :].translate(_ESCAPES))
    led = f"{head}\\" if head.isdigit() else f"\\{head}" if head else ""
    return (led + tail).replace("\0", _JOINER)


def _visible(text: str) -> str:
    seen = _one_kind_of_line_end(text)
    hidden = {ord(c): f"({code_point(c)})" for c in set(seen) if is_hidden(c)}
    return seen.translate(hidden) if hidden else seen


def _one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
