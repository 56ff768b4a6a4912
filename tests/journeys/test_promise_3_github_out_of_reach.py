"""Promise 3: what keeps GitHub out of reach is waited for, told, and over within seconds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.domain.state import State
from app.usecases.failures import ATTEMPTS
from tests.journeys import halts
from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL
from tests.journeys.halts import after_call, installation, works
from tests.journeys.request import Request
from tests.journeys.whole import assert_one_whole_pair

READ = "QUERY ReadRequest"
CREATE = "POST /orgs/{org}/repos"

Act = Callable[[Acme], object]


def _is_patched(path: str, **order: Any) -> Act:
    return lambda acme: acme.does("ada", "PATCH", path, order)


def _is_selected(verb: str) -> Act:
    def select(acme: Acme) -> None:
        order = {verb: ["acme/services"]}
        acme.controls("selection", id=installation(acme).id, actor="ada", **order)

    return select


def _is_transferred(acme: Acme) -> None:
    order = {"repository": "acme/services", "organisation": "elsewhere", "actor": "ada"}
    acme.controls("repositories/transfer", **order)


def _is_transferred_back(acme: Acme) -> None:
    """Its teams stayed behind, and are given their roles again."""
    order = {"repository": "elsewhere/services", "organisation": "acme", "actor": "ada"}
    acme.controls("repositories/transfer", **order)
    for team, role in {"platform-reviewers": "push", "security": "triage"}.items():
        acme.does("ada", "PUT", f"/orgs/acme/teams/{team}{CONTROL}", {"permission": role})


REACH: dict[str, tuple[Act, Act, str]] = {
    "suspended": (halts.is_suspended, halts.is_unsuspended, "installation in acme is suspended"),
    "archived": (
        _is_patched(CONTROL, archived=True),
        _is_patched(CONTROL, archived=False),
        "acme/services is archived",
    ),
    "renamed": (
        _is_patched(CONTROL, name="intake"),
        _is_patched("/repos/acme/intake", name="services"),
        "acme/services is called acme/intake now",
    ),
    "transferred": (
        _is_transferred,
        _is_transferred_back,
        "shows no repository acme/services: it was deleted or moved away",
    ),
    "denied": (_is_selected("remove"), _is_selected("add"), "shows no repository acme/services"),
}
"""What happens, what mends it, and the words in which an operator reads it."""


@pytest.mark.parametrize("kind", REACH)
def test_what_keeps_requests_out_of_reach_is_waited_for_and_over_at_once(
    acme: Acme, kind: str
) -> None:
    happens, is_mended, words = REACH[kind]
    request = acme.files()
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})

    happens(acme)
    works(acme)

    assert words in request.row.wait_reason
    assert _wait(acme, request) > timedelta(minutes=40)
    assert acme.sandbox.world.repository("acme", "billing") is None

    is_mended(acme)
    works(acme)

    assert_one_whole_pair(request, "billing")
    assert request.row.wait_reason == ""


@pytest.mark.parametrize("kind", ["suspended", "archived"])
def test_what_happens_in_the_middle_of_a_build_leaves_one_whole_pair(acme: Acme, kind: str) -> None:
    happens, is_mended, _ = REACH[kind]
    request = acme.files()
    here = after_call(acme, CREATE, lambda: happens(acme))
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    works(here)

    is_mended(acme)
    works(here)

    assert_one_whole_pair(request, "billing")


def test_an_app_removed_in_the_middle_of_a_build_and_installed_anew_leaves_one_whole_pair(
    acme: Acme,
) -> None:
    request = acme.files()
    here = after_call(acme, CREATE, lambda: halts.is_uninstalled(acme))
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    works(here)
    assert "The App is not installed in acme" in request.row.wait_reason

    halts.is_installed_anew(acme)
    works(here)

    assert_one_whole_pair(request, "billing")


def test_a_control_repository_that_was_deleted_and_restored_goes_on(acme: Acme) -> None:
    """GitHub restores it within 90 days; no webhook tells of it."""
    request = acme.files()
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    deleted = halts.is_deleted(acme)
    works(acme)
    assert "shows no repository acme/services: it was deleted" in request.row.wait_reason
    assert acme.repositories() == []

    halts.is_restored(acme, *deleted)
    acme.waits(2 * 3600)
    works(acme)

    assert_one_whole_pair(request, "billing")


def test_a_request_whose_issue_is_locked_goes_on(acme: Acme) -> None:
    request = acme.files()
    acme.does("ada", "PUT", f"{request.path}/lock")
    assert acme.asks("dana", "POST", f"{request.path}/comments", {"body": "?"}).status_code == 403

    request.is_approved()

    assert_one_whole_pair(request, "billing")


@pytest.mark.parametrize(
    ("route", "state"), [(READ, State.AWAITING_APPROVAL), (CREATE, State.BUILDING)]
)
def test_an_app_whose_key_is_refused_tries_without_end_and_goes_on_when_it_is_taken(
    acme: Acme, route: str, state: State
) -> None:
    """In the middle of a look, and of a build."""
    request = acme.files()
    other, ours = halts.another_key(), list[str]()
    here = after_call(acme, route, lambda: ours.append(halts.trusts(acme, other)))
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    works(here)
    for _ in range(ATTEMPTS + 2):
        acme.waits(3600)
        works(here)
    assert request.row.failures > ATTEMPTS
    assert "SLIPWAY_PRIVATE_KEY" in request.row.wait_reason
    assert (request.state, request.row.failure) == (state, None)
    assert len(request.notices) == 1

    halts.trusts(acme, *ours)
    acme.waits(3600)
    works(here)

    assert_one_whole_pair(request, "billing")


@pytest.mark.parametrize("change", [{"archived": True}, {"has_issues": False}])
def test_a_build_in_the_middle_is_finished_where_it_cannot_be_shown(
    acme: Acme, change: dict[str, bool]
) -> None:
    def happens() -> None:
        acme.does("ada", "PATCH", CONTROL, change)
        acme.hears()

    request = acme.files()
    here = after_call(acme, CREATE, happens)
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    works(here)

    assert request.row.state is State.LIVE
    assert _wait(acme, request) > timedelta(minutes=40)

    acme.does("ada", "PATCH", CONTROL, {name: not value for name, value in change.items()})
    acme.waits(2 * 3600)
    works(here)

    assert_one_whole_pair(request, "billing")


def test_without_any_news_it_is_tried_again_every_hour(acme: Acme) -> None:
    request = acme.files()
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    acme.does("ada", "PATCH", CONTROL, {"has_issues": False})
    works(acme)
    assert "issues of the control repository acme/services are switched off" in (
        request.row.wait_reason
    )

    acme.does("ada", "PATCH", CONTROL, {"has_issues": True})
    acme.waits(2 * 3600)
    works(acme)

    assert_one_whole_pair(request, "billing")


def test_an_app_that_was_removed_and_installed_anew_goes_on(acme: Acme) -> None:
    request = acme.files()
    halts.is_uninstalled(acme)
    acme.waits(3700)
    works(acme)
    assert "The App is not installed in acme" in request.row.wait_reason

    halts.is_installed_anew(acme)
    works(acme)
    request.is_approved()

    assert_one_whole_pair(request, "billing")


def test_a_permission_that_was_taken_away_is_named_on_the_issue_once(acme: Acme) -> None:
    request = acme.files()
    level = halts.is_denied(acme, "members")
    here = acme.with_bench(github=halts.forgetful(acme))
    for _ in range(3):
        acme.waits(2 * 3600)
        works(here)

    told = [text for text in request.notices if "cannot work on this request" in text]
    assert len(told) == 1
    assert "members: read" in told[0]
    assert "members: read" in request.row.wait_reason

    halts.is_granted(acme, "members", level)
    works(here)
    request.is_approved()

    assert "slipway/live" in request.labels


def test_a_permission_of_the_build_that_was_taken_away_stops_it_with_its_name(acme: Acme) -> None:
    request = acme.files()
    level = halts.is_denied(acme, "administration")

    request.is_approved()

    assert request.state is State.FAILED
    assert "administration: write" in request.status
    assert "/slipway retry" in request.headline

    halts.is_granted(acme, "administration", level)
    request.is_commented("/slipway retry")

    assert "slipway/live" in request.labels
    assert acme.repositories() == ["billing", "billing-integration-tests", "services"]


def _wait(acme: Acme, request: Request) -> timedelta:
    until = request.row.wait_until
    assert until is not None
    return until - acme.bench.clock()
