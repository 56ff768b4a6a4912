"""Listens to every sandbox of the tests, of this process and of those that it starts."""

import json
import os
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sandbox import transcript
from sandbox.transcript import Exchange, Told
from tests.fidelity.description import rest, webhooks
from tests.fidelity.judge import judge, judge_webhook

SHOWN = 20


class Witness:
    """Keeps what was said until somebody asks what was wrong with it."""

    def __init__(self) -> None:
        self._said: deque[Exchange | Told] = deque()
        self._elsewhere: IO[str] | None = None
        self._file = Path()

    def listen(self) -> None:
        """Begin; processes that are started later write to a file, which is read with the rest."""
        transcript.listeners.append(self)
        handle, name = tempfile.mkstemp(prefix="transcript-", suffix=".jsonl")
        os.close(handle)
        os.environ["SANDBOX_TRANSCRIPT"] = name
        self._file = Path(name)
        self._elsewhere = self._file.open(encoding="utf-8")

    @staticmethod
    def transcript() -> str:
        """The file to which other processes write."""
        return os.environ["SANDBOX_TRANSCRIPT"]

    def leave(self) -> None:
        if self._elsewhere is not None:
            self._elsewhere.close()
        self._file.unlink(missing_ok=True)

    def exchanged(self, exchange: Exchange) -> None:
        self._said.append(exchange)

    def told(self, delivery: Told) -> None:
        self._said.append(delivery)

    def complaints(self) -> list[str]:
        """What was wrong since the last time, each once."""
        found: dict[str, None] = {}
        for one in self._take():
            found.update(dict.fromkeys(_judged(one)))
        lines = list(found)
        return lines[:SHOWN] + ([f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else [])

    def _take(self) -> Iterator[Exchange | Told]:
        while self._said:
            yield self._said.popleft()
        yield from self._read()

    def _read(self) -> Iterator[Exchange | Told]:
        """What other processes wrote; a line half written waits for the next time."""
        assert self._elsewhere is not None
        while True:
            at = self._elsewhere.tell()
            line = self._elsewhere.readline()
            if not line.endswith("\n"):
                self._elsewhere.seek(at)
                return
            entry = json.loads(line)
            kind = Exchange if entry.pop("is") == "call" else Told
            yield kind(**entry)


def _judged(one: Exchange | Told) -> Iterator[str]:
    return judge(rest(), one) if isinstance(one, Exchange) else judge_webhook(webhooks(), one)
