"""Promise 2: a label alone is nothing."""

from app.domain.state import State
from tests.journeys.acme import Acme


def test_a_label_of_somebody_outside_the_team_does_not_count_and_is_taken_off(acme: Acme) -> None:
    request = acme.files()

    request.is_labelled("approved/platform", "olga")

    assert request.state is State.AWAITING_APPROVAL
    assert "olga is not in the role platform" in request.status
    assert "approved/platform" not in request.labels


def test_the_requester_cannot_approve_though_in_the_team(acme: Acme) -> None:
    request = acme.files(login="paula")

    request.is_labelled("approved/platform", "paula")

    assert "paula wrote a part of the request" in request.status
    assert request.state is State.AWAITING_APPROVAL


def test_a_label_counts_no_longer_when_its_setter_left_the_team_before_the_build(
    acme: Acme,
) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")
    acme.does("ada", "DELETE", "/orgs/acme/teams/platform-reviewers/memberships/paula")

    request.is_labelled("approved/security", "sam")

    assert request.state is State.AWAITING_APPROVAL
    assert "paula is not in the role platform" in request.status


def test_another_label_renamed_to_the_approval_does_not_count(acme: Acme) -> None:
    request = acme.files()
    request.is_labelled("harmless", "paula")
    acme.does("ada", "DELETE", "/repos/acme/services/labels/approved%2Fplatform")
    acme.does(
        "ada", "PATCH", "/repos/acme/services/labels/harmless", {"new_name": "approved/platform"}
    )
    acme.settles()

    assert request.state is State.AWAITING_APPROVAL
    assert acme.repositories() == ["services"]


def test_an_approval_taken_off_again_is_withdrawn(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")

    request.is_unlabelled("approved/platform", "paula")
    request.is_labelled("approved/security", "sam")

    assert request.state is State.AWAITING_APPROVAL
    assert "`approved/platform`" in request.headline


def test_a_veto_stops_a_request_and_only_who_may_set_it_lifts_it(acme: Acme) -> None:
    request = acme.files()
    request.is_labelled("rejected", "sam")
    request.is_labelled("approved/platform", "paula")

    request.is_unlabelled("rejected", "olga")

    assert request.state is State.VETOED
    assert "rejected" in request.labels
    assert "olga took the label rejected off, but the veto stands" in request.status

    request.is_unlabelled("rejected", "sam")

    assert not request.is_open


def test_a_veto_of_somebody_who_may_not_stops_nothing(acme: Acme) -> None:
    request = acme.files()
    request.is_labelled("rejected", "olga")

    request.is_approved()

    assert request.state is State.LIVE
