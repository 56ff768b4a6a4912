"""A control repository on an admin's machine, and the commands typed in it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli import main
from tests.domain.build import STARTER


@dataclass(frozen=True)
class Folder:
    """A copy of the starter; `run` types `slipway policy …` without any settings."""

    path: Path

    def run(self, *arguments: str | Path) -> Result:
        return CliRunner().invoke(main, ["policy", *map(str, arguments)], env={})

    def changes(self, file: str, old: str, new: str) -> None:
        """Somebody edits a file."""
        path = self.path / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def starter_in(folder: Path) -> Folder:
    shutil.copytree(STARTER, folder / "services")
    return Folder(folder / "services")
