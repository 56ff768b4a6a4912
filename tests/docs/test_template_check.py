"""The page about checking and previewing templates: its options, examples and numbers are so."""

import re
from pathlib import Path

import click
import pytest

from app.domain.control import FORM_PATH
from app.operations.template.commands import preview, template_commands
from app.templates.check.corpus import CORPUS
from app.templates.check.declared import FREE
from app.templates.check.messages import BOUNDS
from tests.operations.template.folder import Folder, folder_with_templates

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/template-check.md").read_text(encoding="utf-8")
ANSWERS = PAGE.split("```yaml\n")[1].split("```")[0]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return folder_with_templates(tmp_path)


@pytest.mark.parametrize("command", [template_commands.commands["check"], preview])
def test_every_option_is_explained(command: click.Command) -> None:
    options = [name for one in command.params for name in one.opts if name.startswith("--")]

    assert len(options) >= 2
    assert [name for name in options if f"| `{name}" not in PAGE] == []


def test_the_check_prints_what_the_page_shows(folder: Folder) -> None:
    shown = re.compile(r"^    cookiecutters/go-service/(\S+):4: (error: .*)$", re.MULTILINE)
    [(path, said)] = shown.findall(PAGE)
    text = "a: 1\nb: 2\nc: 3\nd: {{ cookiecutter.description }}\n"
    folder.writes(f"cookiecutters/svc/{path}", text)

    result = folder.run("template", "check", folder.templates / "svc")

    assert result.stdout.splitlines() == [
        f"{folder.templates}/svc/{path}:4: {said}",
        f"{folder.templates}: 1 error and no warnings.",
    ]


def test_the_example_of_answers_is_what_the_form_asks(folder: Folder, tmp_path: Path) -> None:
    answers = folder.writes("answers.yml", ANSWERS)
    command = ("preview", "svc", "--templates", folder.path, "--answers", answers)

    result = folder.run(*command, "--out", tmp_path / "out")

    assert (result.exit_code, result.stderr) == (0, "")
    assert (folder.path / FORM_PATH).is_file()
    provenance = (tmp_path / "out/billing/.slipway.yml").read_text(encoding="utf-8")
    assert '  depends_on: ["customers", "ledger"]\n' in provenance
    assert '  data_store: "invoices"\n' in provenance


def test_its_numbers_and_names_are_true() -> None:
    assert f"after {BOUNDS.cpu_seconds} seconds of processor time" in PAGE
    assert len(CORPUS) > 300
    assert all(f"`{name}`" in PAGE for name in FREE)
