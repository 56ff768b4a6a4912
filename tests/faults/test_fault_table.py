"""Promise 3: whatever goes wrong at whichever call, one whole pair comes of it.

A sample; `make fault-table` plays all of it.
"""

import random

import pytest

from tests.faults.acts import ACTS
from tests.faults.places import Place, places
from tests.faults.runs import (
    Run,
    all_runs,
    assert_ended_well,
    brought_to_its_end,
    forget,
    fresh,
    play,
)
from tests.faults.table import FAULTS
from tests.journeys.acme import Acme

SEED = 3
"""Chooses the places, and of the acts those that are played; each is played at one place."""

SOME_ACTS = 4

AT_ONCE = 3
"""So many faults, at places of their own, go into one job."""


@pytest.fixture(scope="module")
def calls(busy_acme: Acme) -> list[Place]:
    """Those of a job in which nothing goes wrong."""
    forget(busy_acme)
    return places(busy_acme, "clean")


def test_calls_that_fail_in_any_way_are_made_up_for(busy_acme: Acme, calls: list[Place]) -> None:
    dice = random.Random(SEED)  # noqa: S311 - the same sample every time
    runs = [Run(fault, dice.choice(calls)) for fault in FAULTS]
    jobs = -(-len(runs) // AT_ONCE)

    unreached = [
        run for job in range(jobs) for run in play(busy_acme, runs[job::jobs], f"sample-{job}")
    ]

    assert unreached == []


def test_what_admins_do_meanwhile_is_waited_for_followed_or_explained(
    busy_acme: Acme, calls: list[Place]
) -> None:
    runs = all_runs(calls)
    dice = random.Random(SEED)  # noqa: S311 - the same sample every time
    acts = dice.sample(ACTS, SOME_ACTS)
    chosen = [dice.choice([run for run in runs if run.what is act]) for act in acts]

    unreached = [run for run in chosen if play(busy_acme, [run], f"act-{chosen.index(run)}")]

    assert unreached == []


def test_with_a_fifth_of_all_calls_failing_one_whole_pair_comes_of_it(acme: Acme) -> None:
    acme.controls("faults", by="app", share=0.2, seed=5, status=502)
    acme.controls("faults", by="app", share=0.05, seed=6, mode="cut", after_effect=True)

    request = fresh(acme).files()
    request.is_approved()
    stops = brought_to_its_end(request)

    assert_ended_well(request, "billing", stops=stops)
