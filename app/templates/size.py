"""Which templates are too large to be looked at, known before a file of them is fetched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.templates.faults import TemplateFault
from app.templates.limits import Limits

TOGETHER = 3
"""So many templates of the largest size may come with one commit, or more that are smaller."""


@dataclass(slots=True)
class _Size:
    """How much a template holds; `largest` is its largest file, which has `most` bytes."""

    files: int = 0
    total: int = 0
    most: int = -1
    largest: str = ""

    def add(self, path: str, size: int) -> None:
        self.files, self.total = self.files + 1, self.total + size
        if size > self.most:
            self.most, self.largest = size, path


def too_large(files: Iterable[tuple[str, int]], limits: Limits) -> Mapping[str, TemplateFault]:
    """Why templates are not looked at, by name; small ones are preferred where all is too much.

    `files` are the paths below `cookiecutters/` and sizes in bytes of what would be fetched.
    """
    faults: dict[str, TemplateFault] = {}
    left, bytes_left = limits.files * TOGETHER, limits.total_bytes * TOGETHER
    for name, size in sorted(_sizes(files).items(), key=lambda item: (item[1].total, item[0])):
        if size.files > limits.files or size.total > limits.total_bytes:
            faults[name] = _fault(size, limits)
        elif size.files > left or size.total > bytes_left:
            faults[name] = _crowded_out(name)
        else:
            left, bytes_left = left - size.files, bytes_left - size.total
    return faults


def _sizes(files: Iterable[tuple[str, int]]) -> dict[str, _Size]:
    sizes: dict[str, _Size] = {}
    for path, size in files:
        name, slash, _ = path.partition("/")
        if slash:
            sizes.setdefault(name, _Size()).add(path, size)
    return sizes


def _fault(size: _Size, limits: Limits) -> TemplateFault:
    return TemplateFault(
        f"The template has {size.files:,} files with {size.total:,} bytes; this one, with "
        f"{size.most:,}, is the largest. Allowed are {limits.files:,} files with "
        f"{limits.total_bytes:,} bytes, so nothing of it was looked at.",
        size.largest,
    )


def _crowded_out(name: str) -> TemplateFault:
    return TemplateFault(
        "The commit has so much in its templates that this one was not looked at. Push fewer "
        "changed templates at once.",
        name,
    )
