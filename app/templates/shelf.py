"""What is known of templates, kept from one render to the next as bytes that nobody here reads."""

import hashlib
import threading
from collections import OrderedDict

from app.templates.tree import TemplateTree

MOST_BYTES = 32 * 1024 * 1024
MOST_BYTES_OF_ONE = 4 * 1024 * 1024


class Shelf:
    """Of each template what the room knows of it, by the template's `mark`; bounded in bytes.

    What was not asked for longest goes first. Of one that is too large nothing is kept.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def taken(self, mark: str) -> bytes | None:
        """What is known, b"" if nothing is; None if nobody asked yet."""
        with self._lock:
            if mark in self._kept:
                self._kept.move_to_end(mark)
            return self._kept.get(mark)

    def put(self, mark: str, known: bytes) -> None:
        """Keep what is `known`; the template of this mark was given alone to whoever says so."""
        with self._lock:
            self._kept[mark] = known if len(known) <= MOST_BYTES_OF_ONE else b""
            self._kept.move_to_end(mark)
            while sum(map(_size, self._kept.values())) > self._most:
                self._kept.popitem(last=False)

    def unlock(self) -> None:
        """In a fork: another thread may have held the lock when the fork was made."""
        self._lock = threading.Lock()

    def drop(self, mark: str) -> None:
        with self._lock:
            self._kept.pop(mark, None)


def mark_of(tree: TemplateTree) -> str:
    """What no two templates share, as hexadecimal digits: SHA-256 over paths, modes and contents.

    Git's own id is a SHA-1, of which somebody may make two alike.
    """
    total = hashlib.sha256()
    for file in tree.files:
        for part in (file.path.encode(), f"{file.mode:o}".encode(), file.content):
            total.update(f"{len(part)}:".encode() + part)
    return total.hexdigest()


def _size(known: bytes) -> int:
    return len(known) + 100
