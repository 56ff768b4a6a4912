"""Limits hold also for what is approved at the same moment."""

from app.domain.state import State
from app.usecases.advance import advance
from tests.journeys.acme import Acme


def test_two_requests_that_are_approved_together_do_not_pass_the_limit_together(
    acme: Acme,
) -> None:
    acme.commits("policy.yml", lambda text: f"{text}\nlimits: {{services_per_team: 1}}\n")
    first, second = acme.files(name="first"), acme.files(name="second")
    acme.waits()
    for each in (first, second):
        labels = {"labels": ["approved/platform"]}
        acme.does("paula", "POST", f"{each.path}/labels", labels)
    ids = [first.row.id, second.row.id]
    acme.hears()

    for request_id in ids * 2:
        advance(acme.bench, request_id, lambda: True)  # decided, then decided afresh
    acme.settles()

    assert first.state is State.LIVE
    assert second.state is State.NEEDS_CORRECTION
    assert "second" not in acme.repositories()
