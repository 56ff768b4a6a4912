"""Mistakes about explicit approvals, delegations and broken glass, each at its line."""

import pytest

from app.domain.mistakes import FileMistakes
from tests.domain.build import a_policy

START = """version: 1
roles: {security: {teams: [security]}}
approvals: [{name: review, label: ok, by: security}]
"""
EXPLICIT = START.replace("label: ok,", "explicit: true,")


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        (EXPLICIT.replace("by:", "label: ok, by:"), 3, "leave `label` out"),
        (START.replace("label: ok, ", ""), 3, "The approval has no `label`"),
        (START.replace("label: ok", "label: ok, explicit: yes"), 3, "must be `true` or `false`"),
        (START.replace("label: ok", "label: ok, any_owner: true"), 3, "roles with `owners_of`"),
        (f"{START}break_glass: {{by: nobody}}\n", 4, "There is no role `nobody`"),
        (f"{START}break_glass: {{also_freezes: true}}\n", 4, "has no `by`"),
        (f"{START}delegations: [{{from: sam, to: paul}}]\n", 4, "has no `until`"),
        (f"{START}delegations: [{{from: sam, to: Sam, until: 2027-01-01}}]\n", 4, "stand in for"),
        (f"{START}delegations: [{{from: '@sam', to: p, until: 2027-01-01}}]\n", 4, "no login"),
        (
            f"{START}delegations: [{{from: s, to: p, since: 2027-01-02, until: 2027-01-01}}]\n",
            4,
            "`until` is not after `since`",
        ),
        (
            f"{START}delegations: [{{from: s, to: p, roles: [securty], until: 2027-01-01}}]\n",
            4,
            "did you mean `security`",
        ),
        (f"{START}delegations: [{{from: s, to: p, until: soon}}]\n", 4, "must be a date or time"),
    ],
)
def test_a_mistake_is_told_at_its_line(text: str, line: int, sentence: str) -> None:
    with pytest.raises(FileMistakes) as caught:
        a_policy(text)

    assert [one.line for one in caught.value.mistakes] == [line]
    assert sentence in caught.value.mistakes[0].sentence


def test_what_is_right_is_read() -> None:
    more = "delegations: [{from: Sam, to: Paul, until: 2027-01-01}]\nbreak_glass: {by: security}\n"

    policy = a_policy(EXPLICIT + more)

    assert (policy.approvals[0].explicit, policy.approvals[0].label) == (True, "")
    assert (policy.delegations[0].absent, policy.delegations[0].delegate) == ("sam", "paul")
    assert policy.break_glass is not None
    assert not policy.break_glass.also_freezes
