"""Which files of a repository people look at first."""

from collections.abc import Iterable

from app.templates.output import RenderedFile

KEY_FILES = (
    "README.md",
    "catalog-info.yaml",
    ".github/workflows/",
    "CODEOWNERS",
    ".github/CODEOWNERS",
    "Makefile",
    "Dockerfile",
)
"""In the order in which they are shown; a folder stands for all that is in it."""


def key_files(files: Iterable[RenderedFile]) -> tuple[RenderedFile, ...]:
    """Those of `files` that tell most of a repository, in the order of KEY_FILES."""
    kept = tuple(files)
    return tuple(file for key in KEY_FILES for file in kept if _is(file.path, key))


def _is(path: str, key: str) -> bool:
    return path.startswith(key) if key.endswith("/") else path == key
