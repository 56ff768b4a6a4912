"""Which deployments are tested, and what their tests are told."""

import pytest

from app.domain.deployment import (
    LONGEST_URL,
    Conclusion,
    Deployment,
    NotTested,
    Report,
    check_wanted,
    inputs_of,
    run_title_end,
)
from app.domain.policy import IntegrationTests

DEPLOYMENT = Deployment(7, "c0ffee", "Staging")


def refused(report: Report, deployment: Deployment = DEPLOYMENT) -> NotTested:
    with pytest.raises(NotTested) as caught:
        inputs_of(deployment, report)
    return caught.value


def test_the_tests_are_told_address_environment_commit_and_number() -> None:
    inputs = inputs_of(DEPLOYMENT, Report("success", "https://billing.example/api"))

    assert inputs == {
        "base_url": "https://billing.example/api",
        "environment": "Staging",
        "expected_version": "c0ffee",
        "deployment_id": "7",
    }


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000",
        "https://10.0.0.7/",
        "https://[::1]:8443/a/b;c=d",
        "HTTPS://Billing.Example",
        f"https://x.example/{'a' * (LONGEST_URL - 18)}",
    ],
)
def test_an_address_that_paths_can_be_added_to_is_taken(url: str) -> None:
    assert inputs_of(DEPLOYMENT, Report("success", url))["base_url"] == url


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("", "is not there"),
        ("billing.example", "begins with http"),
        ("ftp://billing.example", "begins with http"),
        ("javascript:alert(1)", "begins with http"),
        ("https://", "begins with http"),
        ("https:///path", "begins with http"),
        ("https://billing.example:0", "begins with http"),
        ("https://billing.example:99999", "begins with http"),
        ("https://[::1", "begins with http"),
        ("https://user:secret@billing.example", "has a user name in it"),
        ("https://@billing.example", "has a user name in it"),
        ("https://billing.example/?token=secret", "has a `?` or `#` in it"),
        ("https://billing.example/#", "has a `?` or `#` in it"),
        ("https://billing.example/a b", "has spaces or invisible characters"),
        ("https://billing.example/\n", "has spaces or invisible characters"),
        ("https://billing\u202e.example", "has spaces or invisible characters"),
        (f"https://x.example/{'a' * LONGEST_URL}", "is longer than 2,000 characters"),
    ],
)
def test_any_other_address_is_refused_with_its_fault(url: str, fault: str) -> None:
    found = refused(Report("success", url))

    assert found.conclusion is Conclusion.IMPOSSIBLE
    assert fault in str(found)
    assert "secret" not in str(found)


@pytest.mark.parametrize("state", ["failure", "error", "in_progress", "queued", "pending", ""])
def test_a_deployment_that_is_no_success_any_more_is_not_tested(state: str) -> None:
    found = refused(Report(state, "https://billing.example"))

    assert found.conclusion is Conclusion.OVERTAKEN
    assert "success no longer" in str(found)


def test_a_deployment_that_another_one_followed_is_not_tested() -> None:
    found = refused(Report("inactive", "https://billing.example"))

    assert found.conclusion is Conclusion.OVERTAKEN
    assert str(found) == "Another deployment to Staging has taken its place."


def test_the_policy_says_after_which_deployments_tests_run() -> None:
    check_wanted(IntegrationTests(("dev", "staging")), DEPLOYMENT)

    with pytest.raises(NotTested) as caught:
        check_wanted(IntegrationTests(("dev",)), DEPLOYMENT)
    assert caught.value.conclusion is Conclusion.NOT_ASKED_FOR


def test_no_run_is_taken_for_that_of_another_deployment() -> None:
    assert not f"Tests of dev {run_title_end(17)}".endswith(run_title_end(7))
