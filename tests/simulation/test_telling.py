"""What `make simulate` says of a story that goes wrong, and how it ends."""

import pytest
from hypothesis.stateful import invariant

from tests.simulation.__main__ import main
from tests.simulation.machine import Story

AGAIN = 'make simulate SEED=1 EXAMPLES=1 ARGS="--steps=1 --quick"'


class Wrong(Story):
    """A story in which something is wrong."""

    @invariant()
    def all_is_lost(self) -> None:
        raise AssertionError("all is lost")


class WrongOnce(Story):
    """A story that goes wrong, but not when it is told again."""

    times = 0

    @invariant()
    def it_is_told_again(self) -> None:
        type(self).times += 1
        assert self.times > 1, "this is the first time"


@pytest.mark.parametrize(
    ("story", "why"), [(Wrong, "all is lost"), (WrongOnce, "this is the first time")]
)
def test_a_violation_is_told_in_full_with_how_to_see_it_again(
    capsys: pytest.CaptureFixture[str], story: type[Story], why: str
) -> None:
    status = main(["--seed=1", "--examples=1", "--steps=1", "--quick"], story)

    told = capsys.readouterr().out
    assert status == 1
    assert told.startswith(f"violation: {AGAIN}\n")
    assert f"AssertionError: {why}" in told
    assert "state.teardown()" in told
    *_, again, last = told.splitlines()
    assert again == f"to see a violation again: {AGAIN}"
    assert "runs, 1 violations" in last


def test_stories_that_end_well_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--seed=1", "--examples=1", "--steps=1"])

    assert status == 0
    assert capsys.readouterr().out.startswith("1 runs, 0 violations (")
