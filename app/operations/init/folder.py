"""`slipway init ORG --to DIR`: the same files in a folder, for who commits them by hand."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from app.github.commits import PushedFile
from app.operations.init.comparing import Comparison, compare
from app.templates.tree import blob_id


def compared(folder: Path, wanted: Sequence[PushedFile]) -> Comparison:
    """What the folder, which need not be there, lacks of the files. Raises OSError.

    A link stays what it is: nothing is written through it, and so outside of the folder.
    """
    found = compare(wanted, _there(folder))
    for path, _, _ in found.missing:
        for parent in (folder / path).relative_to(folder).parents:
            if (folder / parent).is_symlink() and parent != Path():
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder / parent))
    return found


def put_into(folder: Path, missing: Sequence[PushedFile]) -> None:
    """Write these files, none of which is there. Raises OSError."""
    for path, mode, content in missing:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        # A checkout is for everybody who may enter its folder, as git leaves it.
        place.chmod(mode & 0o777)


def _there(folder: Path) -> dict[str, str]:
    """The files by path with their git blob ids; a link counts by where it leads."""
    return {
        path.relative_to(folder).as_posix(): _blob_id(path)
        for path in folder.rglob("*")
        if (path.is_symlink() or path.is_file()) and ".git" not in path.relative_to(folder).parts
    }


def _blob_id(path: Path) -> str:
    return blob_id(os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes())
