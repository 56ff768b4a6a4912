"""Shadow mode: what is approved is built only at the word of those whom the policy names."""

import pytest

from app.domain.state import State
from app.store import audit
from tests.journeys.acme import Acme
from tests.journeys.request import Request
from tests.journeys.strict import answers

SHADOW = "\nshadow: {build_by: platform}\nbreak_glass: {by: platform}\n"
BUILD = "/slipway build"


@pytest.fixture(scope="module")
def trial_acme(busy_acme: Acme) -> Acme:
    """Acme that tries Slipway out, shared by this file."""
    busy_acme.commits("policy.yml", lambda text: text + SHADOW)
    return busy_acme


def approved(acme: Acme, name: str) -> Request:
    request = acme.files(name=name)
    request.is_approved()
    return request


def test_what_is_approved_waits_and_says_who_can_start_the_build(trial_acme: Acme) -> None:
    request = approved(trial_acme, "waits")

    assert request.state is State.WAITING
    assert request.headline == (
        "🧪 **Approved.** Slipway is on trial here (shadow mode): team `platform-reviewers` can"
        " start the build with `/slipway build`."
    )
    assert "@acme/platform-reviewers, this request is approved" in request.notices[-1]
    assert "Approved by paula" in request.status
    assert "waits" not in trial_acme.repositories()


def test_somebody_of_the_role_starts_the_build(trial_acme: Acme) -> None:
    request = approved(trial_acme, "started")

    request.is_commented(BUILD, login="peter")

    assert "slipway/live" in request.labels
    assert "Noted: peter starts the build." in answers(request)[0]
    assert ("peter", "build started") in _record(request)
    assert ["can be built" in text for text in request.notices].count(True) == 1


def test_a_stranger_does_not(trial_acme: Acme) -> None:
    request = approved(trial_acme, "strange")

    request.is_commented(BUILD, login="sam")

    assert request.state is State.WAITING
    assert "sam may not; ask team platform-reviewers" in answers(request)[0]


def test_the_requester_does_if_the_role_says_so(trial_acme: Acme) -> None:
    request = trial_acme.files(login="peter", name="own-build")
    request.is_approved()

    request.is_commented(BUILD, login="peter")

    assert request.state is State.LIVE


def test_the_word_is_no_approval(trial_acme: Acme) -> None:
    request = trial_acme.files(name="too-early")

    request.is_commented(BUILD, login="peter")
    assert "slipway/awaiting-approval" in request.labels
    request.is_approved()

    assert request.state is State.WAITING
    assert "did not offer the build at that time" in answers(request)[0]


def test_an_edit_ends_it(trial_acme: Acme) -> None:
    request = approved(trial_acme, "edited-late")
    trial_acme.waits()
    trial_acme.does("dana", "PATCH", request.path, {"body": _other_text(request)})

    request.is_commented(BUILD, login="peter")

    assert request.state is State.AWAITING_APPROVAL
    assert "edited" in answers(request)[0]


def test_who_approved_is_told_that_an_edit_voids_it(trial_acme: Acme) -> None:
    request = approved(trial_acme, "edited-on-hold")
    trial_acme.waits()

    trial_acme.does("dana", "PATCH", request.path, {"body": _other_text(request)})
    trial_acme.settles()

    assert request.state is State.AWAITING_APPROVAL
    assert "@paula, `approved/platform`:" in request.notices[-1]


def test_who_took_an_approval_back_on_hold_is_asked_for_it(trial_acme: Acme) -> None:
    request = approved(trial_acme, "taken-back")
    trial_acme.waits()

    request.is_unlabelled("approved/platform", "paula")

    assert request.state is State.AWAITING_APPROVAL
    assert "**platform review**: set `approved/platform`" in request.notices[-1]


def test_an_edited_comment_is_no_word(trial_acme: Acme) -> None:
    request = approved(trial_acme, "mended")
    quiet = trial_acme.does("peter", "POST", f"{request.path}/comments", {"body": "/slipway buil"})
    comment = f"/repos/acme/services/issues/comments/{quiet['id']}"
    trial_acme.waits()

    trial_acme.does("peter", "PATCH", comment, {"body": BUILD})
    trial_acme.settles()

    assert request.state is State.WAITING


def test_it_is_to_be_said_anew_after_a_veto(trial_acme: Acme) -> None:
    request = approved(trial_acme, "stopped")
    trial_acme.waits()
    trial_acme.does("sam", "POST", f"{request.path}/labels", {"labels": ["rejected"]})
    request.is_commented(BUILD, login="peter")
    assert "slipway/vetoed" in request.labels

    request.is_unlabelled("rejected", "sam")

    assert "slipway/waiting" in request.labels
    request.is_commented(BUILD, login="peter")
    assert request.state is State.LIVE


def test_who_left_the_role_starts_nothing(trial_acme: Acme) -> None:
    request = approved(trial_acme, "left-role")
    membership = "/orgs/acme/teams/platform-reviewers/memberships/peter"
    trial_acme.does("ada", "DELETE", membership)

    request.is_commented(BUILD, login="peter")
    trial_acme.does("ada", "PUT", membership)

    assert request.state is State.WAITING


def test_broken_glass_waits_for_it_as_well(trial_acme: Acme) -> None:
    request = trial_acme.files(name="hurried", data="personal")

    request.is_commented("/slipway break-glass The shop is down", login="paula")

    assert "slipway/waiting" in request.labels
    request.is_commented(BUILD, login="peter")
    assert request.state is State.LIVE


def test_without_shadow_what_is_approved_is_built_then(trial_acme: Acme) -> None:
    request = approved(trial_acme, "released")

    trial_acme.commits("policy.yml", lambda text: text.replace(SHADOW, ""))

    assert request.state is State.LIVE
    trial_acme.commits("policy.yml", lambda text: text + SHADOW)


def test_without_shadow_the_word_does_nothing(acme: Acme) -> None:
    request = acme.files()

    request.is_commented(BUILD, login="peter")

    assert request.state is State.AWAITING_APPROVAL
    assert "what is approved is built by itself" in answers(request)[0]


def _other_text(request: Request) -> str:
    text: str = request.issue["body"]
    return text.replace("Sends the invoices.", "Mines coins.")


def _record(request: Request) -> list[tuple[str, str]]:
    row = request.row
    with request.acme.bench.database.transaction() as tx:
        entries = audit.of_request(tx, "acme", row.id)
    return [(entry.actor, entry.action) for entry in entries]
