"""Promise 1: what was approved is what is built."""

from app.domain.state import State
from tests.journeys.acme import Acme


def test_an_edit_of_a_field_that_security_does_not_read_leaves_its_approval(acme: Acme) -> None:
    request = acme.files(data="personal", tier="2")
    request.is_labelled("approved/security", "sam")

    request.is_edited(tier="3")

    assert "approved/security" in request.labels
    assert "Approved by sam" in request.status
    assert request.state is State.AWAITING_APPROVAL


def test_an_edit_of_a_field_that_security_reads_voids_its_approval_and_says_so(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/security", "sam")

    request.is_edited(data="payment")

    assert "approved/security" not in request.labels
    assert "data changed after it" in request.status
    assert "@sam" in request.notices[-1]


def test_an_approval_given_anew_after_an_edit_counts(acme: Acme) -> None:
    request = acme.files()
    request.is_edited(description="Sends reminders too.")

    request.is_approved()

    assert request.state is State.LIVE
    found = acme.does("ada", "GET", "/repos/acme/billing")
    assert found["description"] == "Sends reminders too."


def test_a_label_set_right_after_an_edit_that_nobody_was_shown_does_not_count(acme: Acme) -> None:
    request = acme.files()
    acme.waits()
    body = request.issue["body"].replace("Sends the invoices.", "Mines coins.")
    acme.does("dana", "PATCH", request.path, {"body": body})

    request.is_approved()

    assert request.state is State.AWAITING_APPROVAL
    assert "edited shortly before" in request.status
    assert acme.repositories() == ["services"]


def test_a_template_that_moves_on_voids_nothing_and_the_pinned_one_is_built(acme: Acme) -> None:
    request = acme.files()
    shown = request.status
    acme.commits("cookiecutters/python-service/slipway.yml", lambda text: text + "# newer\n")

    request.is_approved()

    assert request.state is State.LIVE
    pinned = next(line for line in shown.splitlines() if "python-service` `" in line)
    tree = pinned.split("python-service` `")[1].split("`")[0]
    file = acme.reads("billing", ".slipway.yml")
    assert tree in file


def test_a_label_set_while_somebody_had_changed_the_status_comment_does_not_count(
    acme: Acme,
) -> None:
    request = acme.files()
    said = request.status
    path = f"/repos/acme/services/issues/comments/{request.row.comment_id}"
    acme.waits()
    acme.does("ada", "PATCH", path, {"body": said.replace("invoices", "love letters")})
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})

    acme.settles()

    assert request.state is State.AWAITING_APPROVAL
    assert "did not show the request at that time" in request.status
    assert "love letters" not in request.status
    request.is_approved()
    assert not request.is_open
