"""What is wrong in an organisation: the installation, the plan, its rulesets."""

from pathlib import Path

import pytest

from app.doctor.finding import Level
from app.doctor.organisation import Organisation, judge_rules
from app.github.connection import Connection
from app.github.installations import InstallationFacts
from tests.doctor.clinic import Clinic
from tests.environment import private_key

ACME = Organisation(
    Connection("http://127.0.0.1:1/api/v3", "1", private_key()),
    InstallationFacts(77, "acme", {}, all_repositories=True, is_suspended=False),
    "services",
    "https://github.com",
)


def test_an_organisation_without_the_app_is_broken(healthy: Clinic) -> None:
    finding = healthy.with_settings(orgs="globex").first_trouble()

    assert finding.level is Level.BROKEN
    assert (finding.subject, finding.sentence) == (
        "Organisation globex",
        "The App is not installed here.",
    )


def test_logins_ignore_case(healthy: Clinic) -> None:
    assert healthy.with_settings(orgs="ACME").trouble() == healthy.trouble()


def test_a_suspended_installation_is_broken_and_nothing_behind_it_is_asked(
    healthy: Clinic,
) -> None:
    healthy.sandbox.world.installations[77].suspended_at = healthy.sandbox.world.now()

    last = list(healthy.findings())[-1]

    assert last.level is Level.BROKEN
    assert last.sentence == "The App's installation is suspended."


def test_what_the_organisation_has_not_accepted_is_named(healthy: Clinic) -> None:
    installation = healthy.sandbox.world.installations[77]
    installation.permissions = installation.permissions | {"contents": "read"}

    finding = healthy.first_trouble()

    assert finding.level is Level.BROKEN
    assert finding.sentence == "It has not accepted contents: write."
    assert "/organizations/acme/settings/installations/77" in finding.todo[0]


def test_the_free_plan_lacks_rules_for_a_private_control_repository(healthy: Clinic) -> None:
    healthy.controls("plan", organisation="acme", plan="free")

    plan, protection = healthy.trouble()[-2:]

    assert (plan.level, protection.level) == (Level.DOUBTFUL, Level.BROKEN)
    assert "It is on the free plan" in plan.sentence
    assert "not protected by review" in protection.sentence
    assert "take a paid plan, or make the control repository public" in protection.todo[0]


def test_an_organisation_without_rulesets_is_fine() -> None:
    assert judge_rules(ACME, set(), []).level is Level.FINE


def test_rulesets_that_the_app_may_not_see_are_said() -> None:
    finding = judge_rules(ACME, set(), None)

    assert finding.level is Level.FINE
    assert "others it does not show to the App" in finding.sentence


@pytest.mark.parametrize(
    ("rule", "said"),
    [("pull_request", "changes by pull request only"), ("non_fast_forward", "no force pushes")],
)
def test_a_rule_that_may_forbid_the_first_commit_is_named(rule: str, said: str) -> None:
    finding = judge_rules(ACME, {rule}, None)

    assert finding.level is Level.DOUBTFUL
    assert said in finding.sentence
    assert "bypass list" in " ".join(finding.todo)


def test_a_rule_that_the_first_commit_keeps_is_no_matter() -> None:
    assert judge_rules(ACME, {"required_signatures"}, None).level is Level.FINE


def test_other_rulesets_of_the_organisation_are_worth_a_look() -> None:
    finding = judge_rules(ACME, set(), ["protect all"])

    assert finding.level is Level.DOUBTFUL
    assert "protect all" in finding.sentence


def test_nothing_is_left_in_the_folder(healthy: Clinic, tmp_path: Path) -> None:
    list(healthy.findings())

    assert not (tmp_path / "slipway").exists()
