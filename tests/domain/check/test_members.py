"""What GitHub says of a policy's people becomes findings, at the places where they are named."""

from collections.abc import Mapping

from app.domain.check import Level, with_members
from tests.domain.check.judged import POLICY, judged, said, the_files

PEOPLE = POLICY.replace(
    "security: {teams: [security]}", "security: {teams: [security], users: [sam]}"
)
ALL: Mapping[str, frozenset[int] | None] = {
    "platform-reviewers": frozenset({1, 2}),
    "security": frozenset({3}),
}


def told(
    policy: str = PEOPLE,
    members: Mapping[str, frozenset[int] | None] = ALL,
    unknown: frozenset[str] = frozenset(),
) -> list[str]:
    """The findings on a policy without doubts, once GitHub told of its people."""
    return said(with_members(judged(the_files(policy)), "acme", members, unknown))


def line_of(part: str, policy: str = PEOPLE) -> int:
    return 1 + next(n for n, line in enumerate(policy.splitlines()) if part in line)


def test_whom_to_ask_about_comes_out_with_the_judgement() -> None:
    people = judged(the_files(PEOPLE)).people

    assert {one.name for one in people.teams} == {"platform-reviewers", "security"}
    assert [(one.name, one.line) for one in people.users] == [("sam", line_of("users: [sam]"))]


def test_people_who_are_there_are_no_matter() -> None:
    assert told() == []


def test_a_team_that_is_not_there_is_a_mistake_wherever_it_is_named() -> None:
    lines = told(members={**ALL, "platform-reviewers": None})

    say = "failure: There is no team `platform-reviewers` in acme; create it, or correct its slug."
    role, access = line_of("platform: {teams"), line_of("platform-reviewers: admin")
    assert f"policy.yml:{role}: {say}" in lines
    assert f"policy.yml:{access}: {say}" in lines
    assert len(lines) == 2


def test_a_team_with_nobody_in_it_can_give_no_approval() -> None:
    lines = told(members={**ALL, "platform-reviewers": frozenset()})

    assert len(lines) == 1
    assert "This takes 1 person, and the role platform has 0." in lines[0]


def test_a_login_that_nobody_has_is_a_mistake() -> None:
    lines = told(unknown=frozenset({"sam"}))

    assert lines == [f"policy.yml:{line_of('users: [sam]')}: failure: Nobody on GitHub is `sam`."]


def test_who_stands_in_is_asked_about_until_that_is_over() -> None:
    policy = f"""{PEOPLE}
delegations:
  - {{from: sam, to: peter, until: 2090-01-01}}
  - {{from: olga, to: smaug, until: 2020-01-01}}
"""

    lines = told(policy, unknown=frozenset({"peter", "smaug"}))

    place = line_of("to: peter", policy)
    assert [line for line in lines if "failure" in line] == [
        f"policy.yml:{place}: failure: Nobody on GitHub is `peter`."
    ]


def test_an_approval_that_too_few_can_give_is_a_mistake() -> None:
    policy = PEOPLE.replace("    # count: 2", "    count: 3")

    lines = told(policy)

    say = "failure: This takes 3 persons, and the role security has 2."
    assert lines == [f"policy.yml:{line_of('count: 3', policy)}: {say}"]


def test_a_team_too_large_to_be_listed_has_enough_people() -> None:
    policy = PEOPLE.replace("    # count: 2", "    count: 3")

    assert told(policy, {"platform-reviewers": frozenset({1, 2})}) == []


def test_such_a_mistake_fails_a_commit_that_passed() -> None:
    passed = judged(the_files(PEOPLE))

    failed = with_members(passed, "acme", {**ALL, "security": None}, ())

    assert passed.passes
    assert not failed.passes
    assert {one.level for one in failed.findings} == {Level.FAILURE}
