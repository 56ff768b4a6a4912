"""Promise 1: a policy change leaves what the new rule would have taken, and nothing else."""

from app.domain.state import State
from tests.journeys.acme import Acme


def test_labels_that_the_policy_swaps_have_to_be_set_anew(acme: Acme) -> None:
    acme.does("ada", "PUT", "/orgs/acme/teams/security/memberships/paula")
    request = acme.files(data="personal")
    request.is_approved()

    acme.commits("policy.yml", _swapped)

    assert request.state is State.AWAITING_APPROVAL
    assert "stood for “platform review” when it was set" in request.status
    assert "Approved by" not in request.status


def test_another_role_keeps_the_approval_of_who_is_in_it_and_a_higher_count_asks_for_more(
    acme: Acme,
) -> None:
    acme.does("ada", "PUT", "/orgs/acme/teams/security/memberships/paula")
    request = acme.files(data="personal")
    request.is_approved()

    acme.commits("policy.yml", lambda text: text.replace("by: platform\n", "by: security\n"))
    assert "Approved by paula." in request.status

    acme.commits(
        "policy.yml", lambda text: text.replace("by: security\n", "by: security\n    count: 2\n", 1)
    )

    assert "Approved by paula; 1 of 2 still missing" in request.status


def test_a_correction_in_between_asks_nobody_twice(acme: Acme) -> None:
    request = acme.files()
    asked = len(request.notices)

    request.is_edited(name="Not_A_Name")
    request.is_edited(name="billing")

    assert request.state is State.AWAITING_APPROVAL
    assert [one for one in request.notices[asked:] if "waits for approval" in one] == []


def _swapped(text: str) -> str:
    held = text.replace("approved/platform", "approved/held")
    return held.replace("approved/security", "approved/platform").replace(
        "approved/held", "approved/security"
    )
