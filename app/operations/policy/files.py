"""Where policy, form and policy cases are on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.control import CASES_PATH, FORM_PATH, POLICY_PATH, TEMPLATES_PATH
from app.domain.mistakes import Mistake


class NoFile(Exception):
    """A file that is not there or is no text; the text says which and what to do."""


@dataclass(frozen=True, slots=True)
class LawFiles:
    """A policy and its form, each with the path by which people know it here.

    `templates` are the folders of templates that lie beside it; None if there are none at all.
    """

    policy_path: Path
    form_path: Path
    policy: str
    form: str
    templates: frozenset[str] | None = None

    def here(self, mistake: Mistake) -> Mistake:
        """The same mistake under the path that the file has on this machine."""
        paths = {POLICY_PATH: self.policy_path, FORM_PATH: self.form_path}
        return replace(mistake, path=str(paths.get(mistake.path, mistake.path)))


def read_law_files(policy: Path, form: Path | None) -> LawFiles:
    """Read both files; `policy` may be the folder that holds it. Raises NoFile.

    Without `form` it is looked for where a control repository has it.
    """
    if policy.is_dir():
        policy = policy / POLICY_PATH
    form = form or policy.parent / FORM_PATH
    templates = _folders(policy.parent / TEMPLATES_PATH)
    return LawFiles(policy, form, _text(policy), _text(form), templates)


def find_cases(asked: Path) -> tuple[Path, ...]:
    """The files of cases: `asked` itself, or all below the folder `policy-tests` of a folder."""
    if not asked.is_dir():
        return (asked,)
    folder = asked / CASES_PATH if (asked / POLICY_PATH).is_file() else asked
    found = sorted(path for path in folder.rglob("*") if path.suffix in {".yml", ".yaml"})
    if not found:
        raise NoFile(f"There are no cases in {folder}; write some into a file that ends in .yml.")
    return tuple(found)


def policy_above(asked: Path) -> Path:
    """The policy that cases are for: in that folder, or in the nearest one above it."""
    start = asked.absolute()
    for folder in (start, *start.parents):
        if (folder / POLICY_PATH).is_file():
            return _as_asked(folder / POLICY_PATH)
    raise NoFile(f"There is no {POLICY_PATH} in or above {asked}; name one with --policy.")


def read_texts(paths: tuple[Path, ...]) -> Mapping[str, str]:
    """Path to text. Raises NoFile."""
    return {str(path): _text(path) for path in paths}


def _folders(folder: Path) -> frozenset[str] | None:
    if not folder.is_dir():
        return None
    return frozenset(path.name for path in folder.iterdir() if path.is_dir())


def _as_asked(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise NoFile(f"{path} is not UTF-8 text.") from None
    except OSError as error:
        raise NoFile(f"{path} cannot be read: {error.strerror}.") from None
