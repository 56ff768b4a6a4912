"""What a seed puts into a repository: files that it copies, and texts of its own."""

from pathlib import Path

import pygit2

from sandbox.seed import SeedFault, SeedFiles, SeedRepository

SKIPPED = {"__pycache__", ".git", ".DS_Store"}
Files = dict[str, tuple[int, bytes]]
"""Mode and content by path."""


def files_of(one: SeedRepository, folder: Path) -> Files:
    """All that the seed in `folder` says; SeedFault for a source that is not there."""
    found: Files = {}
    for item in one.files:
        found |= _read(folder, item, one.name)
    return found | {path: (0o100644, text.encode()) for path, text in one.contents.items()}


def _read(folder: Path, item: SeedFiles, repository: str) -> Files:
    source = (folder / item.source).resolve()
    if not source.exists():
        raise SeedFault(
            f"The seed copies {source} into the repository {repository}, but nothing is there."
            f" Make it, or change `files` in the seed."
        )
    if source.is_file():
        return {_joined("", item.to) or source.name: (_mode(source), source.read_bytes())}
    inside = [path for path in sorted(source.rglob("*")) if path.is_file()]
    inside = [path for path in inside if not _is_ignored(source, path)]
    return {
        _joined(item.to, path.relative_to(source).as_posix()): (_mode(path), path.read_bytes())
        for path in inside
        if not SKIPPED & set(path.relative_to(source).parts)
    }


def _is_ignored(checkout: Path, path: Path) -> bool:
    """Whether git would leave the file out, where the folder is a checkout of its own."""
    if not (checkout / ".git").exists():
        return False
    repository, name = pygit2.Repository(str(checkout)), path.relative_to(checkout).as_posix()
    return name not in repository.index and repository.path_is_ignored(name)


def _joined(folder: str, path: str) -> str:
    return "/".join(
        part for part in (*folder.split("/"), *path.split("/")) if part not in {"", "."}
    )


def _mode(path: Path) -> int:
    return 0o100755 if path.stat().st_mode & 0o111 else 0o100644
