"""`slipway policy check` as an admin types it before a commit."""

import json
from pathlib import Path

import pytest

from tests.operations.policy.folder import Folder

DOUBT = ('request.exposure == "public"', 'request.exposure == "open"')


def test_the_starter_is_in_order(folder: Folder) -> None:
    result = folder.run("check", folder.path / "policy.yml")

    assert (result.exit_code, result.stdout) == (
        0,
        f"{folder.path}/policy.yml: no mistakes and no warnings.\n",
    )


def test_a_mistake_is_told_with_its_place_and_ends_with_status_1(folder: Folder) -> None:
    folder.changes("policy.yml", "by: security", "by: secuirty")

    result = folder.run("check", folder.path)

    assert result.exit_code == 1
    first, last = result.stdout.splitlines()
    assert first.startswith(f"{folder.path}/policy.yml:")
    assert first.endswith(": mistake: There is no role `secuirty`; did you mean `security`.")
    assert last.endswith("policy.yml: 1 mistake and no warnings.")


@pytest.mark.parametrize(("strict", "status"), [((), 0), (("--strict",), 1)])
def test_a_warning_fails_only_if_it_is_asked_to(
    folder: Folder, strict: tuple[str, ...], status: int
) -> None:
    folder.changes("policy.yml", *DOUBT)

    result = folder.run("check", folder.path, *strict)

    assert result.exit_code == status
    assert ": warning: Nobody can answer `open` in `exposure`" in result.stdout
    assert "no mistakes and 1 warning." in result.stdout


def test_a_mistake_of_the_form_has_the_forms_path(folder: Folder) -> None:
    form = ".github/ISSUE_TEMPLATE/new-service.yml"
    folder.changes(form, "id: owner", "id: holder")

    result = folder.run("check", folder.path / "policy.yml")

    assert result.exit_code == 1
    assert result.stdout.startswith(f"{folder.path}/{form}:")


def test_the_form_may_lie_anywhere(folder: Folder) -> None:
    old = folder.path / ".github/ISSUE_TEMPLATE/new-service.yml"
    form = old.rename(folder.path / "form.yml")

    without = folder.run("check", folder.path)
    named = folder.run("check", folder.path, "--form", form)

    assert without.exit_code == 2
    assert f"{old} cannot be read: No such file or directory." in without.stderr
    assert named.exit_code == 0


def test_a_file_that_is_not_there_or_no_text_is_a_slip_of_the_command(folder: Folder) -> None:
    (folder.path / "policy.yml").write_bytes(b"\xff\xfe")

    binary = folder.run("check", folder.path)
    absent = folder.run("check", folder.path / "polcy.yml")

    assert (binary.exit_code, absent.exit_code) == (2, 2)
    assert "is not UTF-8 text." in binary.stderr
    assert "polcy.yml cannot be read" in absent.stderr


def test_programs_get_the_same_as_json(folder: Folder) -> None:
    folder.changes("policy.yml", *DOUBT)

    found = json.loads(folder.run("check", folder.path, "--json").stdout)

    assert found["ok"] is True
    (one,) = found["remarks"]
    assert Path(one["path"]).name == "policy.yml"
    assert (one["severity"], one["line"] > 1, one["column"] > 1) == ("warning", True, True)
    assert one["sentence"].startswith("Nobody can answer `open`")


def test_to_ask_github_takes_settings(folder: Folder) -> None:
    result = folder.run("check", folder.path, "--org", "acme")

    assert result.exit_code == 2
    assert "Slipway cannot start with these settings" in result.stderr


@pytest.mark.parametrize(("there", "warnings"), [("old-java", 0), ("other", 1)])
def test_a_template_that_lies_not_beside_the_policy_is_named(
    folder: Folder, there: str, warnings: int
) -> None:
    rules = "templates: {retired: [{template: old-java, say: Take another one.}]}\n\nveto:"
    folder.changes("policy.yml", "veto:", rules)
    (folder.path / "cookiecutters" / there).mkdir(parents=True)

    said = folder.run("check", folder.path).stdout

    assert said.count("warning: cookiecutters/ has no template `old-java`") == warnings


def test_without_templates_beside_it_a_policy_may_name_any(folder: Folder) -> None:
    rules = "templates: {retired: [{template: old-java, say: Take another one.}]}\n\nveto:"
    folder.changes("policy.yml", "veto:", rules)

    assert "no warnings." in folder.run("check", folder.path).stdout
