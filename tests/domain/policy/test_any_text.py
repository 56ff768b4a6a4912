"""Whatever stands in policy.yml, reading it ends in a policy or in mistakes, and soon."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.cel import MOST_CHARACTERS
from app.domain.mistakes import FileMistakes
from app.domain.policy.approvals import MOST_RULES
from tests.domain.build import STARTER, a_policy

POLICY = (STARTER / "policy.yml").read_text()
SNIPPETS = st.sampled_from(
    ["{}", "[]", "~", "'", '"', "\t", ": ", "- ", "|", "&a", "*a", "!x", "%"]
)
BITS = st.one_of(SNIPPETS, st.text(max_size=5))


@settings(deadline=None)
@given(BITS, st.integers(0, len(POLICY)), st.integers(0, 30))
def test_a_damaged_policy_is_a_policy_or_has_mistakes(bit: str, start: int, length: int) -> None:
    damaged = POLICY[:start] + bit + POLICY[start + length :]

    with contextlib.suppress(FileMistakes):
        assert a_policy(damaged).approvals


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_policy_or_has_mistakes(text: str) -> None:
    with contextlib.suppress(FileMistakes):
        assert a_policy(text).approvals


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "a: " * 60_000,
        "- " * 100_000,
        "a: &a [x, x]\n" + "b: [*a, *a, *a]\n" * 10_000,
        "? " * 100_000,
        "".join(f"k{n}: v\n" for n in range(3_000)),
        f"names: {{reserved: [{', '.join(f'n{n}' for n in range(3_000))}]}}",
    ],
    ids=["brackets", "keys", "dashes", "aliases", "questions", "entries", "items"],
)
def test_a_bomb_is_refused_in_a_moment(text: str) -> None:
    started = time.process_time()

    with pytest.raises(FileMistakes):
        a_policy(text)

    assert time.process_time() - started < 5


def test_the_longest_conditions_are_checked_in_a_moment() -> None:
    longest = " || ".join(["request.tier == 1"] * 90)
    rules = "".join(
        f"  - {{name: n{n}, label: l{n}, by: a, when: '{longest}'}}\n" for n in range(MOST_RULES)
    )
    text = f"version: 1\nroles: {{a: {{users: [root]}}}}\napprovals:\n{rules}"
    assert MOST_CHARACTERS - 200 < len(longest) <= MOST_CHARACTERS

    started = time.process_time()
    policy = a_policy(text)

    assert len(policy.approvals) == MOST_RULES
    assert time.process_time() - started < 5
