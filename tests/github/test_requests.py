"""All that a request is decided on, read in one call and never half."""

import dataclasses
from collections.abc import Callable

import pytest

from app.domain.issue import Person as DomainPerson
from app.github.calls import CallLog
from app.github.client import Client
from app.github.connection import Connection
from app.github.issues import add_labels, create_comment, update_comment
from app.github.permissions import REQUEST
from app.github.requests import RequestReading, read_control, read_request
from sandbox import RunningSandbox
from sandbox.acts.comments import add_comment
from sandbox.world.issues import Actor
from tests.github.conftest import CONTROL, INSTALLATION, ORGANISATION, Person, control

People = Callable[[str], Person]
COMMENTS = "GET /repos/{owner}/{repo}/issues/{number}/comments"
EVENTS = "GET /repos/{owner}/{repo}/issues/{number}/events"


@pytest.fixture
def step(connection: Connection) -> Client:
    """A client as narrow as the reading of a request is."""
    client = connection.for_step(INSTALLATION, REQUEST, [CONTROL])
    client.rest("GET /repos/{owner}/{repo}", owner=ORGANISATION, repo=CONTROL)
    return client


def read(step: Client, number: int) -> RequestReading:
    return read_request(step, ORGANISATION, CONTROL, number)


def test_a_request_is_one_call(step: Client, person: People, calls: CallLog) -> None:
    number = person("dana").files_an_issue("Billing", "### Name\n\nbilling")
    calls.calls.clear()

    issue = read(step, number).issue

    assert calls.routes == ["QUERY ReadRequest"]
    assert (issue.number, issue.title, issue.body) == (number, "Billing", "### Name\n\nbilling")
    assert issue.author is not None
    assert (issue.author.login, issue.author.is_bot) == ("dana", False)
    assert issue.is_open
    assert issue.url.endswith(f"/acme/services/issues/{number}")
    assert issue.created_at.tzinfo is not None


def test_the_control_repository_comes_along(step: Client, person: People) -> None:
    number = person("dana").files_an_issue()

    found = read(step, number).control

    assert found == read_control(step, ORGANISATION, CONTROL)
    assert found.policy is not None
    assert found.policy.text == "version: 1\n"
    assert found.form is not None
    assert found.codeowners is not None
    assert found.codeowners.text == "* @acme/platform-reviewers\n"
    assert set(found.templates) == {"platform", "python"}
    assert {label.name for label in found.labels} >= {"approved/platform", "slipway/new"}
    assert found.default_branch == "main"
    assert len(found.commit_id) == 40


def test_a_repository_without_policy_and_templates_has_none(connection: Connection) -> None:
    step = connection.for_step(INSTALLATION, REQUEST, ["unrelated"])

    found = read_control(step, ORGANISATION, "unrelated")

    assert (found.policy, found.form, found.codeowners) == (None, None, None)
    assert found.templates == {}


def test_the_timeline_tells_who_set_which_label(
    step: Client, person: People, sandbox: RunningSandbox, calls: CallLog
) -> None:
    number = person("dana").files_an_issue()
    person("paula").labels(number, "approved/platform")
    person("paula").does(
        "DELETE", f"/repos/acme/services/issues/{number}/labels/approved%2Fplatform"
    )
    calls.calls.clear()

    issue = read(step, number).issue

    paula = DomainPerson(sandbox.world.accounts["paula"].id, "paula")
    assert [(event.actor, event.label.name, event.added) for event in issue.label_events] == [
        (paula, "approved/platform", True),
        (paula, "approved/platform", False),
    ]
    assert not any(event.via_app for event in issue.label_events)
    assert issue.labels == ()
    assert calls.routes == ["QUERY ReadRequest", EVENTS]


def test_labels_of_bots_and_of_the_author_take_no_second_call(
    step: Client, person: People, client: Client, calls: CallLog
) -> None:
    number = person("paula").files_an_issue()
    person("paula").labels(number, "approved/platform")
    add_labels(client, ORGANISATION, CONTROL, number, ["slipway/new"])
    calls.calls.clear()

    events = read(step, number).issue.label_events

    assert [event.actor and event.actor.is_bot for event in events] == [False, True]
    assert calls.routes == ["QUERY ReadRequest"]


def test_a_label_set_through_an_app_is_marked(step: Client, person: People, client: Client) -> None:
    number = person("dana").files_an_issue()
    person("paula").labels(number, "approved/platform")
    add_labels(client, ORGANISATION, CONTROL, number, ["slipway/new"])

    events = read(step, number).issue.label_events

    assert [(event.label.name, event.via_app) for event in events] == [
        ("approved/platform", False),
        ("slipway/new", True),
    ]


def test_a_comment_that_may_approve_takes_a_call_that_tells_of_apps(
    step: Client, person: People, sandbox: RunningSandbox, calls: CallLog
) -> None:
    number = person("dana").files_an_issue()
    world = sandbox.world
    where = world.repository("acme", CONTROL)
    assert where is not None
    actor = Actor(world.accounts["paula"], world.app)
    add_comment(world, where.issues[number], actor, "/slipway approve 0a1b2c3d4e5f")
    person("paula").comments(number, "/slipway approve 0a1b2c3d4e5f")
    calls.calls.clear()

    comments = read(step, number).issue.comments

    assert [comment.via_app for comment in comments] == [True, False]
    assert calls.routes == ["QUERY ReadRequest", COMMENTS]


