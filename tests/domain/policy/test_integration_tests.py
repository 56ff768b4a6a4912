"""After which deployments the tests of a pair run, and mistakes about that at their lines."""

import pytest

from app.domain.mistakes import FileMistakes
from app.domain.policy import IntegrationTests
from tests.domain.build import a_policy

START = """version: 1
roles: {security: {teams: [security]}}
approvals: [{name: review, label: ok, by: security}]
"""
MANY = ", ".join(f"e{number}" for number in range(101))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("[dev]", "must be a mapping"),
        ("{after: [dev]}", "has no key `after`"),
        ("{after_deployment_to: dev}", "must be a list"),
        ("{after_deployment_to: [7]}", "put `7` in quotes"),
        ("{after_deployment_to: [dev, dev]}", "`dev` stands here a second time"),
        ("{after_deployment_to: [dev, DEV]}", "`DEV` stands here a second time"),
        (f"{{after_deployment_to: [{'x' * 256}]}}", "at most 255 characters"),
        (f"{{after_deployment_to: [{MANY}]}}", "takes 100 environments; here are 101"),
    ],
)
def test_a_mistake_is_told_at_its_line(told: str, sentence: str) -> None:
    with pytest.raises(FileMistakes) as caught:
        a_policy(f"{START}integration_tests: {told}\n")

    assert caught.value.mistakes[0].line == 4
    assert sentence in caught.value.mistakes[0].sentence


def test_environments_are_named_in_any_case_of_letters() -> None:
    found = a_policy(f"{START}integration_tests: {{after_deployment_to: [dev, Prod-Copy]}}\n")

    tests = found.integration_tests
    assert tests == IntegrationTests(("dev", "Prod-Copy"))
    assert [tests.follow(one) for one in ("DEV", "prod-copy", "prod")] == [True, True, False]


def test_without_the_key_no_deployment_is_followed_by_tests() -> None:
    assert not a_policy(START).integration_tests.follow("dev")
