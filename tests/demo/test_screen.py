"""How the demo looks where there is a terminal, and where there is none."""

import io

import pytest

from app.demo.screen import Screen


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_is_no_terminal_gets_no_colours() -> None:
    stream = io.StringIO()

    Screen(stream).person("dana", "files a request")

    assert stream.getvalue() == "  dana      files a request\n"


def test_a_terminal_gets_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()

    Screen(stream).person("dana", "files a request")

    assert "\033[" in stream.getvalue()


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()

    Screen(stream).title("dana files a request")

    assert "\033[" not in stream.getvalue()


def test_long_lines_go_on_below_their_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = io.StringIO()

    Screen(stream).slipway("Waiting for approval: approved/platform by the team")

    assert stream.getvalue().splitlines() == [
        "  Slipway   Waiting for approval:",
        "            approved/platform by the",
        "            team",
    ]


def test_a_line_to_copy_is_never_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = io.StringIO()

    Screen(stream).copyable("git clone " + "x" * 80)

    assert stream.getvalue().count("\n") == 1


def test_a_terminal_without_emoji_still_shows_the_words() -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding="ascii")

    Screen(stream).slipway("🎉 Live")

    assert buffer.getvalue() == b"  Slipway   ? Live\n"
