"""Removes what a sealed process leaves, however deep it is and whatever its modes are."""

import stat
from contextlib import suppress
from pathlib import Path


def remove_below(folder: Path) -> None:
    """Remove all that is in `folder`, which stays. What cannot be removed is left.

    The library's way takes a frame of Python for each level, and a tree may have too many.
    """
    waiting = [folder]
    moved: list[Path] = []
    while waiting:
        place = waiting.pop()
        with suppress(OSError):
            for found in list(place.iterdir()):
                path = folder / f".{len(moved)}."
                if found not in moved and _cleared(found, path):
                    moved.append(path)
                    waiting.append(path)
    for path in moved:
        with suppress(OSError):
            path.rmdir()


def _cleared(path: Path, beside: Path) -> bool:
    """Remove it, or, if it is a folder, move it where its path stays short; whether it is one."""
    with suppress(OSError):
        if not stat.S_ISDIR(path.lstat().st_mode):
            path.unlink()
            return False
        path.chmod(0o700)
        path.rename(beside)
        return True
    return False
