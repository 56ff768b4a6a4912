"""Which files of a rendered repository tell most of it, so that people read them first."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

_PATTERNS = (
    "README.md",
    "catalog-info.yaml",
    *(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    *(".github/workflows/*.yml", ".github/workflows/*.yaml"),
    "Makefile",
    "Dockerfile",
)


def key_files(paths: Iterable[str]) -> tuple[str, ...]:
    """Those of `paths` that are key files, in the order in which they are shown."""
    places = {path: place for path in paths if (place := _place(path)) is not None}
    return tuple(sorted(places, key=lambda path: (places[path], path)))


def _place(path: str) -> int | None:
    """What is in folders further below is none: `*` would take slashes in."""
    found = (
        place
        for place, pattern in enumerate(_PATTERNS)
        if fnmatchcase(path, pattern) and path.count("/") == pattern.count("/")
    )
    return next(found, None)
