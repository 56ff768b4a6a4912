"""Work that an earlier version began is finished by this one."""

from collections.abc import Iterator
from hashlib import sha256

import pytest

from app.domain.state import State
from app.store import pairs, requests, schema
from app.store.database import Database
from app.store.pairs import Pair
from sandbox.acts.repositories import create_repository, initialise
from sandbox.world.issues import Actor
from sandbox.world.repositories import Visibility
from tests.journeys.acme import Acme
from tests.journeys.form import ANSWERS
from tests.journeys.request import Request
from tests.journeys.start import started
from tests.versions import sample

_FORM = "form/acme/services/new-service.yml"


@pytest.fixture(params=sample.VERSIONS)
def acme(
    request: pytest.FixtureRequest, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Acme]:
    """Acme with the rows of that version, brought up to this one, and GitHub as they know it."""
    sample.make(database, request.param)
    schema.upgrade(database)
    url = database.url.render_as_string(hide_password=False)
    with started(tmp_path_factory.mktemp("acme"), url) as acme:
        acme.controls("deliveries", drop="all")
        for name in ("billing", "ledger", "invoices"):
            acme.controls(
                _FORM, **{"as": "dana"}, title="New service", answers=ANSWERS | {"name": name}
            )
        acme.controls("deliveries", drop=0)
        yield acme


def test_an_open_request_and_a_build_in_the_middle_end_as_live_services(acme: Acme) -> None:
    for half in ("service", "tests"):
        _was_created(acme, half)
    acme.waits(3600)

    acme.settles()

    building, open_one = Request(acme, 3), Request(acme, 2)
    assert (building.state, open_one.state) == (State.LIVE, State.AWAITING_APPROVAL)
    open_one.is_approved()
    assert "slipway/live" in open_one.labels
    assert acme.repositories() == [
        "invoices",
        "invoices-integration-tests",
        "ledger",
        "ledger-integration-tests",
        "services",
    ]


def _was_created(acme: Acme, half: str) -> None:
    """The repository that the earlier version had made, known by its id and its mark."""
    with acme.bench.database.transaction() as tx:
        row = requests.get(tx, 3)
        assert row is not None
        pair = pairs.of_request(tx, row.id)
        assert pair is not None
        result = pairs.steps_of(tx, pair)[f"{half}:create"].result
    assert result is not None
    world = acme.sandbox.world
    with world.lock:
        assert world.app is not None
        owner, bot = world.organisation("acme"), Actor(world.app.bot, world.app)
        made = create_repository(world, owner, bot, result["name"], Visibility.PRIVATE)
        initialise(world, made, bot)
        del world.repositories[made.id]
        made.id = result["id"]
        made.homepage = f"{pair.plan['issue_url']}#slipway-{_mark(pair, half)}"
        world.repositories[made.id] = made
        world.names[made.full_name.lower()] = made.id


def _mark(pair: Pair, half: str) -> str:
    return sha256(f"{pair.mark} {half}".encode()).hexdigest()[:32]
