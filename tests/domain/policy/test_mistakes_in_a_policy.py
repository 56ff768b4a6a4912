"""Promise 8: every mistake in a policy is found, each with its line and column."""

import pytest

from app.domain.mistakes import FileMistakes, Mistake
from tests.domain.build import a_policy

HEAD = """\
version: 1
roles:
  platform: {teams: [platform-reviewers]}
"""
RULE = """\
approvals:
  - name: review
    label: approved/platform
    by: platform
"""
SECOND = """\
  - name: second
    label: approved/second
    by: platform
"""


TWO_TREES = (
    f"templates: {{revoked: [{{tree: {'a' * 12}, say: No.}}, {{tree: {'A' * 40}, say: No.}}]}}\n"
)


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(FileMistakes) as caught:
        a_policy(text)
    return caught.value.mistakes


def mistake_in(text: str) -> str:
    """The only mistake, as an editor shows it."""
    (mistake,) = mistakes_in(text)
    return str(mistake)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nmaes: {}\n", "8:1: The policy has no key `nmaes`; did you mean `names`."),
        ("names: {max_lenght: 3}\n", "8:9: `names` has no key `max_lenght`; did you mean `max_"),
        ("version: 1\n", "8:1: `version` stands here a second time"),
        ("names: [a]\n", "8:8: `names` must be a mapping"),
        ("names: {max_length: many}\n", "8:21: `max_length` must be a whole number from 1 to 100"),
        ("names: {max_length: '40'}\n", "8:21: `max_length` must be a whole number"),
        ("names: {max_length: true}\n", "8:21: `max_length` must be a whole number"),
        ("names: {max_length: 101}\n", "8:21: `max_length` must be a whole number"),
        ("names: {reserved: admin}\n", "8:19: `reserved` must be a list"),
        ("names: {reserved: [a, a]}\n", "8:23: `a` stands here a second time"),
        ("names: {reserved: [1]}\n", "8:20: A reserved name must be a text; put `1` in quotes"),
        ("names: {pattern: '('}\n", "8:18: `pattern` is no RE2 expression: missing )"),
        ("names: {pattern: '(?=a)'}\n", "8:18: `pattern` is no RE2 expression: invalid perl"),
        ("templates: {revoked: [{say: No.}]}\n", "8:23: The entry has no `tree`."),
        (
            f"templates: {{revoked: [{{tree: {'a' * 11}, say: No.}}]}}\n",
            "8:30: `tree` must be 12 to",
        ),
        (
            f"templates: {{revoked: [{{tree: {'g' * 40}, say: No.}}]}}\n",
            "8:30: `tree` must be 12 to",
        ),
        (
            "templates: {revoked: [{tree: 123456789012, say: No.}]}\n",
            "put `123456789012` in quotes",
        ),
        (TWO_TREES, "8:55: `aaaaaaaaaaaa` stands for the same tree; keep one of them."),
        ("templates: {retired: [{template: old}]}\n", "8:23: The entry has no `say`."),
        ("templates: {experimental: old}\n", "8:27: `experimental` must be a list"),
        ("veto: {label: no}\n", "8:7: The veto has no `by`."),
        ("veto: {label: 'no', by: sceurity}\n", "8:25: There is no role `sceurity`"),
        ("veto: {label: 'no', by: []}\n", "8:25: `by` must name a role."),
        ("veto: {label: APPROVED/platform, by: platform}\n", "8:15: The label `APPROVED/platform`"),
        ("veto: {label: slipway/live, by: platform}\n", "8:15: Labels that start with `slipway/`"),
        ("veto: {label: service-request, by: platform}\n", "is already set by the issue form"),
        (f"veto: {{label: {'x' * 51}, by: platform}}\n", "8:15: A label has at most 50 characters"),
        ("veto: {label: 'a, b', by: platform}\n", "8:15: A label has no comma in it."),
        ('veto: {label: "a\\nb", by: platform}\n', "8:15: `label` must be one line without"),
        ('veto: {label: "a\\u202Eb", by: platform}\n', "8:15: `label` must be one line without"),
        ("repositories: {visibility: secret}\n", "`secret`; there are `private`, `internal`, `pu"),
        (
            "repositories: {access: {owner: write}}\n",
            "8:32: The access of `owner` cannot be `write`",
        ),
        ("repositories: {access: {'@a/b': pull}}\n", "8:33: `@a/b` is no team"),
        ("repositories: {tests_suffix: ''}\n", "8:30: `tests_suffix` must be a text"),
        ("repositories: {tests_suffix: x.git}\n", "8:30: `tests_suffix` is at most 60 letters"),
        ("repositories: {topics: [No]}\n", "8:25: The topic `No` must be small letters"),
        ("repositories: {labels: [{color: ededed}]}\n", "8:25: A label needs a `name`"),
        ("repositories: {labels: [{name: a, color: red}]}\n", "8:42: `red` is no color"),
        ("repositories: {required_reviews: 11}\n", "8:34: `required_reviews` must be"),
        ("repositories: {required_checks: ci}\n", "8:33: `required_checks` must be a list"),
    ],
)
def test_a_mistake_beside_good_rules_is_the_only_one(text: str, expected: str) -> None:
    said = mistake_in(HEAD + RULE + text)

    assert expected in said
    assert said.startswith("policy.yml:8:")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "when: request.teir == 1",
            "8:11: There is no fact `request.teir`; did you mean `request.tier`",
        ),
        ("when: 'request.teir == 1'", "8:12: There is no fact `request.teir`"),
        ('when: "request.tier == 1 && x"', "8:33: There is no fact `x`"),
        (
            "when: |\n      request.tier == 1\n        || request.dta == ''",
            "10:12: There is no fact",
        ),
        ("when: >\n      request.tier == 1 &&\n      request.dta == ''", "8:11: There is no fact"),
        ("when: |\n\n      x", "10:7: There is no fact `x`"),
        ("when: '  x'", "8:14: There is no fact `x`"),
        (
            "when: request.tier == 'a'",
            "8:24: This is no condition: `==` cannot be used with int and string",
        ),
        ("when: request.tier", "8:11: A condition must be true or false"),
        ("when: true", "8:11: `when` must be a text; put `true` in quotes"),
        ("when: ''", "8:11: `when` must be a text that is not empty"),
        ("when: {}", "8:11: `when` must be a text that is not empty"),
        ("count: 0", "8:12: `count` must be a whole number from 1 to 10"),
        ("reads: [nmae]", "8:12: The form has no field `nmae`; did you mean `name`"),
        ("reads: name", "8:12: `reads` must be a list"),
        ("labels: a", "8:5: The approval has no key `labels`; did you mean `label`"),
    ],
)
def test_a_mistake_in_an_approval_is_found_at_its_place(line: str, expected: str) -> None:
    assert f"policy.yml:{expected}" in mistake_in(f"{HEAD}{RULE}    {line}\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: The file is empty."),
        ("- a\n", "1:1: The policy must be a mapping"),
        ("a: [1\nb: 2\n", "2:2: This is not YAML"),
        ("a:\n\t- b\n", "2:1: This is not YAML: found character"),
        ("a: &x 1\nb: *x\n", "1:4: Anchors"),
        ('version: 1\nwhen: "\\ud800"\n', "2:7: An escape stands for half a character"),
        ("a: 1\n---\nb: 2\n", "2:1: This is not YAML: but found another document"),
        ("a: \x00\n", "0:0: This is not YAML"),
        ("[" * 200, "levels; flatten the file"),
        ("#" * 256_001, "larger than 256,000 bytes"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_at_once(text: str, expected: str) -> None:
    assert expected in str(mistakes_in(text)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD, "The policy asks for no approval"),
        (HEAD + "approvals: []\n", "4:12: The policy asks for no approval"),
        (RULE, "There is no role `platform`"),
        (HEAD.replace("1", "2") + RULE, "1:10: This Slipway reads policies of `version: 1`"),
        (HEAD.removeprefix("version: 1\n") + RULE, "1:1: The policy does not say its `version`"),
        (HEAD + "approvals: [{name: a, label: b}]\n", "4:13: The approval has no `by`."),
        (HEAD + RULE + SECOND.replace("second", "review", 1), "8:5: Two approvals are named"),
        (HEAD + RULE + SECOND.replace("approved/second", "Approved/Platform"), "9:12: The label"),
        (HEAD.replace("{teams: [platform-reviewers]}", "{}") + RULE, "3:13: The role `platform`"),
        (HEAD.replace("platform-reviewers", "'@acme/x'") + RULE, "`@acme/x` is no team"),
        (HEAD.replace("teams: [platform-reviewers]", "users: ['@x']") + RULE, "`@x` is no login"),
        (
            HEAD.replace("teams: [platform-reviewers]", "users: [root]") + RULE + "    count: 2\n",
            "8:12: `count` asks for 2 persons, but the role names 1.",
        ),
    ],
)
def test_a_policy_that_cannot_work_is_refused(text: str, expected: str) -> None:
    assert expected in "\n".join(map(str, mistakes_in(text)))


def test_all_mistakes_are_found_at_once_in_the_files_order() -> None:
    text = HEAD + RULE + "    count: x\n    when: request.a && request.b\nvetoo: 1\n"

    places = [(mistake.line, mistake.column) for mistake in mistakes_in(text)]

    assert places == [(8, 12), (9, 11), (9, 24), (10, 1)]


def test_no_more_approvals_are_read_than_can_be_checked_in_a_moment() -> None:
    names = (f"  - {{name: n{n}, label: l{n}, by: platform}}\n" for n in range(51))

    assert "more than 50 approvals" in mistake_in(HEAD + "approvals:\n" + "".join(names))
