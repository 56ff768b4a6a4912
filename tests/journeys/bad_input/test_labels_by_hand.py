"""A label counts by who set it and when, whatever became of the label before and after."""

from app.domain.state import State
from sandbox.acts.labelling import add_label
from sandbox.acts.people import add_account
from sandbox.world.issues import Actor
from sandbox.world.people import AccountType
from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL
from tests.journeys.request import Request

LABELS = f"{CONTROL}/labels"


def asserts_that_it_still_waits(request: Request, name: str) -> None:
    assert request.state is State.AWAITING_APPROVAL
    assert name not in request.acme.repositories()


def test_one_that_people_made_before_slipway_did_is_as_good(acme: Acme) -> None:
    acme.does("ada", "POST", LABELS, {"name": "approved/platform", "color": "ff0000"})
    acme.does("ada", "POST", LABELS, {"name": "Approved/Security", "color": "ff0000"})
    request = acme.files(name="handmade", data="personal")

    request.is_labelled("approved/security", "sam")
    request.is_approved()

    assert request.state is State.LIVE


def test_one_set_before_slipway_ever_looked_approves_nothing(acme: Acme) -> None:
    """Nobody was shown what it would approve."""
    acme.does("ada", "POST", LABELS, {"name": "approved/platform", "color": "ff0000"})
    acme.controls("deliveries", drop=1000)
    request = acme.files(name="early")
    request.is_approved()
    acme.controls("deliveries")

    request.is_commented("Is anybody there?")

    asserts_that_it_still_waits(request, "early")

    request.is_approved()

    assert "slipway/live" in request.labels


def test_one_that_is_renamed_and_named_back_is_asked_for_again_or_counts_as_before(
    acme: Acme,
) -> None:
    request = acme.files(name="renamed", data="personal")
    request.is_approved()
    path = f"{LABELS}/approved%2Fplatform"

    acme.does("ada", "PATCH", path, {"new_name": "old/platform"})
    acme.settles()
    request.is_labelled("approved/security", "sam")

    asserts_that_it_still_waits(request, "renamed")

    request.is_labelled("approved/platform", "paula")

    assert "slipway/live" in request.labels


def test_one_that_is_deleted_and_made_again_in_other_letters_is_asked_for_again(
    acme: Acme,
) -> None:
    request = acme.files(name="remade", data="personal")
    request.is_approved()

    acme.does("ada", "DELETE", f"{LABELS}/approved%2Fplatform")
    acme.does("ada", "POST", LABELS, {"name": "APPROVED/PLATFORM", "color": "ff0000"})
    acme.settles()
    request.is_labelled("approved/security", "sam")

    asserts_that_it_still_waits(request, "remade")

    request.is_labelled("APPROVED/PLATFORM", "paula")

    assert "slipway/live" in request.labels


def test_one_set_by_a_bot_in_nobodys_name_approves_nothing(busy_acme: Acme) -> None:
    request = busy_acme.files(name="automated")
    busy_acme.waits()
    world = busy_acme.sandbox.world
    with world.lock:
        bot = add_account(world, "helpful", AccountType.BOT)
        where = world.repository("acme", "services")
        assert where is not None
        issue = where.issues[request.number]
        add_label(world, issue, Actor(bot), where.labels["approved/platform"])

    busy_acme.settles()

    asserts_that_it_still_waits(request, "automated")
    assert "helpful" in request.status


def test_one_set_with_the_right_to_triage_alone_approves_nothing(busy_acme: Acme) -> None:
    rights = busy_acme.does("ada", "GET", f"{CONTROL}/collaborators/olga/permission")
    request = busy_acme.files(name="triaged")

    request.is_labelled("approved/platform", "olga")

    assert rights["role_name"] == "triage"
    asserts_that_it_still_waits(request, "triaged")
    assert "olga is not in the role platform" in request.status


def test_one_set_by_who_wrote_the_request_approves_nothing(busy_acme: Acme) -> None:
    request = busy_acme.files(login="peter", name="selfish")

    request.is_labelled("approved/platform", "peter")

    asserts_that_it_still_waits(request, "selfish")
    assert "peter wrote a part of the request" in request.status


def test_one_of_somebody_who_leaves_the_team_a_minute_later_counts_no_more(acme: Acme) -> None:
    request = acme.files(name="farewell", data="personal")
    request.is_approved()
    acme.waits(60)

    acme.does("ada", "DELETE", "/orgs/acme/teams/platform-reviewers/memberships/paula")
    acme.settles()

    asserts_that_it_still_waits(request, "farewell")
    assert "paula is not in the role platform" in request.status
