"""A request whose issue is not there, is out of reach, or was moved."""

from collections.abc import Callable

import pytest

from app.github.client import Client
from app.github.connection import Connection
from app.github.errors import IssueGone, NotFound
from app.github.permissions import REQUEST
from app.github.requests import RequestReading, read_request
from sandbox import RunningSandbox
from tests.github.conftest import CONTROL, INSTALLATION, ORGANISATION, Person, control

People = Callable[[str], Person]


@pytest.fixture
def step(connection: Connection) -> Client:
    """A client as narrow as the reading of a request is."""
    return connection.for_step(INSTALLATION, REQUEST, [CONTROL])


def read(step: Client, number: int) -> RequestReading:
    return read_request(step, ORGANISATION, CONTROL, number)


def test_an_issue_that_is_not_there_is_gone(step: Client) -> None:
    with pytest.raises(IssueGone):
        read(step, 404)


def test_a_control_repository_out_of_reach_is_no_issue_that_is_gone(
    connection: Connection, person: People
) -> None:
    number = person("dana").files_an_issue()
    elsewhere = connection.for_step(INSTALLATION, REQUEST, ["unrelated"])

    with pytest.raises(NotFound) as missing:
        read(elsewhere, number)

    assert not isinstance(missing.value, IssueGone)


def test_an_issue_that_moved_away_is_gone(
    step: Client, person: People, sandbox: RunningSandbox
) -> None:
    number = person("dana").files_an_issue()
    where = {"repository": "acme/services", "number": number, "actor": "ada"}
    control(sandbox, "transfer", {**where, "target": "acme/unrelated"})

    with pytest.raises(IssueGone):
        read(step, number)


def test_an_issue_that_moved_in_tells_when(
    step: Client, person: People, sandbox: RunningSandbox
) -> None:
    """Labels travel with an issue, so what was approved elsewhere must not count here."""
    path = "/repos/acme/unrelated/issues"
    there = person("ada").does("POST", path, {"title": "New service", "labels": ["bug"]})
    sandbox.world.clock.advance(60)
    where = {"repository": "acme/unrelated", "number": there["number"], "actor": "ada"}
    control(sandbox, "transfer", {**where, "target": "acme/services"})

    [number] = (one["number"] for one in person("ada").does("GET", "/repos/acme/services/issues"))
    issue = read(step, number).issue

    assert issue.moved_in_at is not None
    assert (issue.moved_in_at - issue.created_at).total_seconds() >= 60
