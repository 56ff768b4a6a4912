"""What is told of each call, for who compares GitHub with a picture of it."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from app.github.connection import Connection
from app.github.exchanges import Exchange
from app.github.permissions import READ_METADATA, REQUEST
from app.github.repositories import repository_by_id
from app.github.requests import read_request
from sandbox import RunningSandbox, transcript
from tests.github.conftest import CONTROL, INSTALLATION, ORGANISATION, Person


@pytest.fixture
def told() -> list[Exchange]:
    return []


@pytest.fixture
def watched(sandbox: RunningSandbox, key_file: Path, told: list[Exchange]) -> Connection:
    return Connection(sandbox.api_url, "4242", key_file.read_text(), on_exchange=told.append)


def test_a_call_is_told_with_its_answer(
    watched: Connection, told: list[Exchange], sandbox: RunningSandbox
) -> None:
    client = watched.for_step(INSTALLATION, READ_METADATA, [CONTROL])
    control = sandbox.world.repository(ORGANISATION, CONTROL)
    assert control is not None
    id_ = control.id

    repository_by_id(client, id_)
    repository_by_id(client, id_)

    token, first, second = told
    assert (token.caller, token.response_body["permissions"]) == ("app", {"metadata": "read"})
    assert (first.method, first.route, first.path) == (
        *("GET", "/repositories/{id}"),
        f"/repositories/{id_}",
    )
    assert (first.status, first.response_body["name"]) == (200, CONTROL)
    assert (second.status, second.response_body) == (304, None)


def test_a_document_is_told_whole(
    watched: Connection, told: list[Exchange], person: Callable[[str], Person]
) -> None:
    number = person("dana").files_an_issue()

    read_request(watched.for_step(INSTALLATION, REQUEST, [CONTROL]), ORGANISATION, CONTROL, number)

    assert told[-1].route == "/graphql"
    assert told[-1].request_body["query"].startswith("query ReadRequest")
    assert told[-1].response_body["data"]["repository"]["issue"]["number"] == number


def test_it_has_the_form_in_which_the_sandbox_tells_of_calls() -> None:
    ours, theirs = fields(Exchange), fields(transcript.Exchange)

    assert [one.name for one in ours] == [one.name for one in theirs]
