"""Rooms that a killed worker left behind: which of them are safe to remove."""

import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

from app.sealed.removal import remove_below

ROOM_PREFIX = "slipway-room-"

_LONGEST_SECONDS = 60 * 60
"""Nothing in a room takes nearly as long."""


def remove_old_rooms() -> int:
    """Remove this user's rooms of which nobody can be at work any more; how many.

    They stand in the system's temporary folder, where others may put a link of that name.
    """
    removed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{ROOM_PREFIX}*"):
        try:
            status = folder.lstat()
        except OSError:
            continue
        is_ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()
        if is_ours and status.st_mtime < time.time() - _LONGEST_SECONDS:
            remove_below(folder)
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed
