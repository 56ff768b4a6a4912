"""Promises 3, 4 and 7: whatever happens in whatever order, it ends where people's acts lead."""

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.machine import Story

_SAMPLE = settings(
    max_examples=5,
    stateful_step_count=20,
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


def test_random_stories_end_where_peoples_acts_lead(sqlite_template: Path) -> None:
    Story.template = sqlite_template

    run_state_machine_as_test(Story, settings=_SAMPLE)
