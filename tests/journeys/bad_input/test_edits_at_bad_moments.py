"""An edit at whatever moment is noticed, and nothing is built that nobody saw and approved."""

from app.domain.state import State
from tests.journeys.acme import Acme
from tests.journeys.request import Request

OLD, NEW = "Sends the invoices.", "Mines coins."


def is_edited_quietly(request: Request, login: str = "dana") -> None:
    """Somebody edits it on GitHub, and Slipway does not have its turn."""
    body = request.issue["body"].replace(OLD, NEW)
    request.acme.does(login, "PATCH", request.path, {"body": body})


def is_labelled_quietly(request: Request, login: str = "paula") -> None:
    labels = {"labels": ["approved/platform"]}
    request.acme.does(login, "POST", f"{request.path}/labels", labels)


def asserts_that_it_waits_with_the_new_text(request: Request) -> None:
    assert request.state is State.AWAITING_APPROVAL
    assert NEW in request.status
    assert "approved/platform" not in request.labels


def test_in_the_second_before_the_label(busy_acme: Acme) -> None:
    request = busy_acme.files(name="hurried")
    busy_acme.waits()

    is_edited_quietly(request)
    is_labelled_quietly(request)
    busy_acme.settles()

    asserts_that_it_waits_with_the_new_text(request)
    assert "edited shortly before" in request.status
    assert "hurried" not in busy_acme.repositories()


def test_in_the_second_after_the_label(busy_acme: Acme) -> None:
    request = busy_acme.files(name="overtaken")
    busy_acme.waits()

    is_labelled_quietly(request)
    is_edited_quietly(request)
    busy_acme.settles()

    asserts_that_it_waits_with_the_new_text(request)
    assert "overtaken" not in busy_acme.repositories()


def test_while_slipway_is_down(busy_acme: Acme) -> None:
    request = busy_acme.files(name="unattended", data="personal")
    request.is_approved()
    busy_acme.controls("deliveries", drop=1000)
    busy_acme.waits()
    is_edited_quietly(request)
    busy_acme.controls("deliveries")
    busy_acme.waits(3_601)

    request.is_labelled("approved/security", "sam")

    assert request.state is State.AWAITING_APPROVAL
    assert NEW in request.status
    assert "approved/platform" not in request.labels
    assert "unattended" not in busy_acme.repositories()


def test_edited_and_edited_back_while_slipway_is_down(busy_acme: Acme) -> None:
    """What stands there is what was approved; GitHub's history says that it was not meanwhile."""
    request = busy_acme.files(name="restored", data="personal")
    request.is_approved()
    body = request.issue["body"]
    busy_acme.controls("deliveries", drop=1000)
    busy_acme.waits()
    is_edited_quietly(request)
    busy_acme.waits()
    busy_acme.does("dana", "PATCH", request.path, {"body": body})
    busy_acme.controls("deliveries")
    busy_acme.waits(3_601)
    busy_acme.settles()

    assert "slipway/awaiting-approval" in request.labels
    assert OLD in request.status
    assert "restored" not in busy_acme.repositories()


def test_by_a_third_person_who_then_approves(busy_acme: Acme) -> None:
    request = busy_acme.files(name="meddled")
    busy_acme.waits()
    is_edited_quietly(request, "peter")
    busy_acme.settles()

    request.is_labelled("approved/platform", "peter")

    asserts_that_it_waits_with_the_new_text(request)
    assert "peter wrote a part of the request" in request.status

    request.is_approved()

    assert "slipway/live" in request.labels


def test_by_a_third_person_after_the_approval(busy_acme: Acme) -> None:
    request = busy_acme.files(name="altered", data="personal")
    request.is_approved()

    busy_acme.waits()
    is_edited_quietly(request, "ada")
    busy_acme.settles()

    asserts_that_it_waits_with_the_new_text(request)
    assert "@paula" in request.notices[-1]
