"""docs/policy.md lists every key there is, no other one, and its examples work."""

import re
from pathlib import Path

import pytest

from app.domain.answers import FactType
from app.domain.cel import CATALOG_FUNCTIONS
from app.domain.facts import SERVICE_FIELDS, Fact, fact_types
from app.domain.policy import (
    ApprovalRule,
    Automatic,
    BreakGlass,
    EnvironmentSetting,
    Escalation,
    Expiry,
    FeatureSettings,
    FieldRule,
    Freeze,
    IntegrationTests,
    LabelSetting,
    Limits,
    MergingSettings,
    NameRules,
    Refusal,
    Reminders,
    RepositorySettings,
    RetiredTemplate,
    RevokedTree,
    RuleSettings,
    SecuritySettings,
    Setup,
    Shadow,
    TemplateRules,
    Veto,
)
from app.domain.policy.delegations import KEYS as DELEGATION_KEYS
from app.domain.policy.values import keys_of
from app.domain.verdict import Status
from app.domain.working_days import WorkingDays
from tests.domain.build import a_policy, the_starter_form

REFERENCE = (Path(__file__).parents[3] / "docs/policy.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", REFERENCE, re.DOTALL)
REST = {
    "version": "version: 1\n",
    "roles": "roles: {platform: {teams: [platform-reviewers]}}\n",
    "approvals": "approvals: [{name: platform review, label: approved/platform, by: platform}]\n",
}

PARTS = {
    "rules": RuleSettings,
    "merging": MergingSettings,
    "features": FeatureSettings,
    "security": SecuritySettings,
}


def keys_of_the_model() -> set[str]:
    sections = {
        "names.": NameRules,
        "fields.FIELD.": FieldRule,
        "approvals[].": ApprovalRule,
        "templates.": TemplateRules,
        "templates.retired[].": RetiredTemplate,
        "templates.revoked[].": RevokedTree,
        "automatic[].": Automatic,
        "refuse[].": Refusal,
        "limits.": Limits,
        "freezes[].": Freeze,
        "veto.": Veto,
        "break_glass.": BreakGlass,
        "working_days.": WorkingDays,
        "reminders.": Reminders,
        "escalation.": Escalation,
        "expiry.": Expiry,
        "shadow.": Shadow,
        "integration_tests.": IntegrationTests,
        "repositories.": Setup,
        "repositories.labels[].": LabelSetting,
        "repositories.environments[].": EnvironmentSetting,
        **{f"repositories.{key}.": kind for key, kind in PARTS.items()},
    }
    keys = {prefix + key for prefix, kind in sections.items() for key in keys_of(kind)}
    of_the_pair = {f"repositories.{key}" for key in keys_of(RepositorySettings)}
    in_parts = {f"repositories.{key}" for key in ("labels", *PARTS)}
    not_written = in_parts | {"fields.FIELD.field", "templates.retired", "templates.revoked"}
    of_roles = {f"roles.NAME.{key}" for key in ("teams", "users", "owners_of")}
    of_delegations = {f"delegations[].{key}" for key in DELEGATION_KEYS}
    return (
        keys - not_written
        | of_the_pair
        | of_roles
        | of_delegations
        | {"version", "freezes[].time_zone"}
    )


def test_the_reference_lists_the_keys_of_the_model() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|(?:[^|]*\|){3}$", REFERENCE, re.MULTILINE)

    assert sorted(rows) == sorted(keys_of_the_model())


def test_the_reference_lists_the_facts_and_their_types() -> None:
    rows = set(re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", REFERENCE, re.MULTILINE))

    of_fields = {FactType.TEXT, FactType.NUMBER, FactType.TEXTS}
    types = fact_types(the_starter_form())
    assert {("request.FIELD", kind.value) for kind in of_fields} <= rows
    assert {(fact.value, types[fact].value) for fact in Fact} <= rows


def test_the_reference_lists_what_can_be_asked_of_the_catalog() -> None:
    rows = set(re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", REFERENCE, re.MULTILINE))

    assert {(f"s.{name}", kind.value) for name, kind in SERVICE_FIELDS.items()} <= rows
    assert {re.sub(r"\(.*", "", name) for name, _ in rows} >= {
        f"catalog.{name}" for name in CATALOG_FUNCTIONS
    }


def test_the_reference_explains_every_status() -> None:
    assert all(f"\n| {status.value} | " in REFERENCE for status in Status)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_are_policies_without_a_mistake(example: str) -> None:
    rest = [text for key, text in REST.items() if f"\n{key}:" not in f"\n{example}"]

    assert a_policy("".join(rest) + example).approvals
