"""Promise 1: a policy change leaves what the new rule would have taken, and nothing else."""

from app.domain.state import State
from tests.journeys.acme import Acme
from tests.journeys.strict import answers, strict


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


def test_who_is_asked_by_a_later_policy_hears_of_the_broken_glass_as_well(acme: Acme) -> None:
    freeze = "freezes: [{name: closed, until: 2099-01-01}]\n"
    acme.commits("policy.yml", lambda text: strict(text) + freeze)
    request = acme.files()
    request.is_commented("/slipway break-glass The shop is down", login="paula")
    assert request.state is State.WAITING

    acme.commits("policy.yml", lambda text: text.replace("when: request", "when: true || request"))

    first, second = answers(request)
    assert "@acme/platform-reviewers" in first
    assert "@acme/security" not in first
    assert "**security review**: @acme/security" in second
    assert "platform review" not in second


def _swapped(text: str) -> str:
    held = text.replace("approved/platform", "approved/held")
    return held.replace("approved/security", "approved/platform").replace(
        "approved/held", "approved/security"
    )
