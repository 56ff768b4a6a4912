import ast
import json
import re
import shlex
import subprocess
import tomllib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from ruamel.yaml import YAML

from app.templates.quoting import (
    FILTERS,
    Value,
    data_literal,
    go_literal,
    md_cell,
    md_text,
    py_literal,
    sh_literal,
    ts_literal,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
MARKUP = st.text(st.sampled_from("ab1 \t\n\\`*_{}[]()<>#+-=.!|~:@/$&;'\"w"))
GO_STRING = re.compile(r'"([^"\\\n\0\ufeff]|\\[abfnrtv\\"]|\\u(?!d[89a-f])[0-9a-f]{4})*"')
NASTY = "é 🚀 \u202e \x85 \x00 \u2028 \ufeff \" \\ ' ${{ github.token }} {{ 7*7 }} %{} # - : @all"


@given(TEXT)
@example(NASTY)
def test_text_survives_yaml(text: str) -> None:
    assert YAML(typ="safe", pure=True).load(f"a: {data_literal(text)}\nb: 1") == {"a": text, "b": 1}


@given(TEXT)
@example(NASTY)
def test_text_survives_toml(text: str) -> None:
    assert tomllib.loads(f"a = {data_literal(text)}\nb = 1") == {"a": text, "b": 1}


@given(TEXT)
@example(NASTY)
def test_text_survives_json(text: str) -> None:
    assert json.loads(f"[{data_literal(text)}, 1]") == [text, 1]


@given(TEXT)
@example(NASTY)
def test_text_survives_python(text: str) -> None:
    assert ast.literal_eval(f"[{py_literal(text)}, 1]") == [text, 1]


@given(TEXT)
@example(NASTY)
def test_text_survives_go(text: str) -> None:
    """By the rule for interpreted string literals; `make test-templates` asks the compiler."""
    literal = go_literal(text)

    assert GO_STRING.fullmatch(literal)
    assert json.loads(literal) == text


@given(TEXT)
@example(NASTY)
def test_text_survives_typescript(text: str) -> None:
    """JSON is JavaScript, but for line separators in older versions of it."""
    literal = ts_literal(text)

    assert not set(literal) & {"\u2028", "\u2029"}
    assert json.loads(literal) == text


@pytest.mark.parametrize(
    ("value", "go", "ts"),
    [
        (["a", 'b"'], '[]string{"a", "b\\""}', '["a", "b\\""]'),
        ([], "[]string{}", "[]"),
        ([1, 2], "[]int{1, 2}", "[1, 2]"),
        (["a", True], '[]any{"a", true}', '["a", true]'),
        (7, "7", "7"),
        (False, "false", "false"),
    ],
)
def test_lists_and_numbers_are_written_as_go_and_typescript_have_them(
    value: Value, go: str, ts: str
) -> None:
    assert go_literal(value) == go
    assert ts_literal(value) == ts


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXT.filter(lambda text: "\0" not in text), min_size=1, max_size=20))
@example([NASTY.replace("\0", ""), "-n", "", "$(id)", "'", "\n"])
def test_a_real_shell_reads_back_exactly_the_text(texts: list[str]) -> None:
    script = f"printf '%s\\0' {sh_literal(texts)}"

    said = subprocess.run(["sh", "-c", script], check=True, capture_output=True).stdout

    assert said.decode().split("\0")[:-1] == texts


@given(TEXT.filter(lambda text: "\0" not in text))
def test_text_survives_the_shell(text: str) -> None:
    assert shlex.split(f"echo {sh_literal(text)} end") == ["echo", text, "end"]


@given(st.lists(TEXT))
def test_a_list_survives_every_data_language(items: list[str]) -> None:
    literal = data_literal(items)

    assert YAML(typ="safe", pure=True).load(literal) == items
    assert json.loads(literal) == items
    assert tomllib.loads(f"a = {literal}") == {"a": items}
    assert ast.literal_eval(py_literal(items)) == items


@given(TEXT)
def test_every_literal_is_one_line_without_hidden_marks(text: str) -> None:
    literal = data_literal(text)

    assert literal.splitlines() == [literal]
    assert not set(literal) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200f\u200e")


@pytest.mark.parametrize(
    ("value", "data", "python"),
    [(7, "7", "7"), (True, "true", "True"), ([1, False], "[1, false]", "[1, False]")],
)
def test_numbers_and_truths_stay_what_they_are(value: int, data: str, python: str) -> None:
    assert data_literal(value) == data
    assert py_literal(value) == python


def test_letters_of_every_language_are_kept_readable() -> None:
    assert data_literal("Büro für 漢字 🚀") == '"Büro für 漢字 🚀"'


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    assert data_literal("a\ud800b") == '"a\ufffdb"'


def test_a_nul_which_no_shell_word_can_hold_is_dropped() -> None:
    assert shlex.split(sh_literal("a\0b")) == ["ab"]


@given(TEXT | MARKUP)
@example("1. one")
@example("12) one")
@example("- one")
@example("=== ")
@example("<https://example.org>")
@example("[x](javascript:alert(1))")
def test_markdown_shows_exactly_the_text(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(f"{md_text(text)}\n")

    assert shown(tokens) == visible(text)
    assert all(token.type in {"paragraph_open", "paragraph_close", "inline"} for token in tokens)


@given(TEXT | MARKUP)
@example("a|b")
@example("\\|")
def test_a_table_cell_holds_exactly_the_text(text: str) -> None:
    table = f"| a | b |\n|---|---|\n| x {md_cell(text)} | last |\n"

    tokens = MarkdownIt("commonmark").enable("table").parse(table)

    cells = [token for token in tokens if token.type == "inline"]
    assert len(cells) == 4
    assert shown([cells[2]]) == f"x {visible(text)}".strip()


@given(MARKUP)
def test_nothing_in_markdown_mentions_or_links_anybody(text: str) -> None:
    written = md_text(f"{text} @all www.example.org https://example.org {text}")

    assert "@all" not in written
    assert "://" not in written.replace("\\://", "")
    assert "www.example" not in written


def test_plain_prose_is_left_readable() -> None:
    assert md_text("Writes invoices, collects (what is due).") == (
        "Writes invoices, collects (what is due)."
    )


def test_every_filter_that_the_guide_names_is_there() -> None:
    assert set(FILTERS) == {"yaml", "toml", "json", "py", "go", "ts", "sh", "md", "mdcell"}


def shown(tokens: list[Token]) -> str:
    """The text that a reader sees; anything but text and comments fails the test."""
    parts = [part for token in tokens for part in token.children or []]
    assert all(part.type in {"text", "text_special"} or is_comment(part) for part in parts)
    return "".join(part.content for part in parts if not is_comment(part))


def is_comment(part: Token) -> bool:
    return part.type == "html_inline" and part.content == "<!-- -->"


def visible(text: str) -> str:
    """What Markdown can show of a text: control characters and runs of space are one space."""
    hidden = {*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, 0xFEFF}
    hidden |= {*range(0x2028, 0x202F), *range(0x2066, 0x206A)}
    return " ".join("".join(" " if ord(mark) in hidden else mark for mark in text).split())
