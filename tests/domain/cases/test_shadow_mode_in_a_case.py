"""A policy case may have somebody start the build, as shadow mode asks."""

import pytest

from tests.domain.cases.played import POLICY, mistakes, played

SHADOW = f"{POLICY}shadow: {{build_by: security}}\n"


@pytest.mark.parametrize(
    "case",
    [
        """
steps: [{label: approved/platform, by: paula}]
expect: {state: waiting, rules: {shadow: pending}}
""",
        """
steps: [{label: approved/platform, by: paula}, {build: true, by: sam}]
expect: {state: building, says: {shadow: sam started the build}}
""",
        """
steps: [{label: approved/platform, by: paula}, {build: true, by: paula}]
expect: {state: waiting, rules: {shadow: pending}}
""",
        """
steps: [{build: true, by: sam}, {label: approved/platform, by: paula}]
expect: {state: waiting}
""",
        """
steps:
  - {label: approved/platform, by: paula}
  - {label: rejected, by: sam}
  - {build: true, by: sam}
  - {unlabel: rejected, by: sam}
expect: {state: waiting}
""",
        """
answers: {tier: 3}
steps: [{build: true, by: sam}]
expect: {state: building}
""",
        """
steps:
  - {label: approved/platform, by: paula}
  - {build: true, by: sam}
  - {edit: {description: Something else.}}
expect: {state: awaiting-approval}
""",
    ],
)
def test_it_comes_to_what_it_would_on_github(case: str) -> None:
    run = played(case, SHADOW)

    assert run.is_as_expected, run


def test_a_word_that_nobody_gives_is_a_mistake() -> None:
    assert mistakes("steps: [{build: false, by: sam}]\nexpect: {state: building}") == [
        "1:21: `build` must be `true`; leave the step out instead."
    ]
