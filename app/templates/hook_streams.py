"""Where a hook's output goes: its end is kept, and nothing of it gets into the room's answer."""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import IO, Any, cast

_KEPT_BYTES = 4_000
_MOST_LINES = 3
_MOST_CHARACTERS = 300
_ANSWER, _COMPLAINT = 1, 2
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class Tail(io.BufferedIOBase):
    """Keeps the end of what is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = b""

    def writable(self) -> bool:
        return True

    def write(self, written: Any) -> int:
        content = bytes(written)
        self._kept = (self._kept + content[-_KEPT_BYTES:])[-_KEPT_BYTES:]
        return len(content)

    def last_lines(self) -> str:
        """Its last lines in one, without colours; nothing where nothing was said."""
        text = _COLOUR.sub("", self._kept.decode("utf-8", "replace"))
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return " ".join(lines[-_MOST_LINES:])[-_MOST_CHARACTERS:]


@contextmanager
def heard() -> Iterator[Tail]:
    """What is said on both streams comes to a tail; nobody is there to type anything."""
    tail = Tail()
    stream = io.TextIOWrapper(cast("IO[bytes]", tail), "utf-8", "replace", write_through=True)
    typed, sys.stdin = sys.stdin, io.StringIO()
    answer = os.dup(_ANSWER)
    os.dup2(_COMPLAINT, _ANSWER)
    try:
        with redirect_stdout(stream), redirect_stderr(stream):
            yield tail
    finally:
        os.dup2(answer, _ANSWER, inheritable=False)
        os.close(answer)
        sys.stdin = typed
        # A hook may have closed it.
        if not stream.closed:
            stream.detach()
