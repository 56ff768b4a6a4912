"""Settings of repositories that are hardly meant are named, each once and at its place."""

import pytest

from tests.domain.review.reviewed import warned

UNSIGNABLE = "{merge_methods: [rebase], signed_commits: true}"


@pytest.mark.parametrize(
    ("settings", "warning"),
    [
        (
            "required_checks: []\n  rules: {strict_checks: true}",
            "3:26: This is about `required_checks`, of which there are none.",
        ),
        (
            "required_reviews: 0\n  rules: {dismiss_stale: true}",
            "3:26: No review is required, so that no push takes one away.",
        ),
        (f"rules: {UNSIGNABLE}", "2:52: GitHub signs nothing that it rebases"),
        ("tests: {required_checks: [], rules: {strict_checks: true}}", "2:55: This is about"),
    ],
)
def test_a_rule_that_comes_to_nothing_is_named_once(settings: str, warning: str) -> None:
    (found,) = warned(f"repositories:\n  {settings}\n")

    assert found.startswith(warning)


def test_a_rule_that_one_half_alone_makes_idle_is_named() -> None:
    (found,) = warned(
        "repositories:\n  rules: {strict_checks: true}\n  tests: {required_checks: []}\n"
    )

    assert found.startswith("2:26: ")


@pytest.mark.parametrize(
    "settings",
    [
        "required_reviews: 0",
        "rules: {strict_checks: true, dismiss_stale: true, signed_commits: true}",
        "required_checks: []\n  tests: {rules: {strict_checks: true}, required_checks: [ci]}",
    ],
)
def test_what_makes_sense_is_not_named(settings: str) -> None:
    assert warned(f"repositories:\n  {settings}\n") == []
