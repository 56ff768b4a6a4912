"""Promise 1: a label approves what the status comment displayed when it was set."""

from app.domain.state import State
from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL
from tests.journeys.request import Request

COMMENTS = f"{CONTROL}/issues/comments"


def test_a_label_set_while_the_status_comment_was_deleted_approves_nothing(
    busy_acme: Acme,
) -> None:
    request = busy_acme.files(name="undisplayed")

    _loses_its_status_comment(request)
    request.is_approved()

    assert request.state is State.AWAITING_APPROVAL
    assert "the status comment did not show the request at that time" in request.status

    request.is_approved()

    assert "slipway/live" in request.labels


def test_a_look_alike_in_its_place_displays_nothing(busy_acme: Acme) -> None:
    request = busy_acme.files(name="replaced", data="payment")
    forged = request.status.replace("payment", "nothing")

    _loses_its_status_comment(request)
    busy_acme.does("ada", "POST", f"{request.path}/comments", {"body": forged})
    busy_acme.waits()
    busy_acme.does("sam", "POST", f"{request.path}/labels", {"labels": ["approved/security"]})
    request.is_approved()

    assert request.state is State.AWAITING_APPROVAL
    assert "approved/security" not in request.labels


def _loses_its_status_comment(request: Request) -> None:
    """Somebody with write access deletes it, and Slipway has had no turn yet."""
    found = request.acme.does("ada", "GET", f"{request.path}/comments")
    status = next(one["id"] for one in found if "<!-- slipway:status -->" in one["body"])
    request.acme.waits()
    request.acme.does("ada", "DELETE", f"{COMMENTS}/{status}")
