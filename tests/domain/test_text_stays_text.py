"""Promise 5 on GitHub's pages: what people typed is read as it was typed, and does nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.hidden import is_hidden
from app.domain.text import block, cell, code, fenced, inline
from tests.domain.markdown import GITHUB_ACTS_ON, html, kinds, rendered, seen

NASTY = (
    "@acme/security",
    "mail me@example.com",
    "fixes #1",
    "acme/services#12",
    "GH-7 gh-7",
    "CVE-2024-1234",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "1234567",
    "https://evil.example/path",
    "(www.evil.example)",
    "mailto:me@example.com",
    "<https://evil.example>",
    "[text](https://evil.example)",
    "![image](https://evil.example/a.png)",
    "[x]: https://evil.example",
    "[^1]",
    "<script>alert(1)</script>",
    "<!-- hidden -->",
    "</details></td></table>",
    "&copy; &#64;dana",
    "**bold** __bold__ *a* _a_ ~~gone~~",
    "snake_case_name _edge_",
    "`code` ``more``",
    ":tada: :+1:",
    "12:30:45",
    "$x^2$ costs $5",
    "$`x`$",
    "# heading",
    "> quote",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "---",
    "===",
    ":-:",
    "```",
    "~~~",
    "- [ ] task",
    "a | b",
    "trailing \\",
    "\\@dana \\#1",
    "{{ 7*7 }} ${{ github.token }}",
    "zażółć 漢字 🎉",
    "[!WARNING]",
)

ALPHABET = "aZ09 \t\n@#$:/.-_*~`|[]()<>!&;\\+=^{}'\"éwg\u202e\u200b"
typed = st.one_of(
    st.text(alphabet=ALPHABET, max_size=40),
    st.lists(st.sampled_from(NASTY), max_size=4).map("".join),
    st.text(max_size=40),
)


def as_typed(text: str) -> str:
    """One line with its hidden characters named, as a reader should see it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    named = "".join(f"(U+{ord(char):04X})" if is_hidden(char) else char for char in lines)
    return " ".join(named.split())


def assert_inert(markdown: str) -> None:
    assert set(kinds(markdown)) <= {"html_inline"}
    assert set(html(markdown)) <= {"<span>", "</span>"}
    assert not GITHUB_ACTS_ON.search(rendered(markdown))


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_is_shown_as_it_was_typed(text: str) -> None:
    assert_inert(inline(text))
    assert seen(inline(text)) == text


@settings(deadline=None)
@given(typed)
def test_any_text_on_a_line_stays_text(text: str) -> None:
    assert_inert(inline(text))
    assert seen(inline(text)) == as_typed(text)


@settings(deadline=None)
@given(typed)
def test_any_text_in_a_list_and_in_bold_stays_there(text: str) -> None:
    markdown = f"- **{inline(text) or 'x'}:** {inline(text)}"

    expected = ["bullet_list_open", "list_item_open", "strong_open", "strong_close"]
    expected += ["list_item_close", "bullet_list_close"]
    assert [kind for kind in kinds(markdown) if kind != "html_inline"] == expected


@settings(deadline=None)
@given(typed)
def test_any_text_in_a_cell_stays_in_it(text: str) -> None:
    row = f"| {cell(text)} | {code(text)} | end |"
    markdown = f"| a | b | c |\n|---|---|---|\n{row}\n"

    assert kinds(markdown).count("td_open") == 3
    assert kinds(markdown).count("tr_open") == 2
    assert kinds(markdown).count("code_inline") == (0 if "|" in text else 1)
    assert set(html(markdown)) <= {"<span>", "</span>", "<code>", "</code>"}
    assert seen(markdown).endswith("end")


@settings(deadline=None)
@given(typed)
def test_any_text_in_a_code_span_is_that_span(text: str) -> None:
    markdown = f"a {code(text)} b"

    assert seen(markdown).split() == ["a", *as_typed(text).split(), "b"]
    assert set(kinds(markdown)) <= {"code_inline", "html_inline"}


@settings(deadline=None)
@given(typed)
def test_any_text_in_a_quote_stays_in_it(text: str) -> None:
    markdown = f"{block(text)}\n\nafter"

    inside = {"blockquote_open", "blockquote_close", "softbreak", "html_inline"}
    assert set(kinds(markdown)) <= inside
    assert set(html(markdown)) <= {"<span>", "</span>"}
    assert not GITHUB_ACTS_ON.search(rendered(markdown))
    assert seen(markdown).split() == [*as_typed(text).split(), "after"]


@settings(deadline=None)
@given(typed)
def test_nothing_ends_a_code_block(text: str) -> None:
    markdown = f"{fenced(text)}\n\nafter"

    assert kinds(markdown) == ["fence"]
    assert seen(markdown).endswith("after")


def test_hidden_characters_are_shown_by_their_code_point() -> None:
    shown = inline("admin\u202etxt\u200b\x00\ud800")

    assert shown == "admin(U+202E)txt(U+200B)(U+0000)(U+D800)"


def test_lines_of_a_cell_are_parted_by_a_sign() -> None:
    assert cell("one\r\ntwo\n\nthree") == "one ⏎ two ⏎ three"


def test_a_quote_keeps_lines_and_indents() -> None:
    assert block("list:\n  - one\n\nend") == "> list:\n> &nbsp;&nbsp;\\- one\n>\n> end"


def test_long_text_is_cut_before_it_is_escaped() -> None:
    shown = cell("<" * 500, limit=10)

    assert shown == "&lt;" * 9 + "…"


def test_escaping_a_long_text_is_quick() -> None:
    hostile = "".join(NASTY) * 100

    shown = inline(hostile, limit=70_000)

    assert len(re.sub(r"&#8288;", "", shown)) >= len(hostile)
