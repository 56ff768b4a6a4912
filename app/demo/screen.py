"""How the demo looks on a terminal: who did what, what Slipway answered, in calm colours."""

import os
import shutil
import sys
import textwrap
from enum import Enum
from typing import TextIO

_NAME_COLUMN = 10
_WIDEST = 100


class Tone(Enum):
    """What a colour means here; the values are ANSI's."""

    TITLE = "1"
    PERSON = "36"
    SLIPWAY = "32"
    QUIET = "2"
    BAD = "31"


class Screen:
    """Prints the demo; colours only where they are seen. NO_COLOR turns them off as well."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._coloured = self._stream.isatty() and not os.environ.get("NO_COLOR")
        self._width = min(shutil.get_terminal_size().columns, _WIDEST)

    def title(self, text: str) -> None:
        self._write(f"\n{self._toned(text, Tone.TITLE)}")

    def person(self, login: str, text: str) -> None:
        """What a person does."""
        self._row(login, text, Tone.PERSON)

    def slipway(self, text: str) -> None:
        """What Slipway answers."""
        self._row("Slipway", text, Tone.SLIPWAY)

    def note(self, name: str, text: str) -> None:
        """What is good to know beside the story."""
        self._row(name, text, Tone.QUIET)

    def copyable(self, line: str) -> None:
        """A line to copy: never wrapped."""
        self._write(f"    {line}")

    def text(self, paragraph: str) -> None:
        """A paragraph of its own, as it stands."""
        self._write(paragraph)

    def bad(self, paragraph: str) -> None:
        """What went wrong."""
        first, separator, rest = paragraph.partition("\n")
        lines = textwrap.wrap(first, self._width) or [""]
        self._write("\n" + self._toned("\n".join(lines), Tone.BAD) + separator + rest)

    def _row(self, name: str, text: str, tone: Tone) -> None:
        indent = " " * (_NAME_COLUMN + 2)
        lines = textwrap.wrap(
            text,
            self._width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
        head = self._toned(f"  {name:<{_NAME_COLUMN}}", tone)
        self._write("\n".join([head + lines[0][len(indent) :], *lines[1:]]))

    def _toned(self, text: str, tone: Tone) -> str:
        return f"\033[{tone.value}m{text}\033[0m" if self._coloured else text

    def _write(self, text: str) -> None:
        # Watchers may look through a pipe, and some terminals know no emoji.
        encoding = self._stream.encoding or "utf-8"
        seen = text.encode(encoding, errors="replace").decode(encoding)
        self._stream.write(f"{seen}\n")
        self._stream.flush()
