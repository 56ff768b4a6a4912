"""Promise 1: an explicit approval holds for the digest that it names."""

import pytest

from app.domain.state import State
from sandbox.acts.comments import add_comment
from sandbox.world.issues import Actor
from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL
from tests.journeys.request import Request
from tests.journeys.strict import answers, line_to_paste, strict


@pytest.fixture(scope="module")
def strict_acme(busy_acme: Acme) -> Acme:
    """Acme under the stricter policy, shared by this file."""
    busy_acme.commits("policy.yml", strict)
    return busy_acme


def test_who_pastes_the_line_approves_and_it_is_built(strict_acme: Acme) -> None:
    request = strict_acme.files(name="pasted", data="personal")
    line = line_to_paste(request)

    request.is_commented(line, login="sam")
    request.is_approved()

    assert "slipway/live" in request.labels
    assert f"comment `{line}`" in request.notices[0]
    assert "Noted: sam approves it, for **security review**" in answers(request)[0]


def test_an_outdated_digest_is_answered_with_the_current_one(strict_acme: Acme) -> None:
    request = strict_acme.files(name="outdated", data="personal")
    old = line_to_paste(request)
    request.is_edited(data="payment")

    request.is_commented(old, login="sam")

    assert request.state is State.AWAITING_APPROVAL
    assert "it names another digest than the status comment showed" in answers(request)[0]
    assert line_to_paste(request) in answers(request)[0]
    assert line_to_paste(request) != old


def test_an_edit_of_what_security_reads_voids_it_and_calls_security_alone(
    strict_acme: Acme,
) -> None:
    request = strict_acme.files(name="voided", data="personal")
    request.is_commented(line_to_paste(request), login="sam")

    request.is_edited(data="payment")

    notice = request.notices[-1]
    assert "@sam, **security review**" in notice
    assert "data changed after it" in notice
    assert "platform-reviewers" not in notice


def test_an_edit_of_what_security_does_not_read_leaves_it(strict_acme: Acme) -> None:
    request = strict_acme.files(name="unread", data="personal")
    request.is_commented(line_to_paste(request), login="sam")

    request.is_edited(tier="3")
    request.is_approved()

    assert "slipway/live" in request.labels


def test_a_deleted_comment_withdraws_the_approval(strict_acme: Acme) -> None:
    request = strict_acme.files(name="deleted", data="personal")
    comment = request.is_commented(line_to_paste(request), login="sam")
    strict_acme.does("sam", "DELETE", f"{CONTROL}/issues/comments/{comment}")

    request.is_approved()

    assert request.state is State.AWAITING_APPROVAL


def test_a_withdrawal_holds_when_somebody_deletes_its_comment(strict_acme: Acme) -> None:
    request = strict_acme.files(name="withdrawn", data="personal")
    request.is_commented(line_to_paste(request), login="sam")
    withdrawal = request.is_commented("/slipway withdraw", login="sam")
    strict_acme.does("ada", "DELETE", f"{CONTROL}/issues/comments/{withdrawal}")

    request.is_approved()

    assert request.state is State.AWAITING_APPROVAL
    assert "sam withdrew it" in request.status


def test_a_comment_that_somebody_changed_approves_nothing(strict_acme: Acme) -> None:
    request = strict_acme.files(name="changed", data="personal")
    comment = request.is_commented("Looks fine.", login="sam")
    body = {"body": line_to_paste(request)}
    strict_acme.waits()
    strict_acme.does("ada", "PATCH", f"{CONTROL}/issues/comments/{comment}", body)
    strict_acme.settles()

    request.is_approved()

    assert request.state is State.AWAITING_APPROVAL
    assert "An edited comment is no command" in answers(request)[0]


def test_an_app_in_a_persons_name_approves_nothing(strict_acme: Acme) -> None:
    request = strict_acme.files(name="by-an-app", data="personal")

    _comments_through_the_app(request, line_to_paste(request), "sam")
    request.is_approved()

    assert request.state is State.AWAITING_APPROVAL
    assert "it was written by an App" in answers(request)[0]


def test_an_outsider_learns_who_may(strict_acme: Acme) -> None:
    request = strict_acme.files(name="outsider", data="personal")

    request.is_commented(line_to_paste(request), login="olga")

    assert "olga is not in the role security (team security)" in answers(request)[0]
    assert "does not count" not in request.status


def _comments_through_the_app(request: Request, text: str, login: str) -> None:
    acme = request.acme
    world = acme.sandbox.world
    acme.waits()
    with world.lock:
        where, account = world.repository("acme", "services"), world.account(login)
        assert where is not None
        assert account is not None
        add_comment(world, where.issues[request.number], Actor(account, world.app), text)
    acme.settles()
