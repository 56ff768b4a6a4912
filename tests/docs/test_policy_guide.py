"""The guide to a policy of one's own: its steps make one policy, and all that it says is so."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.cases import run_cases
from app.domain.control import FORM_PATH
from app.domain.review import review
from app.operations.policy.commands import policy_commands
from tests.operations.policy.folder import Folder, starter_in

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/policy-guide.md").read_text(encoding="utf-8")
FORM = (ROOT / "app/starter" / FORM_PATH).read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
POLICY, CASES = "".join(BLOCKS[:-1]), BLOCKS[-1]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return starter_in(tmp_path)


def test_its_steps_make_a_policy_that_gives_no_cause_for_doubt() -> None:
    found = review(POLICY, FORM, datetime(2026, 3, 2, tzinfo=UTC))

    assert (found.mistakes, found.warnings) == ((), ())


def test_its_cases_hold() -> None:
    run = run_cases(POLICY, FORM, {"cases.yml": CASES})

    assert [one.name for one in run.results if not one.is_as_expected] == []
    assert run.mistakes == ()
    assert len(run.results) == 4


@pytest.mark.parametrize("section", ["automatic", "refuse", "freezes"])
def test_a_case_fails_once_its_rule_is_gone(section: str) -> None:
    blocks = re.split(r"^(?=[a-z]+:)", POLICY, flags=re.MULTILINE)
    kept = [block for block in blocks if not block.startswith(f"{section}:")]

    run = run_cases("".join(kept), FORM, {"cases.yml": CASES})

    assert len(kept) == len(blocks) - 1
    assert run.mistakes == ()
    assert not run.is_as_expected


def test_the_check_prints_what_the_guide_shows(folder: Folder) -> None:
    mistake, warning = re.findall(r"^    (policy\.yml:\d+:\d+: .*)$", PAGE, re.MULTILINE)
    doubtful = POLICY.replace('"payment"]', '"payments"]')
    wrong = POLICY.replace("[name, description,", "[name, descripton,")

    assert lines_of_check(folder, wrong)[0] == mistake
    assert lines_of_check(folder, doubtful)[0] == warning


def lines_of_check(folder: Folder, policy: str) -> list[str]:
    (folder.path / "policy.yml").write_text(policy)
    printed = folder.run("check", folder.path).stdout
    return [line.removeprefix(f"{folder.path}/") for line in printed.splitlines()]


def test_every_option_of_the_check_is_explained() -> None:
    check = policy_commands.commands["check"]
    options = [name for option in check.params for name in option.opts if name.startswith("--")]

    assert len(options) == 4
    assert [name for name in options if f"| `{name}" not in PAGE] == []
