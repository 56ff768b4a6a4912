"""Of two requests for one name one is built, also where a limit holds one of them back."""

import pytest

from app.domain.state import State
from app.usecases.advance import advance
from tests.journeys.acme import Acme
from tests.journeys.request import Request

LIMITS = {
    "no limit": "",
    "one open request for a team": "limits: {open_requests_per_team: 1}\n",
    "one service for a team": "limits: {services_per_team: 1}\n",
    "one request for a person": "limits: {requests_per_person_and_day: 1}\n",
}


def are_approved_at_once(acme: Acme, *rivals: Request) -> None:
    """Both labels are set before Slipway has its turn, and both are decided step by step."""
    acme.waits()
    for request in rivals:
        labels = {"labels": ["approved/platform"]}
        acme.does("paula", "POST", f"{request.path}/labels", labels)
    ids = [request.row.id for request in rivals]
    acme.hears()
    for request_id in ids * 2:
        advance(acme.bench, request_id, lambda: True)
    acme.settles()


@pytest.mark.parametrize("limit", LIMITS)
def test_one_pair_comes_of_both(acme: Acme, limit: str) -> None:
    acme.commits("policy.yml", lambda text: f"{text}\n{LIMITS[limit]}")
    rivals = acme.files(name="contested"), acme.files(name="contested", login="olga")

    are_approved_at_once(acme, *rivals)

    states = sorted(request.state for request in rivals)
    assert states == [State.LIVE, State.NEEDS_CORRECTION]
    assert acme.repositories() == ["contested", "contested-integration-tests", "services"]
    loser = next(one for one in rivals if one.state is State.NEEDS_CORRECTION)
    assert "The service contested exists already and belongs to payments" in loser.status


def test_the_one_that_lost_goes_on_under_another_name(acme: Acme) -> None:
    rivals = acme.files(name="contested"), acme.files(name="contested", login="olga")
    are_approved_at_once(acme, *rivals)
    loser = next(one for one in rivals if one.state is State.NEEDS_CORRECTION)

    loser.is_edited(loser.issue["user"]["login"], name="unrivalled")
    loser.is_approved()

    assert "slipway/live" in loser.labels
