"""A template folder as git sees it: paths, modes, bytes and the tree id that names them."""

import hashlib
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.templates.faults import TemplateFault, TemplateFaults

PLAIN = 0o100644
EXECUTABLE = 0o100755


@dataclass(frozen=True)
class TemplateFile:
    """One file of a template; `path` is relative to the template's folder, with forward slashes.

    Raises TemplateFault for anything that is not a plain or executable file inside the folder.
    """

    path: str
    mode: int
    content: bytes

    def __post_init__(self) -> None:
        if self.mode not in {PLAIN, EXECUTABLE}:
            raise TemplateFault(_mode_message(self.mode), self.path)
        if any(part in {"", ".", ".."} for part in self.path.split("/")) or "\0" in self.path:
            raise TemplateFault("The path leaves the template's folder. Rename it.", self.path)


@dataclass(frozen=True)
class TemplateTree:
    """The files of one template folder, such as `cookiecutters/platform`.

    `tree_id` is the id that git gives the folder: 40 hexadecimal digits.
    """

    tree_id: str
    files: tuple[TemplateFile, ...]

    def text(self, path: str) -> str | None:
        """The file at `path` as UTF-8 text, or None where there is none."""
        for file in self.files:
            if file.path == path:
                return _decoded(file)
        return None


class PartlyReadable(TemplateFaults):
    """A template that holds what it may not, so that nothing is built from it.

    `rest` are its other files, for whoever looks for all mistakes at once.
    """

    def __init__(self, faults: Sequence[TemplateFault], rest: TemplateTree) -> None:
        super().__init__(faults)
        self.rest = rest


def load_folder(folder: Path) -> TemplateTree:
    """Read a template folder from disk.

    Raises PartlyReadable for links and special files, which templates may not hold.
    """
    entries = sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    files, faults = sorted_out(partial(_load_file, folder, path) for path in entries)
    whole = TemplateTree(tree_id(files), files)
    if faults:
        raise PartlyReadable(faults, whole)
    return whole


def sorted_out(
    made: Iterable[Callable[[], TemplateFile]],
) -> tuple[tuple[TemplateFile, ...], list[TemplateFault]]:
    """The files that each of `made` gives, and why others may not be there."""
    files: list[TemplateFile] = []
    faults: list[TemplateFault] = []
    for make in made:
        try:
            files.append(make())
        except TemplateFault as fault:
            faults.append(fault)
    return tuple(files), faults


def tree_id(files: Iterable[TemplateFile]) -> str:
    """The SHA-1 id that `git write-tree` gives a folder with these files."""
    blobs: list[tuple[str, int, str]] = []
    folders: dict[str, list[TemplateFile]] = {}
    for file in files:
        name, slash, rest = file.path.partition("/")
        if slash:
            folders.setdefault(name, []).append(TemplateFile(rest, file.mode, file.content))
        else:
            blobs.append((name, file.mode, _object_id("blob", file.content)))
    # Git orders a folder as if its name ended in a slash.
    entries = [(name, mode, name, oid) for name, mode, oid in blobs]
    entries += [(f"{name}/", 0o40000, name, tree_id(inner)) for name, inner in folders.items()]
    body = b"".join(
        f"{mode:o} {name}\0".encode() + bytes.fromhex(oid)
        for _, mode, name, oid in sorted(entries, key=lambda entry: entry[0].encode())
    )
    return _object_id("tree", body)


def blob_id(content: bytes) -> str:
    """The SHA-1 id that git gives a file of this content."""
    return _object_id("blob", content)


def _object_id(kind: str, content: bytes) -> str:
    header = f"{kind} {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


def _load_file(folder: Path, path: Path) -> TemplateFile:
    name = path.relative_to(folder).as_posix()
    mode = path.lstat().st_mode
    if not stat.S_ISREG(mode):
        raise TemplateFault(_mode_message(mode), f"{folder.name}/{name}")
    return TemplateFile(name, EXECUTABLE if mode & stat.S_IXUSR else PLAIN, path.read_bytes())


def _mode_message(mode: int) -> str:
    kind = "a symbolic link" if stat.S_ISLNK(mode) else f"an entry of mode {mode:o}"
    return f"Templates hold plain files only, and this is {kind}. Put the file itself here."


def _decoded(file: TemplateFile) -> str:
    try:
        return file.content.decode()
    except UnicodeDecodeError as error:
        raise TemplateFault("The file is not UTF-8 text. Save it as UTF-8.", file.path) from error
