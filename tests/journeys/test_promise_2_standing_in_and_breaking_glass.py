"""Promise 2: who stands in for somebody, who breaks the glass, and that it is told."""

import pytest

from app.domain.state import State
from app.store import audit
from tests.journeys.acme import Acme
from tests.journeys.request import Request
from tests.journeys.strict import answers, strict


@pytest.fixture(scope="module")
def strict_acme(busy_acme: Acme) -> Acme:
    """Acme under the stricter policy, shared by this file."""
    busy_acme.commits("policy.yml", strict)
    return busy_acme


def test_a_stand_in_approves_and_it_is_said_for_whom(strict_acme: Acme) -> None:
    request = strict_acme.files(name="stood-in", data="personal")

    request.is_labelled("approved/platform", "olga")

    assert "Approved by olga (standing in for peter)" in request.status


def test_a_stand_in_counts_no_longer_when_the_absent_one_left_the_role(strict_acme: Acme) -> None:
    request = strict_acme.files(name="left-alone")
    membership = "/orgs/acme/teams/platform-reviewers/memberships/peter"
    strict_acme.does("ada", "DELETE", membership)

    request.is_labelled("approved/platform", "olga")
    strict_acme.does("ada", "PUT", membership)

    assert request.state is State.AWAITING_APPROVAL
    assert "peter, for whom olga stands in, is not in the role platform" in request.status


def test_broken_glass_builds_calls_who_was_passed_over_and_is_on_record(strict_acme: Acme) -> None:
    request = strict_acme.files(name="urgent", data="personal")

    request.is_commented("/slipway break-glass The shop is down", login="paula")

    assert "slipway/live" in request.labels
    (notice,) = answers(request)
    assert "paula broke the glass" in notice
    assert "The reason: The shop is down" in notice
    assert "**security review**: @acme/security" in notice
    assert "**platform review**: @acme/platform-reviewers" in notice
    assert "paula broke the glass. The reason: “The shop is down”" in request.status
    assert ("paula", "glass broken", "The shop is down") in _record(request)


def test_without_a_reason_the_glass_holds(strict_acme: Acme) -> None:
    request = strict_acme.files(name="no-reason")

    request.is_commented("/slipway break-glass", login="paula")

    assert request.state is State.AWAITING_APPROVAL
    assert "it takes a reason" in answers(request)[0]


def test_the_requester_cannot_break_the_glass(strict_acme: Acme) -> None:
    request = strict_acme.files(name="own-glass", login="paula")

    request.is_commented("/slipway break-glass I want it", login="paula")

    assert request.state is State.AWAITING_APPROVAL
    assert "paula wrote a part of the request" in answers(request)[0]


def test_a_broken_glass_stops_no_veto_and_ends_with_an_edit(strict_acme: Acme) -> None:
    request = strict_acme.files(name="vetoed")
    request.is_labelled("rejected", "sam")
    request.is_commented("/slipway break-glass The shop is down", login="paula")
    assert "slipway/vetoed" in request.labels

    request.is_edited(description="Mines coins.")
    request.is_unlabelled("rejected", "sam")

    assert request.state is State.AWAITING_APPROVAL
    assert "description changed after it" in request.status


def _record(request: Request) -> list[tuple[str, str, str]]:
    row = request.row
    with request.acme.bench.database.transaction() as tx:
        entries = audit.of_request(tx, "acme", row.id)
    return [(entry.actor, entry.action, entry.reason) for entry in entries]
