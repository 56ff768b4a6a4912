"""The primary limit of jobs: an hour that all of a repository share."""

from collections.abc import Callable

import pytest

from tests.sandbox.actions.conftest import Actions, Control
from tests.sandbox.voices import Voice


def job_of(will: Actions, control: Control) -> Voice:
    """Who calls with the token of a job in a run of its own."""
    will.writes(f"{len(will.runs())}.txt", "new")
    run = will.runs()[0]
    order = {"repository": "acme/open", "run_id": run["id"]}
    return Voice(will.who.url, control("workflows/token", **order)["token"])


@pytest.mark.parametrize(("plan", "limit"), [("team", 1000), ("enterprise", 15_000)])
def test_all_jobs_of_a_repository_share_one_hour(
    actions: Callable[[str], Actions], control: Control, plan: str, limit: int
) -> None:
    control("plan", organisation="acme", plan=plan)
    one, other = (job_of(actions("will"), control) for _ in range(2))
    one.gets("/repos/acme/open/labels")

    core, graphql = (other.gets("/rate_limit")["resources"][name] for name in ("core", "graphql"))

    assert (core["limit"], core["used"]) == (limit, 1)
    assert graphql["limit"] == limit
