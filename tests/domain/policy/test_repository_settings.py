"""How a policy wants each half of a pair set up, and what GitHub would not take of it."""

from dataclasses import replace

import pytest

from app.domain.policy import (
    OWNER,
    Access,
    Branches,
    EnvironmentSetting,
    FeatureSettings,
    HalfSettings,
    LabelSetting,
    Merge,
    MergingSettings,
    RepositorySettings,
    RuleSettings,
    SecuritySettings,
    Setup,
    Visibility,
)
from tests.domain.build import a_policy
from tests.domain.policy.test_mistakes_in_a_policy import HEAD, RULE, mistakes_in

LEAST = HEAD + RULE


def settings_of(text: str) -> RepositorySettings:
    return a_policy(f"{LEAST}repositories:\n{text}").repositories


def test_all_that_can_be_said_is_read() -> None:
    settings = settings_of("""
  visibility: internal
  tests_suffix: -it
  access: {Owner: admin, all-developers: pull}
  environments:
    - dev
    - {name: prod, reviewers: [Owner], prevent_self_review: true, wait_minutes: 30,
       branches: [main]}
  labels: [{name: bug, color: D73A4A, description: It does not work}, {name: idea}]
  required_checks: []
  required_reviews: 2
  rules: {code_owners: false, dismiss_stale: false, merge_methods: [squash, rebase]}
  merging: {merge: false, auto_merge: true}
  features: {wiki: true}
  security: {vulnerability_alerts: true, secret_scanning: false}
""")

    wanted: HalfSettings = Setup(
        visibility=Visibility.INTERNAL,
        access={OWNER: Access.ADMIN, "all-developers": Access.PULL},
        environments=(
            EnvironmentSetting("dev"),
            EnvironmentSetting("prod", ("owner",), True, 30, ("main",)),
        ),
        labels=(LabelSetting("bug", "d73a4a", "It does not work"), LabelSetting("idea")),
        required_checks=(),
        required_reviews=2,
        rules=RuleSettings(False, False, merge_methods=(Merge.SQUASH, Merge.REBASE)),
        merging=MergingSettings(merge=False, auto_merge=True),
        features=FeatureSettings(wiki=True),
        security=SecuritySettings(vulnerability_alerts=True, secret_scanning=False),
    )
    assert settings == RepositorySettings("-it", wanted, replace(wanted, environments=()))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("any", Branches.ANY),
        ("protected", Branches.PROTECTED),
        ("default", Branches.DEFAULT),
        ("[main, release/*]", ("main", "release/*")),
    ],
)
def test_branches_are_a_word_or_patterns(written: str, read: Branches | tuple[str, ...]) -> None:
    settings = settings_of(f"  environments: [{{name: prod, branches: {written}}}]")

    assert settings.service.environments[0].branches == read


def test_what_a_half_says_replaces_what_is_common_and_nothing_is_mixed() -> None:
    settings = settings_of("""
  access: {owner: maintain, all-developers: pull}
  rules: {linear_history: true}
  required_reviews: 2
  tests: {access: {owner: push}, rules: {signed_commits: true}}
""")

    assert settings.service.rules == RuleSettings(linear_history=True)
    assert settings.tests.rules == RuleSettings(signed_commits=True)
    assert settings.tests.access == {OWNER: Access.PUSH}
    assert settings.tests.required_reviews == 2
    assert settings.teams == {"all-developers"}


def test_tests_are_deployed_nowhere_unless_they_say_so() -> None:
    common = settings_of("  environments: [prod]")
    own = settings_of("  environments: [prod]\n  tests: {environments: [lab]}")

    assert common.tests.environments == ()
    assert [one.name for one in own.tests.environments] == ["lab"]
    assert [one.name for one in own.service.environments] == ["prod"]


