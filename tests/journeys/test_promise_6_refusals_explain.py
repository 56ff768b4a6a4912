"""Promise 6: every refusal says which rule or field, what to do, and who can help."""

import pytest

from app.domain.state import State
from tests.journeys.acme import Acme

REFUSED = {
    "a name with capitals": ({"name": "Billing"}, ["Service name", "Billing"]),
    "a reserved name": ({"name": "admin"}, ["admin", "The policy reserves it"]),
    "a long name": ({"name": "a" * 41}, ["40"]),
    "no owner": ({"owner": "_No response_"}, ["Owner"]),
    "an unknown team": ({"owner": "nobody"}, ["no team nobody", "team"]),
    "an unknown template": ({"template": "cobol"}, ["Template", "python-service"]),
    "a choice that is not offered": ({"tier": "9"}, ["Tier", "1", "2", "3"]),
    "no description": ({"description": "_No response_"}, ["Description"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_requester_can_correct_names_the_field_and_the_remedy(
    busy_acme: Acme, case: str
) -> None:
    answers, words = REFUSED[case]

    request = busy_acme.files(name="refused")
    request.is_edited(**answers)

    assert request.state is State.NEEDS_CORRECTION
    assert "Needs a correction by dana" in request.headline
    assert "Edit the issue" in request.headline
    section = request.status.split("#### What to correct")[1].split("####")[0]
    for word in words:
        assert word in section


def test_a_label_that_does_not_count_says_why_and_who_may_set_it(busy_acme: Acme) -> None:
    request = busy_acme.files(name="refusing")

    request.is_labelled("approved/platform", "olga")

    assert "olga is not in the role platform" in request.status
    assert "team `platform-reviewers`" in request.headline


def test_a_veto_names_who_objects_and_how_it_is_lifted(busy_acme: Acme) -> None:
    request = busy_acme.files(name="vetoed")

    request.is_labelled("rejected", "sam")

    assert "Vetoed by sam" in request.headline
    assert "taking `rejected` off lifts it" in request.headline
    assert "@dana" in request.notices[-1]


def test_a_second_veto_is_told_like_the_first(busy_acme: Acme) -> None:
    request = busy_acme.files(name="vetoed-again")
    request.is_labelled("rejected", "sam")
    request.is_unlabelled("rejected", "sam")

    request.is_labelled("rejected", "sam")

    assert len([text for text in request.notices if "vetoed this request" in text]) == 2


def test_a_team_that_is_gone_when_access_is_given_is_named(acme: Acme) -> None:
    acme.commits(
        "policy.yml", lambda text: text.replace("access: {owner:", "access: {gone: push, owner:")
    )
    request = acme.files()

    request.is_approved()

    assert request.state is State.FAILED
    assert "The team gone could not be given access" in request.headline + request.status
    assert "/slipway retry" in request.headline
