"""A control repository with templates on an author's machine, and the commands typed in it."""

import re
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli import main
from app.domain.control import FORM_PATH
from tests.domain.build import STARTER
from tests.templates.builders import ROOT
from tests.templates.check.broken import service


@dataclass(frozen=True)
class Folder:
    """The starter's form, which offers `svc`, and three small templates.

    They are `svc`, its `checks` and their `platform`.
    """

    path: Path

    def run(self, *arguments: str | Path) -> Result:
        """Type `slipway …` without any settings."""
        return CliRunner().invoke(main, [*map(str, arguments)], env={})

    def writes(self, file: str, text: str) -> Path:
        """Somebody writes a file; one of the repository of `svc` if it begins with `…/`."""
        inside = self.templates / "svc" / ROOT
        path = inside / file[2:] if file.startswith("…/") else self.path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def templates(self) -> Path:
        return self.path / "cookiecutters"


def offering_only(template: str, form: str) -> str:
    """The starter's form with one template to choose from."""
    others = re.compile(r"^( *- )(?!python)\w+-service\n", re.MULTILINE)
    return others.sub("", form).replace("- python-service\n", f"- {template}\n")


def folder_with_templates(path: Path) -> Folder:
    folder = Folder(path / "services")
    form = folder.path / FORM_PATH
    form.parent.mkdir(parents=True)
    starter = (STARTER / FORM_PATH).read_text(encoding="utf-8")
    form.write_text(offering_only("svc", starter), encoding="utf-8")
    for name, tree in service({}).items():
        assert not isinstance(tree, Exception)
        for file in tree.files:
            target = folder.templates / name / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)
    return folder