def test_the_facts_that_properties_and_topics_rest_on_are_known() -> None:
    policy = a_policy(
        f"{LEAST}repositories:\n"
        "  properties: {team: ['{requester.teams}']}\n"
        "  tests: {topics: ['of-{team.services}']}\n"
    )

    assert policy.reads("requester.teams")
    assert policy.reads("team.services")
    assert not policy.reads("team.open_requests")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("environments: [{reviewers: [owner]}]", "9:18: An environment has no `name`."),
        ("environments: [dev, Dev]", "9:23: `Dev` stands here a second time"),
        ("environments: [..]", "9:18: GitHub takes no environment that is named `..`."),
        ("environments: [{name: a, wait_minutes: 43201}]", "9:42: `wait_minutes` must be a whole"),
        ("environments: [{name: a, wait: 5}]", "9:28: An environment has no key `wait`"),
        (
            "environments: [{name: a, prevent_self_review: true}]",
            "9:49: `prevent_self_review` is about `reviewers`, and there are none",
        ),
        (
            "environments: [{name: a, reviewers: [owner, nobodies]}]",
            "9:47: `nobodies` reviews here and has no access; add it to `access`.",
        ),
        (
            "environments: [{name: a, reviewers: [b, c, d, e, f, g, owner]}]\n  access: {"
            + ", ".join(f"{team}: pull" for team in ("b", "c", "d", "e", "f", "g", "owner"))
            + "}",
            "9:39: GitHub takes 6 reviewers of an environment; here are 7.",
        ),
        ("environments: [{name: a, reviewers: ['@a/b']}]", "9:39: `@a/b` is no team"),
        ("environments: [{name: a, branches: []}]", "9:38: No branch is named"),
        ("environments: [{name: a, branches: protect}]", "`protect`; did you mean `protected`"),
        ("properties: {a b: c}", "9:21: `a b` is no property"),
        ("properties: {tier: 1}", "9:22: `tier` must be a text; put `1` in quotes."),
        ("properties: {tier: a, TIER: b}", "9:31: `TIER` stands here a second time"),
        ("properties: {tier: []}", "9:22: `tier` has no value"),
        ("properties: {tier: '{request.teir}'}", "9:24: There is no fact `request.teir`; did you"),
        ("properties: {tier: ['{request.teir}']}", "9:25: There is no fact `request.teir`; did"),
        ("topics: ['{request.teir}']", "9:14: There is no fact `request.teir`; did you mean"),
        ("rules: {linear: true}", "9:11: `rules` has no key `linear`"),
        ("rules: {last_push: 'on'}", "9:22: `last_push` must be `true` or `false`."),
        ("rules: {merge_methods: [fold]}", "9:26: `fold` is no way of merging"),
        ("rules: {merge_methods: []}", "9:26: No way of merging is named"),
        (
            "merging: {squash: false, merge: false, rebase: false}",
            "9:12: No way of merging is left",
        ),
        (
            "merging: {rebase: false}\n  rules: {merge_methods: [rebase]}",
            "10:10: `merge_methods` allows only what `merging` does not offer",
        ),
        (
            "merging: {rebase: false, squash: false}\n  rules: {linear_history: true}",
            "10:10: `linear_history` forbids merge commits, and no other way of merging is left",
        ),
        ("security: {security_updates: true}", "9:32: `security_updates` needs `vulnerability_al"),
        (
            "security: {push_protection: true, secret_scanning: false}",
            "9:31: `push_protection` needs `secret_scanning: true`",
        ),
        (
            "security: {private_reporting: true}",
            "9:13: GitHub has `private_reporting` for public repositories alone",
        ),
        ("tests: {tests_suffix: -x}", "9:11: `tests` has no key `tests_suffix`"),
        ("tests: {visibilty: public}", "9:11: `tests` has no key `visibilty`; did you mean `vis"),
    ],
)
def test_what_github_would_refuse_is_a_mistake_at_its_place(text: str, expected: str) -> None:
    (mistake,) = mistakes_in(f"{LEAST}repositories:\n  {text}\n")

    assert expected in str(mistake)


def test_a_reviewer_may_lack_access_to_one_half_alone() -> None:
    (mistake,) = mistakes_in(
        f"{LEAST}repositories:\n"
        "  access: {owner: maintain, all-developers: pull}\n"
        "  environments: [{name: prod, reviewers: [all-developers]}]\n"
        "  service: {access: {owner: maintain}}\n"
    )

    assert "10:43: `all-developers` reviews here and has no access" in str(mistake)


def test_private_reports_are_for_the_half_that_is_public() -> None:
    settings = settings_of(
        "  visibility: public\n"
        "  security: {private_reporting: true}\n"
        "  tests: {visibility: private, security: {}}\n"
    )

    assert settings.service.security.private_reporting
    assert settings.tests.security == SecuritySettings()
