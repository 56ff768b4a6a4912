"""`slipway policy test` as an admin types it before a commit."""

import json
from pathlib import Path

import pytest

from tests.operations.policy.folder import Folder

CASES = "policy-tests/starter.yml"
SECURITY = 'request.data in ["personal", "payment"] || request.exposure == "public"'


def test_the_starters_cases_hold(folder: Folder) -> None:
    result = folder.run("test", folder.path)

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        f"{folder.path}/{CASES}\n  ok    the platform team approves what is harmless\n"
    )
    assert result.stdout.endswith("7 cases: all as expected.\n")


def test_a_rule_that_was_weakened_is_shown_with_what_it_says_now(folder: Folder) -> None:
    folder.changes("policy.yml", SECURITY, 'request.exposure == "public"')

    result = folder.run("test", folder.path)

    assert result.exit_code == 1
    assert "  FAIL  personal data asks security as well\n" in result.stdout
    assert "        state: expected awaiting-approval, got building\n" in result.stdout
    assert (
        "        security review: expected pending, got skipped\n"
        '            Not needed, for this does not hold: request.exposure == "public"'
    ) in result.stdout
    assert result.stdout.endswith("2 of 7 cases failed.\n")


def test_a_file_of_cases_finds_the_policy_above_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.path)

    one = folder.run("test", CASES)
    here = folder.run("test")

    assert one.exit_code == here.exit_code == 0
    assert one.stdout == here.stdout
    assert one.stdout.startswith(f"{CASES}\n")


def test_policy_and_form_may_lie_anywhere(folder: Folder, tmp_path: Path) -> None:
    cases = (folder.path / CASES).rename(tmp_path / "cases.yml")

    lost = folder.run("test", cases)
    found = folder.run("test", cases, "--policy", folder.path / "policy.yml")

    assert lost.exit_code == 2
    assert "name one with --policy" in lost.stderr
    assert found.exit_code == 0


def test_a_mistake_in_a_file_fails_and_names_its_place(folder: Folder) -> None:
    folder.changes(CASES, "state: vetoed", "state: vetod")

    result = folder.run("test", folder.path)

    assert result.exit_code == 1
    place, sentence = result.stdout.splitlines()[0].split(": ", 1)
    assert place.startswith(f"{folder.path}/{CASES}:")
    assert sentence == "`state` cannot be `vetod`; did you mean `vetoed`."
    assert result.stdout.endswith("0 cases decided, 0 failed; 1 mistake in the files.\n")


def test_a_mistake_in_the_policy_is_told_under_its_path_here(folder: Folder) -> None:
    folder.changes("policy.yml", "by: security", "by: secuirty")

    result = folder.run("test", folder.path)

    assert result.exit_code == 1
    assert result.stdout.startswith(f"{folder.path}/policy.yml:")


def test_to_find_nothing_to_test_is_no_success(folder: Folder) -> None:
    (folder.path / CASES).unlink()

    result = folder.run("test", folder.path)

    assert result.exit_code == 2
    assert f"There are no cases in {folder.path}/policy-tests" in result.stderr


def test_programs_get_every_verdict_as_json(folder: Folder) -> None:
    folder.changes("policy.yml", SECURITY, 'request.exposure == "public"')

    found = json.loads(folder.run("test", folder.path, "--json").stdout)

    assert (found["ok"], found["mistakes"], len(found["cases"])) == (False, [], 7)
    failed = next(one for one in found["cases"] if not one["ok"])
    assert failed["name"] == "personal data asks security as well"
    assert failed["differences"][0]["got"] == "building"
    assert failed["verdict"]["children"][0]["rule"] == "name"
