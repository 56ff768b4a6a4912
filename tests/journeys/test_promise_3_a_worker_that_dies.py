"""Promise 3: wherever a worker dies, an approved request ends with exactly one pair."""

from collections.abc import Callable

import pytest

from tests.journeys.acme import Acme
from tests.journeys.deaths import MortalAcme, dies_after_call, dies_before_commit
from tests.journeys.whole import assert_one_whole_pair

PARTS = 2
"""The places of death are dealt out to so many tests, which can then run side by side."""

STRIDE = 6
"""Every place takes a job of its own: these tests die at one in three. 2 dies at all of them."""

_MORE_THAN_THERE_ARE = 400


@pytest.mark.parametrize("part", range(PARTS))
def test_death_after_a_call_to_github_from_the_filing_on(busy_acme: Acme, part: int) -> None:
    places = _die_at_every_place(busy_acme, dies_after_call, "call", part)

    assert len(places) >= 5


@pytest.mark.parametrize("part", range(PARTS))
def test_death_before_a_commit_from_the_filing_on(busy_acme: Acme, part: int) -> None:
    places = _die_at_every_place(busy_acme, dies_before_commit, "commit", part)

    assert len(places) >= 3


def _die_at_every_place(
    acme: Acme, mortal: Callable[[Acme, int], MortalAcme], kind: str, part: int
) -> list[int]:
    """One job for each place of this part, until a worker outlives its job; the places of death."""
    died: list[int] = []
    for place in range(1 + part, _MORE_THAN_THERE_ARE, STRIDE):
        worker = mortal(acme, place)
        name = f"{kind}-{place:03}"

        request = worker.files(name=name)
        request.is_approved()

        assert_one_whole_pair(request, name)
        if not worker.fate.dead:
            return died
        died.append(place)
    raise AssertionError("The job has no end.")
