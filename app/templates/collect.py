"""What a layer wrote, as the room hands it out."""

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from app.sealed.walls import Outside
from app.templates.parcels import SentFile


def collected(output: Path, most: int) -> list[SentFile]:
    """Whatever is no folder below `output`; the other side judges what is no plain file.

    Raises Outside where there are more than `most`, before they are read.
    """
    entries = list(islice(_entries(str(output)), most + 1))
    if len(entries) > most:
        raise Outside(f"wrote more than {most:,} files")
    found = [_read(output, entry) for entry in entries]
    return sorted(found, key=lambda file: file[0].split("/"))


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
            else:
                yield entry


def _read(output: Path, entry: os.DirEntry[str]) -> SentFile:
    mode = entry.stat(follow_symlinks=False).st_mode
    content = Path(entry.path).read_bytes() if stat.S_ISREG(mode) else b""
    return entry.path.removeprefix(f"{output}/"), mode, content
