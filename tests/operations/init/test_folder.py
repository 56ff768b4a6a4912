"""`slipway init ORG --to DIR`: the files without GitHub, and without settings."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main


def types(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", "globex", *arguments], env={})


def test_the_files_are_written_with_the_teams_named(tmp_path: Path) -> None:
    result = types("--to", str(tmp_path / "services"), "--platform-team", "core")

    assert result.exit_code == 0, result.output
    text = (tmp_path / "services/.github/CODEOWNERS").read_text(encoding="utf-8")
    assert "@globex/core" in text
    [script] = (tmp_path / "services/cookiecutters/platform").glob("*/bin/*deploy*")
    assert script.stat().st_mode & 0o111 == 0o111


def test_a_file_that_is_there_is_left_as_it_is_and_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("own\n", encoding="utf-8")

    result = types("--to", str(tmp_path))

    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "own\n"
    assert result.output.splitlines()[-1] == "  README.md"


def test_a_second_time_nothing_is_written(tmp_path: Path) -> None:
    types("--to", str(tmp_path))

    assert types("--to", str(tmp_path)).output == f"0 files written to {tmp_path}.\n"


def test_a_template_that_was_removed_comes_anew_and_the_others_stay(tmp_path: Path) -> None:
    types("--to", str(tmp_path))
    removed, kept = (tmp_path / "cookiecutters" / name for name in ("platform", "go-service"))
    (kept / "slipway.yml").write_text("own\n", encoding="utf-8")
    shutil.rmtree(removed)

    types("--to", str(tmp_path))

    assert (removed / "slipway.yml").is_file()
    assert (kept / "slipway.yml").read_text(encoding="utf-8") == "own\n"


@pytest.mark.parametrize("team", ["Platform Team", ""])
def test_a_team_that_cannot_be_one_is_refused(tmp_path: Path, team: str) -> None:
    result = types("--to", str(tmp_path), "--platform-team", team)

    assert result.exit_code == 2
    assert f"“{team}” is no team's slug" in result.output


def test_a_name_that_is_no_login_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["init", "ac me", "--to", str(tmp_path)], env={})

    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_says_what_would_be_written(tmp_path: Path) -> None:
    result = types("--to", str(tmp_path / "services"), "--dry-run")

    assert " files would be written to " in result.output
    assert not (tmp_path / "services").exists()


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    folder, outside = tmp_path / "services", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / "policy.yml").symlink_to(outside / "policy.yml")
    types("--to", str(folder))
    (folder / ".github").rename(folder / "github")
    (folder / ".github").symlink_to(outside)

    result = types("--to", str(folder))

    assert result.exit_code == 1
    assert f"{folder / '.github'} cannot be written" in result.output
    assert list(outside.iterdir()) == []
