"""What may come out of the room: plain files at plain paths, within bounds."""

import re
import stat
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from app.templates.faults import TemplateFault
from app.templates.limits import MOST_PATH_BYTES, Limits
from app.templates.tree import EXECUTABLE, PLAIN

_FORBIDDEN = re.compile(r"[\\:\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# What Windows and macOS take for `.git` too.
_GIT = {".git", "git~1"}


@dataclass(frozen=True)
class RenderedFile:
    """One file of a repository; `mode` is git's, 0o100644 or 0o100755."""

    path: str
    mode: int
    content: bytes


@dataclass(frozen=True)
class Rendering:
    """The files of one repository, sorted by path."""

    files: tuple[RenderedFile, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over every path, mode and content, as 64 hexadecimal digits."""
        total = sha256()
        for file in self.files:
            for part in (file.path.encode(), f"{file.mode:o}".encode(), file.content):
                total.update(f"{len(part)}:".encode() + part)
        return total.hexdigest()


@dataclass(frozen=True)
class RawFile:
    """A file as the room answered it, not yet judged; `layer` is the one that wrote it."""

    layer: str
    path: str
    mode: int
    content: bytes


def accepted(files: Iterable[RawFile], limits: Limits) -> Rendering:
    """The rendering made of `files`. Raises TemplateFault for the first that may not be there."""
    taken: dict[str, RawFile] = {}
    total = 0
    for file in files:
        _check_path(file)
        _check_kind_and_size(file, limits)
        total += len(file.content)
        _check_free(file, taken)
        taken[_folded(file.path)] = file
    _check_folders(taken)
    if len(taken) > limits.files or total > limits.total_bytes:
        raise TemplateFault(
            f"The templates write {len(taken):,} files with {total:,} bytes. Allowed are "
            f"{limits.files:,} files with {limits.total_bytes:,} bytes.",
            next(reversed(taken.values())).layer,
        )
    _check_binaries(taken.values(), limits)
    return Rendering(tuple(sorted(map(_rendered, taken.values()), key=lambda file: file.path)))


def _rendered(file: RawFile) -> RenderedFile:
    return RenderedFile(file.path, EXECUTABLE if file.mode & stat.S_IXUSR else PLAIN, file.content)


def _check_path(file: RawFile) -> None:
    parts = file.path.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise _refused(file, "leads out of the repository")
    if _FORBIDDEN.search(file.path):
        raise _refused(file, "has a backslash, a colon or a control character in its name")
    if any(len(part.encode()) > 255 for part in parts) or len(file.path.encode()) > MOST_PATH_BYTES:
        raise _refused(file, "has too long a name")
    if any(_plain(part) in _GIT for part in parts):
        raise _refused(file, "would be part of git's own folder")


def _check_kind_and_size(file: RawFile, limits: Limits) -> None:
    if not stat.S_ISREG(file.mode):
        raise _refused(file, "is no plain file")
    if len(file.content) > limits.file_bytes:
        raise _refused(file, f"has more than {limits.file_bytes:,} bytes")


def _check_free(file: RawFile, taken: dict[str, RawFile]) -> None:
    other = taken.get(_folded(file.path))
    if other is None:
        return
    if other.layer == file.layer:
        raise _refused(file, f"differs from {other.path} in upper and lower case only")
    raise TemplateFault(
        f"The layers {other.layer} and {file.layer} both write {file.path}. "
        "Remove it from one of them.",
        file.layer,
    )


def _check_folders(taken: dict[str, RawFile]) -> None:
    for path, file in taken.items():
        parents = path.split("/")[:-1]
        for depth in range(1, len(parents) + 1):
            other = taken.get("/".join(parents[:depth]))
            if other:
                raise _refused(file, f"needs a folder where {other.layer} writes {other.path}")


def _check_binaries(files: Iterable[RawFile], limits: Limits) -> None:
    binary = [file for file in files if not _is_text(file.content)]
    if len(binary) > limits.binary_files:
        raise TemplateFault(
            f"The templates write {len(binary):,} files that are no text. Allowed are "
            f"{limits.binary_files:,}, for each takes a call to GitHub of its own.",
            binary[-1].layer,
        )


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _refused(file: RawFile, reason: str) -> TemplateFault:
    shown = file.path.encode("unicode_escape").decode()
    return TemplateFault(f"The file {shown} {reason}. Give it another name.", file.layer)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _plain(part: str) -> str:
    # File systems drop these before they compare: a final dot or space, and unseen characters.
    seen = "".join(letter for letter in part if unicodedata.category(letter) != "Cf")
    return seen.rstrip(". ").casefold()
