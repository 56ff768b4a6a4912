"""What a policy says becomes what Slipway does; what it does not say has a default."""

from app.domain.policy import (
    OWNER,
    Access,
    NameRules,
    RepositorySettings,
    Role,
    Visibility,
)
from tests.domain.build import a_policy

LEAST = """
version: 1
roles: {platform: {teams: [Platform-Reviewers], users: [Root]}}
approvals: [{name: review, label: approved/platform, by: platform}]
"""


def test_the_starter_policy_has_no_mistake() -> None:
    policy = a_policy()

    assert [rule.name for rule in policy.approvals] == ["platform review", "security review"]
    assert policy.approvals[1].when is not None
    assert policy.approvals[1].when.fields == {"data", "exposure"}
    assert policy.veto is not None
    assert [role.name for role in policy.veto.by] == ["platform", "security"]
    assert [one.name for one in policy.repositories.service.environments] == [
        *("dev", "staging", "prod-copy", "prod")
    ]
    assert policy.repositories.tests.environments == ()
    assert policy.repositories.service.access == {
        OWNER: Access.MAINTAIN,
        "platform-reviewers": Access.ADMIN,
    }


def test_what_is_not_said_has_a_default() -> None:
    policy = a_policy(LEAST)

    rule = policy.approvals[0]
    assert (rule.count, rule.when, rule.reads) == (1, None, None)
    assert policy.names == NameRules()
    assert policy.veto is None
    assert policy.repositories == RepositorySettings()
    assert policy.repositories.service.visibility is Visibility.PRIVATE


def test_teams_and_users_are_read_in_small_letters() -> None:
    role = a_policy(LEAST).roles["platform"]

    assert role == Role("platform", teams=("platform-reviewers",), users=("root",))


def test_an_approval_may_be_given_by_several_roles() -> None:
    roles = "version: 1\nroles: {a: {teams: [x, y]}, b: {teams: [y], users: [root]}}\n"
    rule = "approvals: [{name: review, label: ok, by: [a, b], count: 2, reads: [name]}]\n"

    approval = a_policy(roles + rule).approvals[0]

    assert approval.by == Role("a, b", teams=("x", "y"), users=("root",), joins=("a", "b"))
    assert approval.count == 2
    assert approval.reads == frozenset({"name"})
