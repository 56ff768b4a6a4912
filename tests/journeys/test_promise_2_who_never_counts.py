"""Promise 2: whose approval never counts, whatever they were when they gave it."""

from app.domain.state import State
from tests.journeys.acme import Acme


def test_an_account_suspended_after_its_label_counts_for_nothing_until_that_is_lifted(
    acme: Acme,
) -> None:
    request = acme.files(data="personal")
    request.is_approved()
    acme.controls("accounts/suspend", login="paula")

    request.is_labelled("approved/security", "sam")

    assert request.state is State.AWAITING_APPROVAL
    assert "the account paula is suspended" in request.status
    assert acme.repositories() == ["services"]

    acme.controls("accounts/suspend", login="paula", suspended=False)
    request.is_approved()

    assert "slipway/live" in request.labels


def test_somebody_named_by_login_counts_only_as_a_member_of_the_organisation(acme: Acme) -> None:
    acme.commits("policy.yml", lambda text: text.replace("{teams: [security]}", "{users: [olga]}"))
    request = acme.files(data="personal")
    request.is_labelled("approved/security", "olga")
    assert "Approved by olga" in request.status
    acme.does("ada", "DELETE", "/orgs/acme/members/olga")

    request.is_approved()

    assert request.state is State.AWAITING_APPROVAL
    assert "olga is not in the organisation any more" in request.status


def test_an_outside_collaborator_does_not_count_for_a_team(acme: Acme) -> None:
    acme.does("ada", "DELETE", "/orgs/acme/members/olga")
    request = acme.files()

    request.is_labelled("approved/platform", "olga")

    assert request.state is State.AWAITING_APPROVAL
    assert "olga is not in the role platform" in request.status


def test_who_left_the_organisation_before_the_decision_does_not_count(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_approved()
    acme.does("ada", "DELETE", "/orgs/acme/members/paula")

    request.is_labelled("approved/security", "sam")

    assert request.state is State.AWAITING_APPROVAL
    assert "paula is not in the role platform" in request.status
