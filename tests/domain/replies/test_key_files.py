"""Key files in the status comment: whole or not at all, inert, and within GitHub's limit."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.hidden import is_hidden
from app.domain.replies.status import MARKER, MOST_CHARACTERS, status_comment
from app.domain.status import FileView, LayerView
from tests.domain.markdown import html, tokens
from tests.domain.replies.build import a_half, a_view

NASTY = "```\n</details>\n@acme/all #1 ![x](https://e.example/x.png)\n~~~\n````\n\tx"


def shown(*files: FileView) -> str:
    return status_comment(a_view(halves=(a_half(key_files=files),)))


def blocks(text: str) -> list[str]:
    """The code blocks, without the drawn tree that comes first."""
    return [token.content for token in tokens(text) if token.type == "fence"][1:]


def test_a_key_file_is_shown_with_its_tabs_and_blank_lines() -> None:
    text = shown(FileView("Makefile", "setup:\n\tpip install .\n\n\ntest:\n\tpytest\n"))

    assert "<summary><code>Makefile</code></summary>" in text
    assert blocks(text) == ["setup:\n\tpip install .\n\n\ntest:\n\tpytest\n"]


def test_nothing_in_a_file_ends_its_block_or_is_acted_on() -> None:
    text = shown(FileView("README.md", NASTY), FileView("Makefile", "x"))

    assert blocks(text) == [f"{NASTY}\n", "x\n"]
    assert "</details>\n@acme" not in "".join(html(text))


# Some letters and marks are as unseen as what is excluded by its category.
VISIBLE = st.characters(exclude_categories=["C", "Z"]).filter(lambda char: not is_hidden(char))


@settings(deadline=None, max_examples=50)
@example("\u0301")
@given(st.text(VISIBLE | st.sampled_from("`~\t\n <>@#")))
def test_any_visible_text_is_shown_as_it_is(content: str) -> None:
    assert blocks(shown(FileView("README.md", f"a\n{content}\nz\n")))[0] == f"a\n{content}\nz\n"


@pytest.mark.parametrize("char", ["\u202e", "\u3164", "\U000e0100"])
def test_what_an_eye_cannot_see_is_named(char: str) -> None:
    assert f"a(U+{ord(char):04X})b" in blocks(shown(FileView("README.md", f"a{char}b")))[0]


@pytest.mark.parametrize("mark", [MARKER, "<!-- slipway:reply 7 -->"])
def test_no_line_of_a_file_is_one_of_our_marks(mark: str) -> None:
    lines = shown(FileView("README.md", f"{mark}\n")).splitlines()

    assert lines.count(mark) == (1 if mark == MARKER else 0)


def test_a_file_that_does_not_fit_is_named_and_the_next_one_shown() -> None:
    text = shown(FileView("README.md", "x" * 30_000), FileView("Makefile", "all:\n"))

    assert "Too long for here, or no text: `README.md`. `slipway preview` shows every file" in text
    assert blocks(text) == ["all:\n"]


def test_contents_give_way_before_file_trees_and_answers() -> None:
    names = tuple(f"src/{number:04}-{'x' * 60}.py" for number in range(350))
    files = (FileView("README.md", "x" * 25_000),)

    text = status_comment(a_view(halves=(a_half(files=names, key_files=files),) * 2))

    assert len(text) <= MOST_CHARACTERS
    assert names[-1].removeprefix("src/") in text
    assert "no text: `README.md`" in text


def test_a_file_that_is_no_text_is_named() -> None:
    assert "or no text: `README.md`" in shown(FileView("README.md", None))


def test_layers_are_linked_and_executables_marked() -> None:
    layer = LayerView("platform", "0f9e8d7c6b5a4321", "https://github.example/acme/services/tree/a")
    half = a_half(layers=(layer,), files=("bin/wait", "a.py"), executables=frozenset({"bin/wait"}))

    text = status_comment(a_view(halves=(half,)))

    link = "[platform](https://github.example/acme/services/tree/a)"
    assert f"Rendered from {link} `0f9e8d7c6b5a`" in text
    assert "└── wait (executable)" in text
    assert "a.py (executable)" not in text
