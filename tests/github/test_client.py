"""How a call ends when GitHub is slow, broken, busy or not there at all."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.github.calls import CallLog
from app.github.client import Client
from app.github.connection import Connection
from app.github.errors import Busy, NotFound, Unavailable
from app.github.repositories import NewRepository, create_repository, find_repository
from app.github.requests import read_control
from sandbox import RunningSandbox
from tests.github.conftest import CONTROL, ORGANISATION, control

CREATE = {"method": "POST", "route": "/orgs/{org}/repos"}
READ = {"method": "GET", "route": "/repos/{owner}/{repo}"}
MARK = "https://slipway.example/a-mark"


def test_a_failure_of_github_is_not_repeated_behind_the_callers_back(
    client: Client, sandbox: RunningSandbox, calls: CallLog
) -> None:
    control(sandbox, "faults", READ)

    with pytest.raises(Unavailable, match="looked for before anything is repeated"):
        find_repository(client, ORGANISATION, CONTROL)

    assert [call.status for call in calls.calls] == [201, 502]


def test_a_lost_answer_leaves_the_outcome_to_be_read(
    client: Client, sandbox: RunningSandbox, calls: CallLog
) -> None:
    control(sandbox, "faults", {**CREATE, "after_effect": True, "drop_answer": True})

    with pytest.raises(Unavailable):
        create_repository(client, ORGANISATION, NewRepository("billing-service", "", MARK))

    found = find_repository(client, ORGANISATION, "billing-service")
    assert found is not None
    assert found.homepage == MARK
    assert calls.calls[1].status == 0


def test_an_answer_that_does_not_come_is_not_awaited_for_ever(
    sandbox: RunningSandbox, key_file: Path
) -> None:
    hasty = Connection(sandbox.api_url, "4242", key_file.read_text(), timeout_seconds=1)
    control(sandbox, "latency", {"ms": 1500})

    with pytest.raises(Unavailable, match="Timeout"):
        hasty.own_login()


def test_nobody_at_the_address_is_unavailable(
    connection: Connection, sandbox: RunningSandbox
) -> None:
    sandbox.close()

    with pytest.raises(Unavailable):
        connection.own_login()


def test_a_secondary_limit_says_when_to_come_back(client: Client, sandbox: RunningSandbox) -> None:
    answer = {
        "status": 403,
        "message": "You have exceeded a secondary rate limit.",
        "headers": {"Retry-After": "30"},
    }
    control(sandbox, "faults", {**CREATE, **answer})
    began = sandbox.world.now()

    with pytest.raises(Busy) as busy:
        create_repository(client, ORGANISATION, NewRepository("billing-service", "", ""))

    assert busy.value.retry_at - began >= timedelta(seconds=30)


def test_a_limit_used_up_ends_with_its_hour(client: Client, sandbox: RunningSandbox) -> None:
    find_repository(client, ORGANISATION, CONTROL)
    control(sandbox, "rate", {"remaining": 0})

    with pytest.raises(Busy) as busy:
        find_repository(client, ORGANISATION, CONTROL)
    sandbox.world.clock.advance((busy.value.retry_at - sandbox.world.now()).total_seconds())

    assert find_repository(client, ORGANISATION, CONTROL) is not None


def test_a_graphql_limit_is_a_limit_though_github_answers_200(
    client: Client, sandbox: RunningSandbox, calls: CallLog
) -> None:
    read_control(client, ORGANISATION, CONTROL)
    control(sandbox, "rate", {"remaining": 0})

    with pytest.raises(Busy):
        read_control(client, ORGANISATION, CONTROL)

    assert calls.calls[-1].status == 200


def test_a_graphql_error_names_the_operation(client: Client) -> None:
    with pytest.raises(NotFound, match="QUERY Missing"):
        client.graphql('query Missing { repository(owner: "acme", name: "no") { id } }')


def test_a_graphql_document_has_a_name_to_be_counted_by(client: Client) -> None:
    with pytest.raises(ValueError, match="query NAME"):
        client.graphql("{ viewer { login } }")


def test_pages_are_read_to_the_last(client: Client) -> None:
    where = {"owner": ORGANISATION, "repo": CONTROL}
    before = len(client.pages("GET /repos/{owner}/{repo}/labels", **where))
    for place in range(101):
        client.rest(
            "POST /repos/{owner}/{repo}/labels",
            {"name": f"label {place}"},
            owner=ORGANISATION,
            repo=CONTROL,
        )

    labels = client.pages("GET /repos/{owner}/{repo}/labels", **where)

    assert len({label["name"] for label in labels}) == before + 101
