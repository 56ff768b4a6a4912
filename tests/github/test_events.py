"""What a delivery means, and that no payload whatever can break the reader."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.github.events import (
    BranchPushed,
    CheckAsked,
    DefaultBranchPushed,
    Deployed,
    ForkProposed,
    Ignored,
    InstallationChanged,
    IssueTouched,
    LabelChanged,
    MembershipChanged,
    OwnComment,
    Place,
    RepositoryChanged,
    decode,
)

PLACE = Place("acme", "services", 5, 77)
US = {"id": 9, "login": "slipway[bot]", "type": "Bot"}
DANA = {"id": 2, "login": "dana", "type": "User"}
COMMIT = "c0ffee" + "0" * 34
EVENTS = [
    *("check_run", "check_suite", "deployment_status", "installation", "issue_comment", "issues"),
    *("label", "pull_request", "push", "repository", "team"),
]


def a_payload(**parts: Any) -> dict[str, Any]:
    return {
        "action": "edited",
        "sender": DANA,
        "organization": {"id": 1, "login": "acme"},
        "installation": {"id": 77, "node_id": "x"},
        "repository": {
            "id": 5,
            "name": "services",
            "owner": {"id": 1, "login": "acme", "type": "Organization"},
            "default_branch": "main",
            "something_new": {"nested": []},
        },
        "issue": {"number": 7, "body": None},
    } | parts


def decoded(event: str, payload: Any, own_login: str = "slipway[bot]") -> object:
    return decode(event, json.dumps(payload).encode(), own_login)


@pytest.mark.parametrize("event", ["issues", "issue_comment"])
@pytest.mark.parametrize("action", ["opened", "deleted", "transferred", "something-new"])
def test_whatever_happens_to_an_issue_is_a_reason_to_look(event: str, action: str) -> None:
    assert decoded(event, a_payload(action=action)) == IssueTouched(PLACE, 7)


def test_a_comment_on_a_pull_request_concerns_no_request() -> None:
    payload = a_payload(issue={"number": 7, "pull_request": {"url": "…"}})

    assert decoded("issue_comment", payload) == Ignored("a pull request, no issue")


@pytest.mark.parametrize("event", ["issues", "issue_comment", "label"])
def test_an_echo_of_our_own_write_is_ignored(event: str) -> None:
    payload = a_payload(sender=US, label={"node_id": "LA_1", "name": "slipway/new"})

    assert decoded(event, payload) == Ignored("an echo of our own write")


def test_a_comment_of_ours_is_told_of_once_more() -> None:
    payload = a_payload(action="created", sender=US, comment={"id": 3, "body": "Hello."})

    assert decoded("issue_comment", payload) == OwnComment(PLACE, 7, 3)


@pytest.mark.parametrize(("body", "told"), [("/slipway help", 3), ("Hello.", None), (None, None)])
def test_a_new_command_is_told_by_its_number(body: str | None, told: int | None) -> None:
    payload = a_payload(action="created", comment={"id": 3, "body": body})

    assert decoded("issue_comment", payload) == IssueTouched(PLACE, 7, told)


def test_an_edit_of_our_comment_by_a_person_is_not_ignored() -> None:
    payload = a_payload(comment={"id": 1, "user": US, "performed_via_github_app": {"id": 4242}})

    assert decoded("issue_comment", payload) == IssueTouched(PLACE, 7)


def test_what_another_bot_does_is_not_ignored() -> None:
    payload = a_payload(sender={"id": 8, "login": "renovate[bot]", "type": "Bot"})

    assert decoded("issues", payload) == IssueTouched(PLACE, 7)


def test_a_person_cannot_pass_for_us() -> None:
    payload = a_payload(sender={**DANA, "login": "slipway[bot]"})

    assert decoded("issues", payload) == IssueTouched(PLACE, 7)


def test_without_our_login_nothing_is_an_echo() -> None:
    assert decoded("issues", a_payload(sender=US), own_login="") == IssueTouched(PLACE, 7)


def test_a_push_to_the_default_branch_counts() -> None:
    payload = a_payload(ref="refs/heads/main", after=COMMIT)

    assert decoded("push", payload) == DefaultBranchPushed(PLACE, COMMIT)


def test_a_push_to_another_branch_brings_a_commit() -> None:
    payload = a_payload(ref="refs/heads/feature/main", after=COMMIT)

    assert decoded("push", payload) == BranchPushed(PLACE, COMMIT)


def test_a_tag_or_a_branch_that_is_gone_brings_none() -> None:
    tag = a_payload(ref="refs/tags/main", after=COMMIT)
    gone = a_payload(ref="refs/heads/main", after="0" * 40, deleted=True)

    assert decoded("push", tag) == Ignored("not a branch")
    assert decoded("push", gone) == Ignored("a branch that is gone")


@pytest.mark.parametrize("action", ["opened", "reopened", "synchronize"])
@pytest.mark.parametrize("repo", [None, {"id": 6}])
def test_a_pull_request_from_a_fork_brings_a_commit(action: str, repo: object) -> None:
    payload = a_payload(action=action, pull_request={"head": {"sha": COMMIT, "repo": repo}})

    assert decoded("pull_request", payload) == ForkProposed(PLACE, COMMIT)


def test_a_pull_request_between_branches_brings_none_that_was_not_pushed() -> None:
    payload = a_payload(action="opened", pull_request={"head": {"sha": COMMIT, "repo": {"id": 5}}})

    assert isinstance(decoded("pull_request", payload), Ignored)


@pytest.mark.parametrize("event", ["check_run", "check_suite"])
def test_a_check_that_somebody_wants_once_more_is_made_again(event: str) -> None:
    of_us = {"head_sha": COMMIT, "name": "slipway/templates"}
    asked = a_payload(action="rerequested", **{event: of_us})
    ended = a_payload(action="completed", **{event: of_us})

    name = of_us["name"] if event == "check_run" else None
    assert decoded(event, asked) == CheckAsked(PLACE, COMMIT, name)
    assert isinstance(decoded(event, ended), Ignored)


def test_a_deployment_that_is_reported_as_a_success_is_looked_at() -> None:
    payload = a_payload(deployment={"id": 7}, deployment_status={"state": "success"})

    assert decoded("deployment_status", payload) == Deployed(PLACE, 7)


@pytest.mark.parametrize("state", ["failure", "in_progress", "waiting", "something-new"])
def test_any_other_news_of_a_deployment_means_nothing(state: str) -> None:
    payload = a_payload(deployment={"id": 7}, deployment_status={"state": state})

    assert isinstance(decoded("deployment_status", payload), Ignored)


@pytest.mark.parametrize("number", [0, -1, 2**63, "seven", None])
def test_a_deployment_without_a_number_is_malformed(number: object) -> None:
    payload = a_payload(deployment={"id": number}, deployment_status={"state": "success"})

    event = decoded("deployment_status", payload)

    assert isinstance(event, Ignored)
    assert event.reason.startswith("malformed: deployment.id:")


def test_a_changed_label_concerns_its_repository() -> None:
    payload = a_payload(label={"name": "bug"}, changes={"name": {"from": "approved/platform"}})

    assert decoded("label", payload) == LabelChanged(PLACE)


def test_a_renamed_repository_tells_its_old_name() -> None:
    payload = a_payload(action="renamed", changes={"repository": {"name": {"from": "requests"}}})

    assert decoded("repository", payload) == RepositoryChanged(PLACE, "requests")


@pytest.mark.parametrize("event", ["member", "membership", "organization", "team"])
def test_changes_of_people_concern_the_organisation(event: str) -> None:
    assert decoded(event, a_payload()) == MembershipChanged("acme", 77)


@pytest.mark.parametrize("event", ["installation", "installation_repositories"])
def test_a_change_of_the_installation_names_its_account(event: str) -> None:
    payload = {"action": "deleted", "installation": {"id": 77, "account": US | {"login": "acme"}}}

    assert decoded(event, payload) == InstallationChanged("acme", 77, "deleted")


def test_an_event_that_means_nothing_is_put_on_record() -> None:
    assert decoded("star", a_payload()) == Ignored("the event star means nothing here")


@pytest.mark.parametrize("number", ["seven", 0, -1, 2**31, 2**70])
def test_a_malformed_payload_names_the_field(number: str | int) -> None:
    payload = a_payload(issue={"number": number})

    event = decoded("issues", payload)

    assert isinstance(event, Ignored)
    assert event.reason.startswith("malformed: issue.number:")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 10_000])
@pytest.mark.parametrize("event", EVENTS)
def test_what_is_no_object_is_malformed(event: str, body: bytes) -> None:
    decoded = decode(event, body)

    assert isinstance(decoded, Ignored)
    assert decoded.reason.startswith("malformed: ")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


# A busy machine makes single examples slow, which says nothing of the reader.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    event=st.sampled_from(EVENTS),
    part=st.sampled_from(sorted(a_payload(label={}, ref="", after="", changes={}))),
    value=_json,
)
def test_no_part_of_a_payload_can_break_the_reader(event: str, part: str, value: Any) -> None:
    payload = a_payload(label={"node_id": "LA_1", "name": "bug"}, ref="refs/heads/main", after="c")

    assert decoded(event, payload | {part: value}) is not None
