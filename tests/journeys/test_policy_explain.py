"""`slipway policy explain`: the verdict on a request as it stands, which changes nothing."""

import io
import json
from contextlib import nullcontext
from functools import partial
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from app.domain.state import State
from app.operations import screen
from app.operations.policy import explaining
from app.operations.policy.commands import policy_commands
from app.store import tables
from tests.journeys.acme import Acme
from tests.journeys.request import Request

ACCOUNTS = {"budgets", "call_totals", "spendings"}
"""What the calls of any process are counted in."""


def told(request: Request, *, as_json: bool = False) -> str:
    """What the command prints, without what workers log meanwhile."""
    stream, name = io.StringIO(), f"acme#{request.number}"
    explanation = explaining.read(request.acme.bench, name)
    if as_json:
        screen.as_json(stream, explanation)
    else:
        explaining.write(stream, name, explanation)
    return stream.getvalue()


def explains(acme: Acme, name: str) -> Result:
    open_bench = partial(nullcontext, acme.bench)
    return CliRunner().invoke(policy_commands, ["explain", name], obj=open_bench)


def everything(request: Request) -> Any:
    """All rows but the accounts, and what people see of the issue."""
    with request.acme.bench.database.reading() as tx:
        rows = {
            table.name: tx.connection.execute(select(table)).all()
            for table in tables.metadata.sorted_tables
            if table.name not in ACCOUNTS
        }
    return rows, request.labels, request.comments


def test_every_rule_is_told_with_what_it_waits_for_and_rests_on(busy_acme: Acme) -> None:
    request = busy_acme.files(name="waits", data="personal")
    request.is_approved()

    lines = told(request).splitlines()

    assert lines[0] == f"acme#{request.number} is awaiting approval."
    assert lines[2] == "pending  request: 1 of 2 approvals still to be given."
    at = lines.index("        satisfied  platform review: Approved by paula.")
    assert [line.strip() for line in lines[at + 1 : at + 4]] == [
        "pending  security review: It takes the label approved/security from team security.",
        "waits for 1 person of team security, who set the label approved/security",
        "rests on request.data = personal; request.exposure = internal",
    ]


def test_it_changes_nothing(busy_acme: Acme) -> None:
    request = busy_acme.files(name="rests", data="personal")
    busy_acme.waits()
    busy_acme.does("sam", "POST", f"{request.path}/labels", {"labels": ["approved/security"]})
    busy_acme.does("dana", "PATCH", request.path, {"body": request.issue["body"] + "!"})
    busy_acme.sandbox.world.outbox.queue.join()
    before = everything(request)

    first, second = told(request), told(request)

    assert first == second
    assert everything(request) == before


def test_it_tells_of_what_slipway_has_not_seen_yet(busy_acme: Acme) -> None:
    request = busy_acme.files(name="quick")
    busy_acme.waits()
    busy_acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})

    assert told(request).startswith(f"acme#{request.number} is building.\n")
    assert request.state is State.AWAITING_APPROVAL


def test_a_comment_that_is_not_on_display_counts_against_a_label(busy_acme: Acme) -> None:
    request = busy_acme.files(name="hidden")
    found = busy_acme.does("ada", "GET", f"{request.path}/comments")
    status = next(one["id"] for one in found if "<!-- slipway:status -->" in one["body"])
    busy_acme.waits()
    busy_acme.does("ada", "DELETE", f"/repos/acme/services/issues/comments/{status}")
    busy_acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})

    assert told(request).startswith(f"acme#{request.number} is awaiting approval.\n")


def test_what_is_wrong_is_for_the_requester(busy_acme: Acme) -> None:
    request = busy_acme.files(name="admin")

    output = told(request)

    assert "refused  name: The name admin cannot be used." in output
    assert "waits for the requester, who corrects the issue\n" in output
    assert "request.name = admin" in output


def test_answers_that_cannot_be_read_are_told_without_a_tree(busy_acme: Acme) -> None:
    request = busy_acme.files(name="unread")
    request.is_edited(tier="7")

    assert told(request).splitlines()[1:] == ["  Tier: The answer must be one of “1”, “2” or “3”."]


def test_a_closed_request_is_decided_as_if_it_were_reopened(busy_acme: Acme) -> None:
    request = busy_acme.files(name="closed")
    busy_acme.does("ada", "PATCH", request.path, {"state": "closed"})

    lines = told(request).splitlines()

    assert lines[:2] == [
        f"acme#{request.number} is closed.",
        "Its issue is closed; this is what holds if it is reopened.",
    ]
    assert lines[3].startswith("pending  request: ")


def test_what_is_built_has_its_decision_behind_it(busy_acme: Acme) -> None:
    request = busy_acme.files(name="done")
    request.is_approved()

    assert told(request).splitlines() == [
        f"acme#{request.number} is live.",
        "It was approved, and its repositories were begun: its decision is made.",
    ]


def test_programs_get_the_tree_as_json(busy_acme: Acme) -> None:
    request = busy_acme.files(name="machine", data="personal")

    found = json.loads(told(request, as_json=True))

    assert found["state"] == "awaiting-approval"
    approvals = next(one for one in found["tree"]["children"] if one["rule"] == "approvals")
    security = approvals["children"][1]
    assert security["status"] == "pending"
    assert security["waits_for"].startswith("1 person of team security")
    assert security["facts"] == {"request.data": "personal", "request.exposure": "internal"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("acme#999", "No request is known as acme#999."), ("nonsense", "names no request")],
)
def test_a_request_that_there_is_not_is_said(busy_acme: Acme, name: str, sentence: str) -> None:
    result = explains(busy_acme, name)

    assert result.exit_code == 1
    assert sentence in str(result.exception)


def test_an_organisation_that_is_not_served_is_not_asked(busy_acme: Acme) -> None:
    request = busy_acme.files(name="unserved")

    result = explains(busy_acme.with_bench(organisations=()), f"acme#{request.number}")

    assert result.exit_code == 1
    assert "its organisation is not listed in SLIPWAY_ORGS" in result.output
