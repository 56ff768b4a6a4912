"""`slipway init ORG --to DIR`: the same files in a folder, for who commits them by hand."""

from collections.abc import Sequence
from pathlib import Path

from app.github.commits import PushedFile
from app.operations.init.comparing import Comparison, compare
from app.templates.tree import blob_id


def put_into(folder: Path, wanted: Sequence[PushedFile]) -> Comparison:
    """Write what the folder lacks, and leave what it has as it is. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    found = compare(wanted, _there(folder))
    for path, mode, content in found.missing:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        # A checkout is for everybody who may enter its folder, as git leaves it.
        place.chmod(mode & 0o777)
    return found


def _there(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): blob_id(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