def test_other_comments_take_no_further_call(step: Client, person: People, calls: CallLog) -> None:
    number = person("dana").files_an_issue()
    person("paula").comments(number, "/slipway help")
    calls.calls.clear()

    read(step, number)

    assert calls.routes == ["QUERY ReadRequest"]


def test_a_renamed_label_keeps_its_id_and_shows_its_present_name(
    step: Client, person: People
) -> None:
    number = person("dana").files_an_issue()
    person("paula").labels(number, "bug")
    before = read(step, number).issue.label_events[0].label
    person("ada").does(
        "PATCH", "/repos/acme/services/labels/bug", {"new_name": "approved/security"}
    )

    after = read(step, number).issue.label_events[0].label

    assert after == dataclasses.replace(before, name="approved/security")


def test_a_text_never_edited_has_no_edits(step: Client, person: People) -> None:
    number = person("dana").files_an_issue()

    issue = read(step, number).issue

    assert (issue.edits, issue.edits_complete, issue.last_edited_at) == ((), True, None)


def test_every_edit_tells_when_and_by_whom(
    step: Client, person: People, sandbox: RunningSandbox
) -> None:
    number = person("dana").files_an_issue(body="first")
    sandbox.world.clock.advance(60)
    person("ada").edits(number, "second")
    sandbox.world.clock.advance(60)
    person("dana").edits(number, "third")

    issue = read(step, number).issue

    assert [edit.editor and edit.editor.login for edit in issue.edits] == ["dana", "ada", "dana"]
    assert issue.edits_complete
    assert issue.last_edited_at == issue.edits[-1].at
    assert issue.body == "third"


def test_a_deleted_revision_makes_the_history_incomplete(
    step: Client, person: People, sandbox: RunningSandbox
) -> None:
    number = person("dana").files_an_issue(body="first")
    sandbox.world.clock.advance(60)
    person("dana").edits(number, "second")
    _delete_a_revision(sandbox, step, number)

    assert not read(step, number).issue.edits_complete


def test_comments_tell_ours_from_those_of_people(
    step: Client, person: People, sandbox: RunningSandbox
) -> None:
    number = person("dana").files_an_issue()
    posted = create_comment(step, ORGANISATION, CONTROL, number, "One moment.")
    sandbox.world.clock.advance(5)
    person("dana").comments(number, "/slipway help")
    update_comment(step, ORGANISATION, CONTROL, posted.id, "Waiting.")

    ours, theirs = read(step, number).issue.comments

    assert (ours.id, ours.body, ours.ours, ours.edited) == (posted.id, "Waiting.", True, True)
    assert (theirs.body, theirs.ours, theirs.edited) == ("/slipway help", False, False)
    assert ours.author is not None
    assert ours.author.is_bot
    assert ours.url == posted.url


def test_long_lists_are_read_to_their_end(
    step: Client, person: People, sandbox: RunningSandbox, calls: CallLog
) -> None:
    """GitHub gives a hundred entries at a time; an approval may be the hundred and first."""
    number = person("dana").files_an_issue(body="0")
    for place in range(101):
        sandbox.world.clock.advance(1)
        person("dana").comments(number, f"comment {place}")
        person("dana").edits(number, f"edit {place}")
        person("paula").labels(number, f"label {place}")
        person("paula").does(
            "DELETE", f"/repos/acme/services/issues/{number}/labels/label%20{place}"
        )
    calls.calls.clear()

    reading = read(step, number)

    assert [comment.body for comment in reading.issue.comments][-1] == "comment 100"
    assert len(reading.issue.comments) == 101
    assert len(reading.issue.edits) == 102
    assert reading.issue.edits_complete
    assert [event.label.name for event in reading.issue.label_events][-1] == "label 100"
    assert len(reading.issue.label_events) == 202
    assert len(reading.control.labels) >= 103
    assert sorted(calls.routes) == [
        EVENTS,
        EVENTS,
        EVENTS,
        "QUERY MoreComments",
        "QUERY MoreLabels",
        "QUERY MoreTimelineItems",
        "QUERY MoreTimelineItems",
        "QUERY MoreUserContentEdits",
        "QUERY ReadRequest",
    ]


def _delete_a_revision(sandbox: RunningSandbox, step: Client, number: int) -> None:
    document = """query Revisions($number: Int!) {
      repository(owner: "acme", name: "services") {
        issue(number: $number) { userContentEdits(first: 1) { nodes { id } } }
      }
    }"""
    issue = step.graphql(document, number=number)["repository"]["issue"]
    [revision] = issue["userContentEdits"]["nodes"]
    control(sandbox, "revisions/delete", {"node_id": revision["id"], "deleted_by": "ada"})
