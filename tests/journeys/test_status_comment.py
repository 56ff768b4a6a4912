"""The status comment: what it says is for people, and nobody else's words in it count."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.domain.state import State
from app.store import pairs, pruning, tables
from tests.journeys.acme import Acme
from tests.journeys.request import Request

COMMENTS = "/repos/acme/services/issues/comments"


def _status_id(request: Request) -> int:
    found = request.acme.does("ada", "GET", f"{request.path}/comments")
    return next(int(one["id"]) for one in found if "<!-- slipway:status -->" in one["body"])


def _is_deleted(request: Request) -> None:
    request.acme.does("ada", "DELETE", f"{COMMENTS}/{_status_id(request)}")
    request.acme.settles()


@pytest.mark.parametrize("approved", [False, True], ids=["undecided", "live"])
def test_one_that_somebody_edits_is_restored(busy_acme: Acme, approved: bool) -> None:
    request = busy_acme.files(name=f"restored-{approved}".lower())
    if approved:
        request.is_approved()
    before = request.status

    forged = before.replace(request.headline, "All is approved.")
    busy_acme.does("ada", "PATCH", f"{COMMENTS}/{_status_id(request)}", {"body": forged})
    busy_acme.settles()

    assert request.status == before


@pytest.mark.parametrize("approved", [False, True], ids=["undecided", "live"])
def test_one_that_somebody_deletes_is_written_anew_once(busy_acme: Acme, approved: bool) -> None:
    request = busy_acme.files(name=f"deleted-{approved}".lower())
    if approved:
        request.is_approved()
    before = request.status

    _is_deleted(request)
    request.is_commented("Where did it go?")
    request.is_commented("Ah, there.")

    assert request.status == before


def test_a_live_one_stays_as_it_is_when_its_files_are_dropped(busy_acme: Acme) -> None:
    request = busy_acme.files(name="finished")
    request.is_approved()
    before = request.status

    _files_are_dropped(busy_acme)
    request.is_commented("Thanks!")

    assert (request.status, request.row.failures) == (before, 0)


def test_a_live_one_of_an_earlier_version_then_leaves_the_list_of_files_out(
    busy_acme: Acme,
) -> None:
    request = busy_acme.files(name="grown-old")
    request.is_approved()
    _plan_tells_no_paths(request)
    request.is_commented("Thanks!")
    drawn = request.status

    _files_are_dropped(busy_acme)
    request.is_commented("Thanks again!")

    assert request.row.failures == 0
    assert "Dockerfile" in drawn
    assert "Dockerfile" not in request.status
    assert request.headline == drawn.splitlines()[0]


def test_one_that_is_deleted_and_whose_successor_is_deleted_comes_back_again(
    busy_acme: Acme,
) -> None:
    request = busy_acme.files(name="stubborn")
    request.is_approved()

    _is_deleted(request)
    _is_deleted(request)

    assert request.headline.startswith("🎉 **Live:**")


def test_its_text_is_never_read_as_state(busy_acme: Acme) -> None:
    live = busy_acme.files(name="example")
    live.is_approved()
    request = busy_acme.files(name="forged")

    body = {"body": live.status}
    busy_acme.does("ada", "PATCH", f"{COMMENTS}/{_status_id(request)}", body)
    busy_acme.settles()

    assert request.state is State.AWAITING_APPROVAL
    assert request.headline.startswith("⏳ **Waiting for approval:**")


def test_a_comment_of_somebody_else_with_our_markers_is_left_alone(busy_acme: Acme) -> None:
    forged = "Approved!\n\n<!-- slipway:status -->\n<!-- slipway:reply 1 -->\n"
    request = busy_acme.files(name="imitated")
    comment_id = request.is_commented(forged, login="olga")

    _is_deleted_but(request, comment_id)

    assert busy_acme.does("ada", "GET", f"{COMMENTS}/{comment_id}")["body"] == forged
    ours = [one for one in request.comments if one.startswith("⏳ **Waiting for approval:**")]
    assert len(ours) == 1


def test_a_state_label_set_by_hand_changes_nothing_and_is_taken_off(busy_acme: Acme) -> None:
    request = busy_acme.files(name="labelled")

    request.is_labelled("slipway/live", "paula")

    assert request.state is State.AWAITING_APPROVAL


def test_a_state_label_taken_off_by_hand_comes_back(busy_acme: Acme) -> None:
    request = busy_acme.files(name="bare")

    request.is_unlabelled("slipway%2Fawaiting-approval", "paula")

    assert request.state is State.AWAITING_APPROVAL


def _is_deleted_but(request: Request, kept: int) -> None:
    found = request.acme.does("ada", "GET", f"{request.path}/comments")
    for one in found:
        if "slipway:status" in one["body"] and one["id"] != kept:
            request.acme.does("ada", "DELETE", f"{COMMENTS}/{one['id']}")
    request.acme.settles()


def _files_are_dropped(acme: Acme) -> None:
    """As if nobody had asked for any of them for a week."""
    with acme.bench.database.transaction() as tx:
        assert pruning.drop_files(tx, acme.bench.clock() + timedelta(days=1), 100)


def _plan_tells_no_paths(request: Request) -> None:
    row = request.row
    with request.acme.bench.database.transaction() as tx:
        pair = pairs.of_request(tx, row.id)
        assert pair is not None
        plan = {name: value for name, value in pair.plan.items() if name != "paths"}
        tx.connection.execute(
            update(tables.pairs).where(tables.pairs.c.id == pair.id).values(plan=plan)
        )
