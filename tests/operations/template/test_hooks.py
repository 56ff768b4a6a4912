"""Hooks on an author's machine: checked and previewed as the operator's setting has them."""

from pathlib import Path

from tests import native_walls
from tests.operations.template.folder import Folder

pytestmark = native_walls.needed

HOOK = "hooks/post_gen_project.py"


def with_hook(folder: Folder, text: str) -> None:
    folder.writes(f"cookiecutters/svc/{HOOK}", text)


def test_the_preview_names_a_hook_that_it_passes_over(folder: Folder) -> None:
    with_hook(folder, "1/0")

    result = folder.run("preview", "svc", "--templates", folder.path)

    assert result.exit_code == 0
    assert f"svc/{HOOK} was passed over; `--hooks python` runs it." in result.output


def test_the_preview_shows_what_hooks_leave(folder: Folder, tmp_path: Path) -> None:
    with_hook(folder, "import os\nos.rename('README.md', 'READ.md')")

    options = ("--templates", folder.path, "--hooks", "python", "--out", tmp_path)
    result = folder.run("preview", "svc", *options)

    assert result.exit_code == 0
    assert (tmp_path / "billing/READ.md").exists()
    assert not (tmp_path / "billing/README.md").exists()


def test_the_check_runs_hooks_where_it_is_told_to(folder: Folder) -> None:
    with_hook(folder, "1/0")

    unknown = folder.run("template", "check", folder.path)
    told = folder.run("template", "check", folder.path, "--hooks", "python")

    assert unknown.exit_code == 0
    assert "runs only where the operator has set SLIPWAY_TEMPLATE_HOOKS=python" in unknown.output
    assert told.exit_code == 1
    assert "fails with ZeroDivisionError" in told.output
