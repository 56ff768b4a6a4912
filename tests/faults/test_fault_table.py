"""Promise 3: whichever call GitHub fails, and however, one whole pair comes of it.

A sample; `make fault-table` plays all of it.
"""

import random

from tests.faults.places import places
from tests.faults.runs import Run, assert_ended_well, brought_to_its_end, forget_labels, fresh, play
from tests.faults.table import FAULTS
from tests.journeys.acme import Acme

SEED = 3
"""Chooses the places; each fault is played at one of them."""

AT_ONCE = 3
"""So many faults, at places of their own, go into one job."""


def test_calls_that_fail_in_any_way_are_made_up_for(busy_acme: Acme) -> None:
    forget_labels(busy_acme)
    calls = places(busy_acme, "clean")
    dice = random.Random(SEED)  # noqa: S311 - the same sample every time
    runs = [Run(dice.choice(calls), fault) for fault in FAULTS]
    jobs = -(-len(runs) // AT_ONCE)

    for job in range(jobs):
        play(busy_acme, runs[job::jobs], f"sample-{job}")


def test_with_a_fifth_of_all_calls_failing_one_whole_pair_comes_of_it(acme: Acme) -> None:
    acme.controls("faults", by="app", share=0.2, seed=5, status=502)
    acme.controls("faults", by="app", share=0.05, seed=6, mode="cut", after_effect=True)

    request = fresh(acme).files()
    request.is_approved()
    stops = brought_to_its_end(request)

    assert_ended_well(request, "billing", stops=stops)
