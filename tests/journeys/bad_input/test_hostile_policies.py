"""A policy that is a trap is refused in a moment, with its line, and the last good one stays."""

from collections.abc import Iterator

import pytest

from app.domain.state import State
from tests.domain.markdown import seen
from tests.journeys.acme import Acme
from tests.journeys.request import Request

POLICY = "policy.yml"
BOMB = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a, *a]\n" for n in range(50))
CONDITION = "refuse:\n  - name: trap\n    say: 'No.'\n    when: "

TRAPS = {
    "a bomb": (BOMB, "Anchors (`&`) and aliases (`*`) are not read here"),
    "an anchor": ("x: &anchor 1\n", "Anchors (`&`) and aliases (`*`) are not read here"),
    "a merge": ("x: {<<: *roles}\n", "Anchors (`&`) and aliases (`*`) are not read here"),
    "a key twice": ("version: 1\n", "`version` stands here a second time"),
    "a tab": ("limits:\n\tservices_per_team: 3\n", "This is not YAML"),
    "a tag": ("x: !!python/object/apply:os.system ['id']\n", "has no key `x`"),
    "a depth": ("x: " + "[" * 5_000 + "\n", "levels; flatten the file"),
    "a megabyte": ("# " + "x" * 1_000_000 + "\n", "too large"),
    "a long condition": (f"{CONDITION}'{'true && ' * 300}true'\n", "at most 2,000 are read"),
    "a deep condition": (f"{CONDITION}'{'(' * 900}true{')' * 900}'\n", "This is no"),
    "an unknown fact": (f"{CONDITION}request.nothing == 1\n", "There is no fact"),
}


@pytest.fixture(scope="module")
def waiting(busy_acme: Acme) -> Request:
    """A request that waits for approval under the starter policy."""
    return busy_acme.files(name="patient")


@pytest.fixture
def good(busy_acme: Acme) -> Iterator[str]:
    """The starter policy, which is in force again afterwards."""
    text = busy_acme.reads("services", POLICY)
    yield text
    busy_acme.commits(POLICY, lambda _: text)


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_with_its_reason_and_the_last_good_policy_stays(
    waiting: Request, good: str, trap: str
) -> None:
    text, say = TRAPS[trap]

    waiting.acme.commits(POLICY, lambda _: _with(good, text))
    waiting.is_commented("What counts now?")

    assert "the last good one is in force" in waiting.status
    assert say in seen(waiting.status)
    assert waiting.state is State.AWAITING_APPROVAL
    late = waiting.acme.files(name=trap.replace(" ", "-"), data="personal")
    assert "`approved/security` by team `security`" in late.headline


def test_a_condition_that_takes_too_many_rounds_builds_nothing(busy_acme: Acme, good: str) -> None:
    numbers = str([*range(30)])
    rounds = f"{numbers}.all(a, {numbers}.all(b, {numbers}.all(c, a + b + c >= 0)))"
    request = busy_acme.files(name="endless")

    busy_acme.commits(POLICY, lambda _: _with(good, f"{CONDITION}'!{rounds}'\n"))
    request.is_approved()

    assert request.state is State.BLOCKED
    assert "Cannot be told from" in request.headline
    assert "endless" not in busy_acme.repositories()

    busy_acme.commits(POLICY, lambda _: good)

    assert "slipway/live" in request.labels


def _with(good: str, trap: str) -> str:
    """The policy with a trap in it: one more refusal, or lines at the end."""
    if trap.startswith(CONDITION):
        return good.replace("refuse:\n", trap, 1)
    return f"{good}\n{trap}"
