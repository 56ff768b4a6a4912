"""Writes on an issue: few, and none that touches what people did."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest

from app.domain.issue import Issue, Label
from app.github.calls import CallLog
from app.github.client import Client
from app.github.errors import NotFound
from app.github.issues import (
    CloseReason,
    NewLabel,
    add_labels,
    close_issue,
    create_comment,
    ensure_label,
    remove_label,
    set_state_label,
    update_comment,
)
from app.github.requests import read_request
from sandbox import RunningSandbox
from tests.github.conftest import CONTROL, ORGANISATION, Person

PATH = "/repos/acme/services/issues"
BUILDING = NewLabel("slipway/building", "1d76db", "The pair is being built")


@pytest.fixture
def number(person: Callable[[str], Person]) -> int:
    """The issue that dana filed."""
    return person("dana").files_an_issue()


def test_a_comment_is_posted_and_edited_in_place(
    client: Client, number: int, sandbox: RunningSandbox, person: Callable[[str], Person]
) -> None:
    posted = create_comment(client, ORGANISATION, CONTROL, number, "One moment.")
    sandbox.world.clock.advance(90)
    edited = update_comment(client, ORGANISATION, CONTROL, posted.id, "Waiting for approval.")

    shown = person("dana").does("GET", f"{PATH}/{number}/comments")
    assert [comment["body"] for comment in shown] == ["Waiting for approval."]
    assert edited.id == posted.id
    assert edited.url == posted.url == shown[0]["html_url"]
    assert (edited.at - posted.at).total_seconds() >= 90


def test_a_deleted_comment_is_not_found(
    client: Client, number: int, person: Callable[[str], Person]
) -> None:
    posted = create_comment(client, ORGANISATION, CONTROL, number, "One moment.")
    person("ada").does("DELETE", f"{PATH}/comments/{posted.id}")

    with pytest.raises(NotFound):
        update_comment(client, ORGANISATION, CONTROL, posted.id, "Again.")


def test_a_label_is_made_once_and_left_as_people_made_it(
    client: Client, person: Callable[[str], Person]
) -> None:
    made = ensure_label(client, ORGANISATION, CONTROL, BUILDING)
    person("ada").does(
        "PATCH", "/repos/acme/services/labels/slipway%2Fbuilding", {"color": "000000"}
    )

    again = ensure_label(client, ORGANISATION, CONTROL, BUILDING)

    shown = person("ada").does("GET", "/repos/acme/services/labels/slipway%2Fbuilding")
    assert again == made == Label(shown["node_id"], "slipway/building")
    assert shown["color"] == "000000"


def test_the_state_label_takes_the_place_of_the_last_one_in_one_call(
    client: Client, number: int, person: Callable[[str], Person], calls: CallLog
) -> None:
    wanted = ensure_label(client, ORGANISATION, CONTROL, BUILDING)
    person("paula").labels(number, "approved/platform", "slipway/new")
    issue = _read(client, number)
    calls.calls.clear()

    changed = set_state_label(client, issue, wanted)

    assert changed
    assert calls.routes == ["MUTATION SwapLabels"]
    assert _names(_read(client, number).labels) == {"approved/platform", "slipway/building"}


def test_a_label_that_a_reviewer_sets_meanwhile_stays(
    client: Client, number: int, person: Callable[[str], Person]
) -> None:
    wanted = ensure_label(client, ORGANISATION, CONTROL, BUILDING)
    person("paula").labels(number, "slipway/new")
    issue = _read(client, number)
    person("paula").labels(number, "approved/platform")

    set_state_label(client, issue, wanted)

    assert _names(_read(client, number).labels) == {"approved/platform", "slipway/building"}


def test_the_first_state_label_is_added(client: Client, number: int) -> None:
    wanted = ensure_label(client, ORGANISATION, CONTROL, BUILDING)

    set_state_label(client, _read(client, number), wanted)

    assert _names(_read(client, number).labels) == {"slipway/building"}


def test_a_second_state_label_is_taken_off(client: Client, number: int) -> None:
    wanted = ensure_label(client, ORGANISATION, CONTROL, BUILDING)
    add_labels(client, ORGANISATION, CONTROL, number, ["slipway/new", "slipway/building"])

    set_state_label(client, _read(client, number), wanted)

    assert _names(_read(client, number).labels) == {"slipway/building"}


def test_a_state_label_that_is_right_takes_no_call(calls: CallLog, client: Client) -> None:
    right = Label("LA_1", "slipway/building")

    assert not set_state_label(client, an_issue(labels=(Label("LA_2", "bug"), right)), right)
    assert calls.calls == []


def test_to_take_off_a_label_twice_is_no_mistake(client: Client, number: int) -> None:
    add_labels(client, ORGANISATION, CONTROL, number, ["approved/platform"])

    assert remove_label(client, ORGANISATION, CONTROL, number, "approved/platform")
    assert not remove_label(client, ORGANISATION, CONTROL, number, "approved/platform")


@pytest.mark.parametrize("reason", list(CloseReason))
def test_an_issue_is_closed_for_a_reason(
    client: Client, number: int, reason: CloseReason, person: Callable[[str], Person]
) -> None:
    close_issue(client, ORGANISATION, CONTROL, number, reason)

    shown = person("dana").does("GET", f"{PATH}/{number}")
    assert (shown["state"], shown["state_reason"]) == ("closed", reason.value)


def an_issue(labels: tuple[Label, ...] = ()) -> Issue:
    return Issue(
        id=1,
        node_id="I_1",
        number=1,
        url="https://github.example/acme/services/issues/1",
        title="New service",
        body="",
        author=None,
        is_open=True,
        created_at=datetime(2026, 3, 2, tzinfo=UTC),
        last_edited_at=None,
        edits=(),
        edits_complete=True,
        moved_in_at=None,
        labels=labels,
        label_events=(),
        comments=(),
    )


def _read(client: Client, number: int) -> Issue:
    return read_request(client, ORGANISATION, CONTROL, number).issue


def _names(labels: Iterable[Label]) -> set[str]:
    return {label.name for label in labels}
