"""`slipway init ORG --to DIR`: the files without GitHub, and without settings."""

from pathlib import Path

from click.testing import CliRunner, Result

from app.cli import main


def types(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", "globex", *arguments], env={})


def test_the_files_are_written_with_the_teams_named(tmp_path: Path) -> None:
    result = types("--to", str(tmp_path / "services"), "--platform-team", "core")

    assert result.exit_code == 0, result.output
    text = (tmp_path / "services/.github/CODEOWNERS").read_text(encoding="utf-8")
    assert "@globex/core" in text
    name = "cookiecutters/integration-tests/{{cookiecutter.repository}}/bin/wait-for-service"
    assert (tmp_path / "services" / name).stat().st_mode & 0o111 == 0o111


def test_a_file_that_is_there_is_left_as_it_is_and_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("own\n", encoding="utf-8")

    result = types("--to", str(tmp_path))

    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "own\n"
    assert result.output.splitlines()[-1] == "  README.md"


def test_a_second_time_nothing_is_written(tmp_path: Path) -> None:
    types("--to", str(tmp_path))

    assert types("--to", str(tmp_path)).output == f"0 files are written to {tmp_path}.\n"


def test_a_team_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    result = types("--to", str(tmp_path), "--platform-team", "Platform Team")

    assert result.exit_code == 2
    assert "Platform Team is no team's slug" in result.output
