"""Promise 3: a worker that was only slow writes nothing once another one took over its request."""

from dataclasses import dataclass

import pytest

from app.domain.budget import Kind
from app.domain.progress import CATALOG
from app.github.calls import Call
from app.store import requests
from app.store.claims import LostClaim
from app.usecases import catalog
from app.usecases.advance import advance
from tests.journeys.acme import Acme, connect
from tests.journeys.halfway import build_of, builds_up_to, service_of
from tests.journeys.whole import assert_one_whole_pair

# Of the writes from the label to the end: the first, a creation, a commit, one in the settings,
# the announcement.
PLACES = (1, 4, 7, 17, 26)


@dataclass
class Nap:
    """The worker sleeps past its lease right after its n-th write; meanwhile another does all."""

    acme: Acme
    place: int
    writes: int = 0
    last_call: int = 0

    def __call__(self, call: Call) -> None:
        if call.kind is Kind.READ or "access_tokens" in call.route:
            return
        self.writes += 1
        if self.writes == self.place:
            self.acme.waits(self.acme.bench.lease.total_seconds() + 1)
            self.acme.settles()
            self.last_call = last_call(self.acme)


def last_call(acme: Acme) -> int:
    """The number of the last call that GitHub took of Slipway."""
    with acme.sandbox.world.lock:
        records = list(acme.sandbox.world.calls.records)
    return max(one.number for one in records if one.arrival.of_app)


@pytest.mark.parametrize("place", PLACES)
def test_who_was_overtaken_sends_nothing_more(acme: Acme, place: int) -> None:
    request = acme.files(name="billing")
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    acme.hears()
    nap = Nap(acme, place)
    slow = acme.with_bench(github=connect(acme.sandbox, nap, acme.bench.database))

    advance(slow.bench, 1)

    assert nap.last_call == last_call(acme)
    assert_one_whole_pair(request, "billing")


def test_who_was_overtaken_enters_nothing_in_the_catalog(acme: Acme) -> None:
    request = acme.files()
    row_id = request.row.id
    builds_up_to(request, CATALOG)
    build = build_of(request, row_id)
    assert build is not None
    with acme.bench.database.transaction() as tx:
        assert requests.claim(tx, row_id, acme.bench.clock(), acme.bench.lease)

    with pytest.raises(LostClaim):
        catalog.enter(build)

    assert service_of(request) is None
