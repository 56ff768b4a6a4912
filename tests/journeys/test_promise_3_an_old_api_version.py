"""Promise 3: GitHub retires the API version that Slipway speaks, and nothing is taken for gone."""

from app.domain.state import State
from tests.journeys.acme import Acme
from tests.journeys.halts import works
from tests.journeys.whole import assert_one_whole_pair

SPOKEN = "2022-11-28"


def test_it_is_waited_for_an_upgrade_and_goes_on_then(acme: Acme) -> None:
    request = acme.files()
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    acme.controls("versions", retired=[SPOKEN])

    for _ in range(7):
        works(acme)
        acme.waits(1200)

    assert "Upgrade Slipway." in request.row.wait_reason
    assert request.state is State.AWAITING_APPROVAL
    assert request.is_open
    acme.controls("versions", retired=[])
    works(acme)
    assert_one_whole_pair(request, "billing")
