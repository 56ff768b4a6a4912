"""The recording that is installed with Slipway is what the sandbox answers today."""

import pytest

from app.live.expected import expected, planned
from app.live.recording import call_of, lines, parse
from tests.live.record import SCENES, recorded_scene


@pytest.mark.parametrize("scene", SCENES)
def test_it_is_what_the_sandbox_answers_today(scene: str) -> None:
    fresh = recorded_scene(scene)

    kept = [run for run in expected().runs if run.about["name"] == scene]
    known = {call: expected().reads.get(call, frozenset()) for call in fresh.reads}
    unread = {call: sorted(fresh.reads[call] - known[call]) for call in fresh.reads}
    if kept != list(fresh.runs) or any(unread.values()):
        pytest.fail("The sandbox answers otherwise now: run `python -m tests.live.record`.")


def test_what_is_written_is_read_again() -> None:
    assert parse(lines(expected())) == expected()


def test_it_knows_what_slipway_reads() -> None:
    reads = expected().reads

    assert {"id", "owner/login", "visibility"} <= reads["GET /repositories/{}"]
    assert "[]/node_id" in reads["GET /repos/{}/{}/issues/{}/events"]
    assert "verification/verified" in reads["GET /repos/{}/{}/git/commits/{}"]


def test_the_calls_of_the_main_job_are_among_its_steps() -> None:
    made = {call for _, calls in planned() for call in calls}

    said = {call_of(one) for run in expected().runs for x in run.spoken for one in x.exchanges}
    assert made == said
    assert {"QUERY ReadRequest", "MUTATION SwapLabels", "POST /repos/{}/{}/rulesets"} <= made
