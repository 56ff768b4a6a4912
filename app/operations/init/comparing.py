"""Which starter files a repository lacks, and which it has in a way of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.control import CASES_PATH, CODEOWNERS_PATHS, POLICY_PATH, TEMPLATES_PATH
from app.github.commits import PushedFile
from app.templates.tree import blob_id

README = "README.md"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`missing` are the files to add; `different` are paths, of a template its folder's."""

    missing: tuple[PushedFile, ...]
    different: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether all of it is there as Slipway brings it."""
        return not self.missing and not self.different


def compare(wanted: Sequence[PushedFile], there: Mapping[str, str]) -> Comparison:
    """Hold the starter against a repository, whose files are `there` with their git blob ids.

    What belongs together is added together: nothing into a template that is there, no second
    CODEOWNERS, no cases for a policy that is not the starter's.
    """
    blobs = {path: blob_id(content) for path, _, content in wanted}
    folders = {_folder(path) for path in there} - {None}
    missing: list[PushedFile] = []
    different: dict[str, None] = {}
    for file in wanted:
        path = file[0]
        if there.get(path) == blobs[path]:
            continue
        shown = _in_its_place(path, there, folders, blobs)
        if shown is None:
            missing.append(file)
        else:
            different[shown] = None
    return Comparison(tuple(missing), tuple(different))


def _in_its_place(
    path: str, there: Mapping[str, str], folders: set[str | None], blobs: Mapping[str, str]
) -> str | None:
    """What stands where the file would go, and is left as it is; None for nothing."""
    folder = _folder(path)
    if folder is not None and folder in folders:
        return f"{folder}/"
    if path in there:
        return path
    if path in CODEOWNERS_PATHS:
        return next((other for other in CODEOWNERS_PATHS if other in there), None)
    has_own_policy = there.get(POLICY_PATH, blobs[POLICY_PATH]) != blobs[POLICY_PATH]
    if path.startswith(f"{CASES_PATH}/") and has_own_policy:
        return path
    return None


def _folder(path: str) -> str | None:
    """The template that a file is part of."""
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == TEMPLATES_PATH and len(parts) > 2 else None


def without_github_s_own(there: Mapping[str, str], *, is_first: bool) -> Mapping[str, str]:
    """Nothing, where all that is there is the README that GitHub begins a repository with."""
    return {} if is_first and set(there) <= {README} else there


def listed(paths: Sequence[str], most: int = 12) -> Iterator[str]:
    """The first of them, and how many more there are."""
    yield from paths[:most]
    if len(paths) > most:
        yield f"and {len(paths) - most} more"
