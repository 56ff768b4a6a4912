"""The one folder that a sealed process works in."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.sealed.leftovers import ROOM_PREFIX
from app.sealed.removal import remove_below

NOBODY = 65534
"""The user and the group to whom nothing belongs, by their number on every Linux."""


@contextmanager
def room_folder() -> Iterator[Path]:
    """A new folder, gone afterwards. Made by root, it is one that `NOBODY` can work in."""
    with tempfile.TemporaryDirectory(prefix=ROOM_PREFIX) as name:
        # The outer one stays ours, so that what a killed worker left is known for its own.
        folder = Path(name).resolve() / "room"
        folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            folder.parent.chmod(0o711)
            os.chown(folder, NOBODY, NOBODY)
        try:
            yield folder
        finally:
            remove_below(folder)
