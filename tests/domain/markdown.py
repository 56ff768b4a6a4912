"""What an independent parser of GitHub's Markdown makes of a text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("gfm-like", {"breaks": True})

GITHUB_ACTS_ON = re.compile(
    r"@[A-Za-z0-9]"
    r"|#[0-9]"
    r"|\b(?:GH|GHSA|CVE)-[0-9A-Za-z]"
    r"|:[A-Za-z0-9_+-]+:"
    r"|(?<![0-9A-Za-z])[0-9a-fA-F]{7,40}(?![0-9A-Za-z])"
    r"|://|(?<![0-9A-Za-z])www\.",
    re.IGNORECASE,
)
"""What GitHub turns into links, people, commits and pictures once the Markdown is rendered."""


@lru_cache(maxsize=4)  # a test asks several things of one text
def tokens(markdown: str) -> tuple[Token, ...]:
    """All tokens, those inside lines too, in order."""
    return tuple(_flat(_PARSER.parse(markdown)))


def kinds(markdown: str) -> list[str]:
    """The types of all tokens that are more than text and its line."""
    plain = {"inline", "text", "paragraph_open", "paragraph_close"}
    return [token.type for token in tokens(markdown) if token.type not in plain]


def seen(markdown: str) -> str:
    """The text that a reader sees, without word joiners, line ends as newlines."""
    return rendered(markdown).replace("\u2060", "")


def rendered(markdown: str) -> str:
    """The text as GitHub's later filters find it, word joiners included."""
    ends = {"softbreak": "\n", "hardbreak": "\n", "paragraph_close": "\n", "td_close": "\n"}
    text = "".join(
        ends.get(token.type, token.content)
        for token in tokens(markdown)
        if token.type in {"text", "code_inline", "fence", *ends}
    )
    return text.strip("\n")


def html(markdown: str) -> list[str]:
    """All raw HTML in the text."""
    return [t.content for t in tokens(markdown) if t.type in {"html_inline", "html_block"}]


def _flat(found: list[Token]) -> Iterator[Token]:
    for token in found:
        yield token
        yield from _flat(token.children or [])
