"""Tests that would follow deployments to an environment that no service has are warned of."""

from tests.domain.review.reviewed import warned

TESTS = "integration_tests:\n  after_deployment_to: [Dev, staging]\n"


def test_an_environment_that_is_not_made_is_named_at_its_place() -> None:
    (found,) = warned(f"{TESTS}repositories: {{environments: [dev, stage]}}\n")

    assert found == (
        "2:30: `repositories.environments` makes no environment `staging`; did you mean `stage`."
    )


def test_environments_of_the_tests_repository_alone_are_not_meant() -> None:
    made = "{environments: [dev, staging], service: {environments: [dev]}}"

    (found,) = warned(f"{TESTS}repositories: {made}\n")

    assert found.startswith("2:30: ")


def test_environments_that_are_made_are_not_named() -> None:
    assert warned(f"{TESTS}repositories: {{environments: [dev, staging]}}\n") == []
