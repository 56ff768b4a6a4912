"""`slipway doctor --live` as an operator types it."""

import json
import signal
from pathlib import Path

import pytest
import requests as http
from click.testing import CliRunner

from app.cli import main
from app.clock import now
from app.live import made as records
from app.live.made import Made
from app.live.recording import parse
from tests.live.commanding import doctor, started, wait_for
from tests.live.place import Place, place
from tests.live.spoiling import body, spoilt_sandbox

PUSH = "/repos/{owner}/{repo}/git/refs/{ref}"


def test_it_says_that_all_is_the_same_and_ends_well(here: Place) -> None:
    result = doctor(here, "--yes")

    assert result.exit_code == 0, result.output
    assert "\n  ✓ Lay a ruleset on the default branch\n" in result.stdout
    assert result.stdout.endswith("\nNo difference: GitHub answers as the sandbox does.\n")
    assert here.repositories() == ["services"]


def test_it_tells_each_difference_and_what_to_send(here: Place, tmp_path: Path) -> None:
    file = tmp_path / "found.jsonl"

    with spoilt_sandbox({"GET /app": body(events="all", surprise=1)}):
        result = doctor(here, "--yes", "--record", str(file))

    assert result.exit_code == 1, result.output
    assert result.stdout.endswith(
        "\n"
        "Read the App and its installation\n"
        "  GET /app, body events: ✗ Slipway goes by it\n"
        "      GitHub: string; the sandbox: list\n"
        "  GET /app, body surprise:\n"
        "      GitHub: number; the sandbox: missing\n"
        "\n"
        "2 differences; Slipway goes by 1 of them (✗).\n"
        f"The calls and answers are in {file}, without secrets.\n"
        "Please look through it, and send it to us with an issue.\n"
    )
    [run] = parse(file.read_text().splitlines()).runs
    assert run.spoken[0].exchanges[0].response_body["events"] == "all"
    assert file.stat().st_mode & 0o077 == 0


def test_nothing_but_json_is_printed_where_json_is_asked_for(here: Place) -> None:
    with spoilt_sandbox({"GET /app": body(surprise=1)}):
        result = doctor(here, "--yes", "--json")

    told = json.loads(result.stdout)
    assert (result.exit_code, told["status"]) == (1, 1)
    assert told["differences"] == [
        {
            "step": "app",
            "call": "GET /app",
            "where": "body surprise",
            "there": "number",
            "here": "missing",
            "matters": False,
        }
    ]
    assert told["left"] == []
    assert "✓ Set topics" in result.stderr


def test_a_plan_makes_no_call(here: Place) -> None:
    result = doctor(here, "--plan")

    assert result.exit_code == 0
    assert "\nGive a team read access\n  * PUT /orgs/{}/teams/{}/repos/{}/{}\n" in result.stdout
    assert "It makes two private repositories in acme, slipway-live-…" in result.stdout
    assert http.get(f"{here.sandbox.url}/_sandbox/calls/log", timeout=10).json()["calls"] == []


def test_it_asks_before_it_begins(here: Place) -> None:
    for answer in ("n\n", ""):
        result = doctor(here, typed=answer)

        assert result.exit_code == 2
        assert "Go on? [y/N]: " in result.stdout
        assert "Nothing was made." in result.stderr
    assert here.rests() == []


def test_an_organisation_that_is_not_served_is_not_touched(here: Place) -> None:
    result = doctor(here, "--yes", organisation="globex")

    assert result.exit_code == 2
    assert result.stderr.startswith("globex is not in SLIPWAY_ORGS")


def test_another_recording_is_not_written_over(here: Place, tmp_path: Path) -> None:
    file = tmp_path / "found.jsonl"
    file.write_text("the last one\n")

    result = doctor(here, "--yes", "--record", str(file))

    assert result.exit_code == 2
    assert "Name a new file." in result.stderr
    assert file.read_text() == "the last one\n"


def test_options_of_the_live_check_need_it(here: Place) -> None:
    result = CliRunner().invoke(main, ["doctor", "--plan"], env=here.environment())

    assert result.exit_code == 2
    assert "These options belong to --live ORG." in result.stderr


def test_a_plan_and_a_removal_are_not_asked_for_at_once(here: Place) -> None:
    result = doctor(here, "--plan", "--clean")

    assert result.exit_code == 2
    assert "--plan and --clean do not go together" in result.stderr
    assert result.stdout == ""


def test_a_github_that_does_not_answer_is_said(tmp_path: Path) -> None:
    with place(tmp_path) as found:
        pass

    result = doctor(found, "--yes")

    assert result.exit_code == 2
    assert "The check could not be made to its end." in result.stdout


def test_a_process_that_is_told_to_end_removes_what_it_made(here: Place) -> None:
    here.control("faults", method="PATCH", route=PUSH, mode="slow", ms=300)
    process = started(here, "--yes")
    wait_for(here, "PATCH", PUSH)

    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=30)

    assert process.returncode == 2
    assert "The check was interrupted." in said
    assert here.repositories() == ["services"]
    assert here.rests() == []


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"repositories": 7}', "\udcff"])
def test_a_record_that_cannot_be_read_is_named_and_the_others_are_gone_on_with(
    here: Place, text: str
) -> None:
    folder = records.folder(here.settings)
    folder.mkdir(parents=True)
    Made.begin(folder, "acme", now())
    broken = folder / "0123abcd.json"
    broken.write_text(text, encoding="utf-8", errors="surrogateescape")

    result = doctor(here, "--clean")

    assert result.exit_code == 2, result.output
    assert f"NOT REMOVED: {broken}, for it cannot be read" in result.stdout
    assert "names begin with slipway-live-0123abcd" in result.stdout
    assert here.rests() == [broken]


def test_a_check_is_made_beside_a_record_that_cannot_be_read(here: Place) -> None:
    folder = records.folder(here.settings)
    folder.mkdir(parents=True)
    broken = folder / "0123abcd.json"
    broken.write_text("{")

    result = doctor(here, "--yes")

    assert result.exit_code == 2, result.output
    assert f"NOT REMOVED: {broken}, for it cannot be read" in result.stdout
    assert "\nNo difference: " in result.stdout
    assert here.rests() == [broken]
