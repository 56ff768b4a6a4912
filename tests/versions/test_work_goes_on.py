"""Work that an earlier version began is finished by this one."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from app.domain.state import State
from app.store import pairs, requests, schema, tables
from app.store.database import Database
from app.store.pairs import Pair
from sandbox.acts.repositories import create_repository, initialise
from sandbox.world.issues import Actor
from sandbox.world.repositories import Visibility
from tests.journeys.acme import Acme
from tests.journeys.form import ANSWERS, CONTROL
from tests.journeys.request import Request
from tests.journeys.start import started
from tests.versions import sample

_OF_FEW_STATES = {"0001", "0002"}
_FORM = "form/acme/services/new-service.yml"
_RESTING = ["Not_A_Name", "vetoed", "given-up", "called-off", "unlucky", "held-up", "patient"]
_WHERE_THEY_GO = {
    1: State.LIVE,
    2: State.AWAITING_APPROVAL,
    3: State.LIVE,
    4: State.NO_REQUEST,
    5: State.NEEDS_CORRECTION,
    6: State.VETOED,
    7: State.CLOSED,
    8: State.CANCELLED,
    9: State.LIVE,
    10: State.AWAITING_APPROVAL,  # its template and
    11: State.AWAITING_APPROVAL,  # its limit are not what they were
    12: State.AWAITING_APPROVAL,
}


@pytest.fixture(params=sample.VERSIONS)
def acme(
    request: pytest.FixtureRequest, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Acme]:
    """Acme with the rows of that version, brought up to this one, and GitHub as they know it."""
    with _after(request.param, database, tmp_path_factory.mktemp("acme")) as acme:
        yield acme


@contextmanager
def _after(version: str, database: Database, folder: Path) -> Iterator[Acme]:
    sample.make(database, version)
    schema.upgrade(database)
    url = database.url.render_as_string(hide_password=False)
    with started(folder, url) as acme:
        acme.controls("deliveries", drop="all")
        for name in ("billing", "ledger", "invoices"):
            _is_filed(acme, name)
        if version not in _OF_FEW_STATES:
            _others_are_filed(acme)
        acme.controls("deliveries", drop=0)
        yield acme


def _others_are_filed(acme: Acme) -> None:
    """What the rows tell of the states that a request can rest in, in the same order."""
    acme.does("dana", "POST", f"{CONTROL}/issues", {"title": "A question", "body": "How long?"})
    for name in (*_RESTING, "unread"):
        _is_filed(acme, name)
    acme.does("paula", "POST", f"{CONTROL}/issues/6/labels", {"labels": ["rejected"]})
    for number in (7, 8):
        acme.does("dana", "PATCH", f"{CONTROL}/issues/{number}", {"state": "closed"})


def _is_filed(acme: Acme, name: str) -> None:
    answers = ANSWERS | {"name": name}
    acme.controls(_FORM, **{"as": "dana"}, title="New service", answers=answers)


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


@pytest.mark.parametrize("version", [v for v in sample.VERSIONS if v not in _OF_FEW_STATES])
def test_a_request_in_any_state_goes_on(version: str, database: Database, tmp_path: Path) -> None:
    with _after(version, database, tmp_path) as acme:
        before = _states(acme)
        for half in ("service", "tests"):
            _was_created(acme, half)
        acme.waits(3600)
        acme.settles()

        Request(acme, 9).is_commented("/slipway retry")

        assert set(before.values()) == set(State)
        assert _states(acme) == _WHERE_THEY_GO
        open_ones = [number for number, state in before.items() if not state.is_settled]
        assert all(Request(acme, number).headline for number in open_ones)


def _states(acme: Acme) -> dict[int, State]:
    """Of all requests, by the numbers of their issues."""
    table = tables.requests
    with acme.bench.database.transaction() as tx:
        found = tx.connection.execute(select(table.c.issue_number, table.c.state))
        return {number: State(state) for number, state in found}


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
