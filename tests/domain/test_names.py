"""A service's name is one that the policy allows and that GitHub keeps for both repositories."""

import pytest

from app.domain.github_names import is_repository_name, is_team_slug
from app.domain.names import name_faults, pair_names
from tests.domain.build import a_policy

ROLES = "version: 1\nroles: {all: {users: [root]}}\n"
RULE = "approvals: [{name: review, label: approved, by: all}]\n"


def test_a_pair_is_named_after_the_service() -> None:
    pair = pair_names(a_policy(), "billing")

    assert (pair.service, pair.tests) == ("billing", "billing-integration-tests")


def test_a_good_name_has_no_faults() -> None:
    assert name_faults(a_policy(), "billing-service-2") == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Billing", "does not fit the policy's pattern"),
        ("billing_", "does not fit the policy's pattern"),
        ("admin", "reserves it"),
        ("billing-integration-tests", "belong to the tests of a pair"),
        ("b" * 41, "It has 41 characters; at most 40"),
        ("bílling", "only the letters a to z"),
        ("a/b", "only the letters a to z"),
        ("../x", "only the letters a to z"),
        ("", "only the letters a to z"),
        ("{{ 7*7 }}", "only the letters a to z"),
    ],
)
def test_a_bad_name_is_refused_with_the_reason(name: str, said: str) -> None:
    assert said in " ".join(name_faults(a_policy(), name))


def test_the_suffix_counts_towards_githubs_hundred() -> None:
    long = a_policy(f"{ROLES}{RULE}names: {{max_length: 100}}\n")

    assert name_faults(long, "b" * 82) == ()
    assert "at most 82" in name_faults(long, "b" * 83)[0]


def test_reserved_names_are_so_in_every_case() -> None:
    policy = a_policy(f"{ROLES}{RULE}names: {{pattern: '.*', reserved: [Admin]}}\n")

    assert "reserves it" in name_faults(policy, "aDMIN")[0]


@pytest.mark.parametrize("name", ["a", "A.b_c-1", "x.github"])
def test_github_keeps_such_names(name: str) -> None:
    assert is_repository_name(name)


@pytest.mark.parametrize("name", ["", ".", "..", "a.git", "a.GIT", "a.wiki", "a b", "ä", "a\n"])
def test_github_changes_or_refuses_such_names(name: str) -> None:
    assert not is_repository_name(name)


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("payments", True),
        ("team_1-a", True),
        ("@acme/payments", False),
        ("Pay Ments", False),
        ("-a", False),
        ("", False),
        ("a\n", False),
        ("../x", False),
    ],
)
def test_a_team_is_named_by_its_slug(slug: str, expected: bool) -> None:
    assert is_team_slug(slug) is expected
