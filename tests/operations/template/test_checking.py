"""`slipway template check` as an author types it before a commit."""

import json
from pathlib import Path

import pytest

from app.domain.control import FORM_PATH
from tests.operations.template.folder import Folder

RAW = "a: 1\nb: {{ cookiecutter.description }}\n"
UNPINNED = "jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n"


def test_templates_in_order_end_with_status_0(folder: Folder) -> None:
    result = folder.run("template", "check", folder.path)

    assert result.exit_code == 0
    assert result.stdout == f"{folder.templates}: no errors and no warnings.\n"


def test_what_is_looked_at_is_told_beside_the_findings(folder: Folder) -> None:
    result = folder.run("template", "check", folder.path)

    assert result.stderr.splitlines() == [
        "reads checks, platform, svc …",
        "renders checks …",
        "renders platform …",
        "renders svc …",
    ]


def test_a_choice_of_the_form_without_a_template_is_told_at_its_line(folder: Folder) -> None:
    form = folder.path / FORM_PATH
    text = form.read_text(encoding="utf-8").replace("- svc\n", "- svc\n        - gone\n")
    form.write_text(text, encoding="utf-8")

    result = folder.run("template", "check", folder.path)

    line = text.split("- gone")[0].count("\n") + 1
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{form}:{line}: error: The form offers gone, and cookiecutt")


def test_an_error_is_told_with_its_place_and_ends_with_status_1(folder: Folder) -> None:
    path = folder.writes("…/a.yml", RAW)

    result = folder.run("template", "check", folder.path)

    assert result.exit_code == 1
    first, last = result.stdout.splitlines()
    assert first.startswith(f"{path}:2: error: `description` is free text, and is not quoted here.")
    assert last == f"{folder.templates}: 1 error and no warnings."


@pytest.mark.parametrize(("strict", "status"), [((), 0), (("--strict",), 1)])
def test_a_warning_fails_only_if_it_is_asked_to(
    folder: Folder, strict: tuple[str, ...], status: int
) -> None:
    folder.writes("…/.github/workflows/ci.yml", UNPINNED)

    result = folder.run("template", "check", folder.templates / "svc", *strict)

    assert result.exit_code == status
    assert "ci.yml:4: warning: The action actions/checkout@v4 is not pinned" in result.stdout


def test_programs_read_the_findings_as_json(folder: Folder) -> None:
    path = folder.writes("…/a.yml", RAW)

    result = folder.run("template", "check", folder.templates / "svc", "--json")

    said = json.loads(result.stdout)
    assert result.exit_code == 1
    assert said["ok"] is False
    assert [(one["path"], one["line"], one["severity"]) for one in said["findings"]] == [
        (str(path), 2, "error")
    ]


def test_one_template_is_checked_alone(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.writes("…/a.yml", RAW)
    monkeypatch.chdir(folder.templates / "checks")

    checks = folder.run("template", "check")
    svc = folder.run("template", "check", "../svc")

    assert (checks.exit_code, svc.exit_code) == (0, 1)
    assert svc.stdout.startswith("../svc/{{cookiecutter.repository}}/a.yml:2: error: ")


def test_a_field_of_the_form_is_free_text_and_without_the_form_a_doubt(folder: Folder) -> None:
    declared = '{"name": "", "repository": "{{ cookiecutter.name }}", "runtime": ""}'
    folder.writes("cookiecutters/checks/cookiecutter.json", declared)
    repository = "cookiecutters/checks/{{cookiecutter.repository}}"
    folder.writes(f"{repository}/a.md", "{{ cookiecutter.name }}{{ cookiecutter.runtime }}")
    form = folder.path / FORM_PATH
    before = form.read_text(encoding="utf-8")

    unknown = folder.run("template", "check", folder.templates / "checks")
    form.write_text(before.replace("id: data_store", "id: runtime"), encoding="utf-8")
    asked = folder.run("template", "check", folder.templates / "checks")
    form.unlink()
    without = folder.run("template", "check", folder.templates / "checks")

    assert (unknown.exit_code, unknown.stdout.count("\n")) == (0, 1)
    assert "a.md:1: error: `runtime` is free text" in asked.stdout
    assert "a.md:1: warning: `runtime` is free text" in without.stdout
    assert "cannot be read: No such file or directory. Its fields are not known" in without.stderr


def test_a_link_is_named_and_the_other_templates_are_checked(folder: Folder) -> None:
    (folder.templates / "checks" / "link").symlink_to("/etc/passwd")
    (folder.templates / "svc" / "cookiecutter.json").write_text("{", encoding="utf-8")

    result = folder.run("template", "check", folder.path)

    assert result.exit_code == 1
    assert (
        f"{folder.templates}/checks/link: error: Templates hold plain files only" in result.stdout
    )
    assert "svc/cookiecutter.json:1: error: This is not JSON" in result.stdout


def test_where_there_are_no_templates_it_is_a_slip_of_the_command(
    folder: Folder, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()

    empty = folder.run("template", "check", tmp_path / "empty")
    missing = folder.run("template", "check", tmp_path / "missing")

    assert (empty.exit_code, missing.exit_code) == (2, 2)
    assert "Name a control repository, its cookiecutters, or one template in it." in empty.stderr
    assert "missing is no folder" in missing.stderr
