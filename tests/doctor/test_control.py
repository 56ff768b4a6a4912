"""What is wrong in the control repository, its policy, its teams and its templates."""

from pathlib import Path
from typing import Any

import pytest

from app.doctor.finding import Finding, Level
from sandbox.seed import SeedFiles
from tests.doctor.clinic import Clinic, clinic
from tests.environment import ROOT

POLICY = (ROOT / "app/starter/policy.yml").read_text(encoding="utf-8")
FORM_PATH = ".github/ISSUE_TEMPLATE/new-service.yml"
FORM = (ROOT / "app/starter" / FORM_PATH).read_text(encoding="utf-8")


def found_with(folder: Path, **control: Any) -> list[Finding]:
    """What is not fine when the control repository is planted so."""
    with clinic(folder, control=control) as sick:
        return [one for one in sick.trouble() if one.subject != "Rendering"]


def found_with_file(folder: Path, path: str, text: str) -> list[Finding]:
    """What is not fine when this file of the control repository says this."""
    return found_with(folder, contents={path: text})


def test_a_control_repository_that_is_not_there_is_broken(healthy: Clinic) -> None:
    last = list(healthy.with_settings(control_repo="elsewhere").findings())[-1]

    assert last.level is Level.BROKEN
    assert last.subject == "Control repository acme/elsewhere"
    assert "out of the App's reach" in last.sentence


def test_an_empty_control_repository_is_broken(tmp_path: Path) -> None:
    [finding] = found_with(tmp_path, files=[], rulesets=[])

    assert "holds no commit" in finding.sentence


def test_an_archived_control_repository_is_broken(healthy: Clinic) -> None:
    services = healthy.sandbox.world.repository("acme", "services")
    assert services is not None
    services.archived = True

    finding = healthy.first_trouble()

    assert finding.level is Level.BROKEN
    assert "It is archived" in finding.sentence


def test_an_unprotected_control_repository_is_broken_and_told_how_to_mend(tmp_path: Path) -> None:
    [finding] = found_with(tmp_path, rulesets=[])

    assert finding.level is Level.BROKEN
    assert "not protected by review" in finding.sentence
    assert len(finding.todo) == 3
    assert "require at least 1 approval" in finding.todo[0]


def test_a_file_without_owners_is_not_protected(tmp_path: Path) -> None:
    [finding] = found_with_file(tmp_path, ".github/CODEOWNERS", "/README.md @acme/security\n")

    assert "not protected by review" in finding.sentence
    assert any("/policy.yml" in todo for todo in finding.todo)


def test_each_mistake_of_the_policy_is_told_with_its_place(tmp_path: Path) -> None:
    broken = POLICY.replace("by: platform", "by: nobody").replace("version: 1", "version: 2")

    [finding] = found_with_file(tmp_path, "policy.yml", broken)

    assert finding.level is Level.BROKEN
    line = broken[: broken.index("version: 2")].count("\n") + 1
    assert finding.todo[0].startswith(f"policy.yml:{line}:")
    assert any("nobody" in todo for todo in finding.todo)


def test_a_mistake_of_the_form_is_told_with_its_place(tmp_path: Path) -> None:
    [finding] = found_with_file(tmp_path, FORM_PATH, FORM.replace("id: owner", "id: Owner!"))

    assert finding.level is Level.BROKEN
    assert finding.todo[0].startswith(f"{FORM_PATH}:")


def test_missing_files_are_told(tmp_path: Path) -> None:
    templates = SeedFiles.model_validate({"from": ROOT / "cookiecutters", "to": "cookiecutters"})

    found = found_with(tmp_path, files=[templates])

    [finding] = [one for one in found if "Policy and form" in one.sentence]
    missing = "This file is missing on the default branch of the control repository: add it."
    assert finding.todo == (
        f"policy.yml: {missing}",
        f"{FORM_PATH}: {missing}",
    )


def test_the_label_of_the_form_must_exist_for_github_to_set_it(tmp_path: Path) -> None:
    [finding] = found_with(tmp_path, labels=[])

    assert finding.level is Level.DOUBTFUL
    assert "no label service-request" in finding.sentence


def test_a_team_that_does_not_exist_is_named(tmp_path: Path) -> None:
    wrong = POLICY.replace("teams: [security]", "teams: [secruity]")

    [finding] = found_with_file(tmp_path, "policy.yml", wrong)

    assert finding.level is Level.BROKEN
    assert finding.sentence == "The policy names teams that do not exist: secruity."


def test_a_team_that_gets_access_must_exist_too(tmp_path: Path) -> None:
    wrong = POLICY.replace("platform-reviewers: admin", "auditors: pull")

    [finding] = found_with_file(tmp_path, "policy.yml", wrong)

    assert "auditors" in finding.sentence


def test_more_approvers_than_there_are_people_is_broken(tmp_path: Path) -> None:
    wrong = POLICY.replace("    # count: 2", "    count: 2")

    [finding] = found_with_file(tmp_path, "policy.yml", wrong)

    assert finding.level is Level.BROKEN
    assert "“security review” asks for 2 of the role security, which has 1" in finding.todo[0]


def test_an_empty_team_that_approves_nothing_is_worth_a_look(tmp_path: Path) -> None:
    wrong = POLICY.replace("platform-reviewers: admin", "orders: pull")

    [finding] = found_with_file(tmp_path, "policy.yml", wrong)

    assert finding.level is Level.DOUBTFUL
    assert finding.sentence == "These teams have no members: orders."


def test_a_large_team_is_not_counted(tmp_path: Path) -> None:
    """GitHub tells a hundred people of a team at once."""
    people = [f"person-{number}" for number in range(101)]

    with clinic(tmp_path) as found:
        team = found.sandbox.world.organisation("acme").teams["security"]
        account = found.sandbox.world.account("sam")
        assert account is not None
        team.members = dict.fromkeys(people, account)
        trouble = [one for one in found.trouble() if one.subject != "Rendering"]

    assert trouble == []


def test_a_template_without_a_manifest_is_told(tmp_path: Path) -> None:
    stray = "cookiecutters/stray/cookiecutter.json"

    [finding] = found_with_file(tmp_path, stray, "{}")

    assert finding.level is Level.BROKEN
    assert "stray/slipway.yml" in finding.todo[0]


def test_a_template_that_cannot_be_rendered_is_told_with_its_line(tmp_path: Path) -> None:
    path = "cookiecutters/python-service/{{cookiecutter.repository}}/service/broken.py"

    [finding] = found_with_file(tmp_path, path, "one\n{{ cookiecutter.unheard_of }}\n")

    assert finding.level is Level.BROKEN
    assert "broken.py, line 2" in finding.todo[0]


def test_a_choice_of_the_form_without_a_template_is_told(tmp_path: Path) -> None:
    more = FORM.replace("- python-service", "- python-service\n        - cobol-service")

    [finding] = found_with_file(tmp_path, FORM_PATH, more)

    assert "The form offers cobol-service" in finding.todo[0]


@pytest.mark.parametrize("kind", ["dropdown", "input", "checkboxes"])
def test_further_fields_of_the_form_have_sample_answers(tmp_path: Path, kind: str) -> None:
    options = {
        "dropdown": 'options: ["1", "2"]',
        "input": "description: Free",
        "checkboxes": "options: [{label: Yes indeed}]",
    }[kind]
    field = f"  - type: {kind}\n    id: further\n    attributes: {{label: Further, {options}}}\n"

    assert found_with_file(tmp_path, FORM_PATH, f"{FORM}\n{field}") == []
