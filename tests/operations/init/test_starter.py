"""The starter with an organisation's own teams is as good as it was."""

from itertools import product

import pytest

from app.domain.cases import run_cases
from app.domain.control import CODEOWNERS_PATHS, FORM_PATH, POLICY_PATH
from app.operations.init.starter import Teams, starter_files

CASES = "policy-tests/starter.yml"
SLUGS = ("platform-reviewers", "security", "payments", "no", "123", "team_1")


def texts(teams: Teams) -> dict[str, str]:
    files = starter_files("globex", teams)
    return {path: content.decode() for path, _, content in files if not path.endswith(".png")}


@pytest.mark.parametrize(("platform", "security"), list(product(SLUGS, SLUGS)))
def test_its_own_cases_hold_with_any_teams(platform: str, security: str) -> None:
    found = texts(Teams(platform, security))

    run = run_cases(found[POLICY_PATH], found[FORM_PATH], {CASES: found[CASES]})

    assert run.is_as_expected, (run.mistakes, run.results)


def test_no_team_of_the_starter_is_left_anywhere() -> None:
    found = texts(Teams("core", "infosec"))

    own = {path: text for path, text in found.items() if not path.startswith("cookiecutters/")}
    assert [path for path, text in own.items() if "platform-reviewers" in text] == []
    assert "@globex/core" in own[CODEOWNERS_PATHS[0]]
    assert "@acme" not in "".join(own.values())
    assert "teams: [infosec]" in own[POLICY_PATH]


def test_templates_come_along_with_their_modes() -> None:
    modes = {path: mode for path, mode, _ in starter_files("globex", Teams("a", "b"))}

    folder = "cookiecutters/platform/{{cookiecutter.repository}}"
    service_s = "{% if cookiecutter.kind == 'service' %}deploy{% endif %}"
    assert modes[f"{folder}/bin/{service_s}"] == 0o100755
    assert modes[f"{folder}/.gitignore"] == 0o100644
