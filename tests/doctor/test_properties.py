"""What is wrong with the custom properties that a policy sets."""

from pathlib import Path
from typing import Any

import pytest
import requests as http

from app.doctor.finding import Level
from tests.doctor.clinic import Clinic, clinic
from tests.doctor.test_control import POLICY

SETTING = {"repository_custom_properties": "write"}
BOTH = SETTING | {"organization_custom_properties": "read"}


def with_policy(folder: Path, permissions: dict[str, str], *defined: dict[str, Any]) -> Any:
    """What the doctor says of properties where the policy sets one, `tier`."""
    policy = POLICY + "  properties: {tier: 'T{request.tier}'}\n"
    with clinic(folder, control={"contents": {"policy.yml": policy}}) as found:
        installation = found.sandbox.world.installations[77]
        installation.permissions = installation.permissions | permissions
        _define(found, *defined)
        told = [one for one in found.findings() if one.subject.startswith("Control")]
    [finding] = [one for one in told if "propert" in one.sentence]
    return finding


def _define(found: Clinic, *defined: dict[str, Any]) -> None:
    if defined:
        http.patch(
            f"{found.sandbox.api_url}/orgs/acme/properties/schema",
            json={"properties": defined},
            headers={"Authorization": "Bearer ghp_sandbox_ada"},
            timeout=10,
        ).raise_for_status()


def test_a_policy_that_sets_none_asks_for_nothing(healthy: Clinic) -> None:
    assert [one for one in healthy.findings() if "propert" in one.sentence] == []


def test_an_app_that_may_not_set_them_is_broken(tmp_path: Path) -> None:
    finding = with_policy(tmp_path, {})

    assert finding.level is Level.BROKEN
    assert "repository_custom_properties: write" in finding.sentence


def test_an_app_that_may_not_read_the_definitions_is_worth_a_look(tmp_path: Path) -> None:
    finding = with_policy(tmp_path, SETTING)

    assert finding.level is Level.DOUBTFUL
    assert "organization_custom_properties: read" in finding.todo[0]


@pytest.mark.parametrize("name", ["other", "tier"])
def test_a_property_that_is_not_defined_or_not_lent_is_broken(tmp_path: Path, name: str) -> None:
    defined = {"property_name": name, "value_type": "string", "values_editable_by": "org_actors"}

    finding = with_policy(tmp_path, BOTH, defined)

    assert finding.level is Level.BROKEN
    assert "cannot set: tier" in finding.sentence


def test_a_property_that_is_defined_is_fine(tmp_path: Path) -> None:
    lent = {"values_editable_by": "org_and_repo_actors"}
    defined = {"property_name": "Tier", "value_type": "string"} | lent

    assert with_policy(tmp_path, BOTH, defined).level is Level.FINE
