"""Keeps answers that GitHub can confirm with a 304, which costs nothing of the primary limit."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

_MOST_ANSWERS = 1000
_MOST_CHARACTERS = 8_000_000
_LONGEST = 500_000


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The text of an answer, its ETag, and the header that tells of further pages."""

    etag: str
    text: str
    link: str


class Etags:
    """Answers by who asked for what: one token's view is never shown to another scope.

    In memory and bounded: the answers that were not asked for longest go first. Safe to share
    between threads.
    """

    def __init__(self, characters: int = _MOST_CHARACTERS) -> None:
        self._kept: OrderedDict[Hashable, KeptAnswer] = OrderedDict()
        self._longest = min(characters, _LONGEST)
        self._room = characters
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> KeptAnswer | None:
        """What was answered last time."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, answer: KeptAnswer) -> None:
        """Remember an answer in place of the one before."""
        with self._lock:
            self._drop(key)
            if len(answer.text) > self._longest:
                return
            while len(answer.text) > self._room or len(self._kept) >= _MOST_ANSWERS:
                self._drop(next(iter(self._kept)))
            self._kept[key] = answer
            self._room -= len(answer.text)

    def _drop(self, key: Hashable) -> None:
        dropped = self._kept.pop(key, None)
        self._room += len(dropped.text) if dropped else 0
