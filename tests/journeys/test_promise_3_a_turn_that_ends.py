"""Promise 3: work that is handed on after every look and step ends in the same pair."""

from app.domain.state import State
from app.store import requests
from app.usecases.advance import advance
from tests.journeys.acme import Acme
from tests.journeys.whole import assert_one_whole_pair


def test_a_pair_is_whole_though_every_turn_ends_after_one_look_or_step(acme: Acme) -> None:
    request = acme.files()
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})

    turns = 0
    while _one_turn(acme):
        turns += 1

    assert turns > 10
    acme.settles()
    assert request.state is State.LIVE
    assert_one_whole_pair(request, "billing")


def _one_turn(acme: Acme) -> bool:
    """One look or step of all that is due; False when nothing is."""
    acme.hears()
    with acme.bench.database.transaction() as tx:
        due = requests.due(tx, acme.bench.clock(), 100, acme.bench.organisations)
    for request_id in due:
        advance(acme.bench, request_id, is_over=lambda: True)
    return bool(due)
