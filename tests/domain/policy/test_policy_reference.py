"""docs/policy.md lists every key there is, no other one, and its examples work."""

import re
from pathlib import Path

import pytest

from app.domain.answers import FactType
from app.domain.facts import REQUESTER_LOGIN, TEAM_SERVICES
from app.domain.policy import ApprovalRule, LabelSetting, NameRules, RepositorySettings, Veto
from app.domain.policy.values import keys_of
from app.domain.verdict import Status
from tests.domain.build import a_policy

REFERENCE = (Path(__file__).parents[3] / "docs/policy.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", REFERENCE, re.DOTALL)
REST = """
version: 1
roles: {platform: {teams: [platform-reviewers]}}
approvals: [{name: review, label: approved/platform, by: platform}]
"""


def keys_of_the_model() -> set[str]:
    sections = {
        "names.": NameRules,
        "approvals[].": ApprovalRule,
        "veto.": Veto,
        "repositories.": RepositorySettings,
        "repositories.labels[].": LabelSetting,
    }
    keys = {prefix + key for prefix, kind in sections.items() for key in keys_of(kind)}
    lists = {"repositories.labels"}
    return keys - lists | {"version", "roles.NAME.teams", "roles.NAME.users"}


def test_the_reference_lists_the_keys_of_the_model() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|(?:[^|]*\|){3}$", REFERENCE, re.MULTILINE)

    assert sorted(rows) == sorted(keys_of_the_model())


def test_the_reference_lists_the_facts_and_their_types() -> None:
    rows = set(re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", REFERENCE, re.MULTILINE))

    assert {("request.FIELD", kind.value) for kind in FactType} <= rows
    assert {(REQUESTER_LOGIN, FactType.TEXT), (TEAM_SERVICES, FactType.NUMBER)} <= rows


def test_the_reference_explains_every_status() -> None:
    assert all(f"\n| {status.value} | " in REFERENCE for status in Status)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_are_policies_without_a_mistake(example: str) -> None:
    whole = example.startswith("version: 1")

    assert a_policy(example if whole else REST + example).approvals
