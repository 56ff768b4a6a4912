"""What a protected branch refuses over the API, to whom, and in which words."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.sandbox.checks import reports, with_checks
from tests.sandbox.proposing import (
    PULLS,
    REPOSITORY,
    branches,
    merges,
    opens,
    proposes,
    pushes,
    review_rule,
    reviews,
    rules,
    state_of,
    tip,
)
from tests.sandbox.protecting import checks_wanted, protects, restricted_to, reviews_wanted
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
NEW_FILE = {"message": "Add", "content": "aGkK"}


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    return with_checks(seed)


def writes(voice: Voice) -> requests.Response:
    """A direct commit to main."""
    return voice.asks("PUT", f"{REPOSITORY}/contents/direct.txt", NEW_FILE)


def moves(voice: Voice, sha: str, **fields: Any) -> requests.Response:
    return voice.asks("PATCH", f"{REPOSITORY}/git/refs/heads/main", {"sha": sha} | fields)


def test_a_pull_request_is_merged_once_it_is_approved(person: Person) -> None:
    will, number = person("will"), proposes(person("will"))["number"]
    protects(person("ada"), **reviews_wanted())

    blocked, refused = state_of(will, number), merges(will, number)
    reviews(person("ada"), number)

    assert (blocked, refused.status_code) == ("blocked", 405)
    assert refused.json()["message"] == (
        "At least 1 approving review is required by reviewers with write access."
    )
    assert merges(will, number).status_code == 200


def test_what_both_kinds_of_rules_say_is_told_together(person: Person) -> None:
    will, ada, number = person("will"), person("ada"), proposes(person("will"))["number"]
    protects(ada, **checks_wanted("ci"))
    rules(ada, review_rule(required_approving_review_count=2))

    message = merges(will, number).json()["message"]

    assert message.startswith("Repository rule violations found\n\n")
    assert "At least 2 approving reviews are required" in message
    assert 'Required status check "ci" is expected.' in message


def test_a_direct_change_needs_a_pull_request(person: Person, installation: Voice) -> None:
    protects(person("ada"), **reviews_wanted())

    refused = writes(person("will"))

    assert refused.status_code == 409
    assert refused.json()["message"] == "Changes must be made through a pull request."
    assert writes(installation).status_code == 409


@pytest.mark.parametrize(("enforced", "status"), [(True, 409), (False, 201)])
def test_admins_are_bound_if_it_is_enforced_for_them(
    person: Person, enforced: bool, status: int
) -> None:
    protects(person("ada"), enforce_admins=enforced, **reviews_wanted())

    assert writes(person("ada")).status_code == status


@pytest.mark.parametrize(
    "allowances", [{"users": ["will"]}, {"teams": ["payments"]}, {"apps": ["slipway"]}]
)
def test_who_bypasses_pull_requests_writes_and_merges_without_approval(
    person: Person, installation: Voice, allowances: dict[str, list[str]]
) -> None:
    voice = installation if "apps" in allowances else person("will")
    number = proposes(installation)["number"]
    protects(person("ada"), **reviews_wanted(2, bypass_pull_request_allowances=allowances))

    assert writes(voice).status_code == 201
    assert merges(voice, number).status_code == 200


def test_an_allowance_to_bypass_frees_from_nothing_else(person: Person) -> None:
    wanted = reviews_wanted(bypass_pull_request_allowances={"users": ["will"]})
    protects(person("ada"), **wanted, **checks_wanted("ci"))

    refused = writes(person("will"))

    assert refused.json()["message"] == 'Required status check "ci" is expected.'


def test_checks_that_are_missing_are_counted(person: Person, installation: Voice) -> None:
    number = proposes(installation)["number"]
    protects(person("ada"), **checks_wanted("ci", "lint", "test"))
    head = tip(installation, "topic")
    reports(installation, name="ci", head_sha=head, status="completed", conclusion="success")

    some = merges(installation, number).json()["message"]
    for name in ("lint", "test"):
        reports(installation, name=name, head_sha=head, status="completed", conclusion="skipped")

    assert some == "2 of 3 required status checks are expected."
    assert merges(installation, number).status_code == 200


def test_a_check_of_another_app_does_not_do(person: Person, installation: Voice) -> None:
    number = proposes(installation)["number"]
    wanted = {"strict": False, "contexts": [], "checks": [{"context": "ci", "app_id": 1}]}
    protects(person("ada"), required_status_checks=wanted)
    head = tip(installation, "topic")
    reports(installation, name="ci", head_sha=head, status="completed", conclusion="success")

    assert merges(installation, number).status_code == 405


def test_a_strict_branch_wants_its_latest_in_the_head(person: Person, installation: Voice) -> None:
    number = proposes(installation)["number"]
    pushes(installation, "main", "meanwhile.txt")
    protects(person("ada"), **checks_wanted(strict=True))

    refused = merges(installation, number)

    assert state_of(installation, number) == "behind"
    assert refused.json()["message"] == "Head branch is out of date with the base branch."


def test_only_who_may_push_writes_and_merges(person: Person, installation: Voice) -> None:
    number = proposes(installation)["number"]
    protects(person("ada"), **restricted_to("will"))

    refused = [writes(installation), merges(installation, number)]

    assert [one.status_code for one in refused] == [409, 405]
    assert all("not authorized to push to this branch" in one.json()["message"] for one in refused)
    assert state_of(installation, number) == "clean"
    assert writes(person("will")).status_code == 201
    assert merges(person("will"), number).status_code == 200


def test_creations_can_be_restricted_as_well(person: Person, installation: Voice) -> None:
    ada, refs = person("ada"), f"{REPOSITORY}/git/refs"
    made = {"ref": "refs/heads/release", "sha": tip(ada, "main")}
    branches(ada, "release")
    path = f"{REPOSITORY}/branches/release/protection"
    protects(ada, path, block_creations=True, allow_deletions=True, **restricted_to("will"))
    ada.does("DELETE", f"{refs}/heads/release")

    refused = installation.asks("POST", refs, made)

    assert refused.status_code == 422
    assert person("will").asks("POST", refs, made).status_code == 201


def test_a_locked_branch_is_neither_written_nor_merged_into_nor_deleted(
    person: Person, installation: Voice
) -> None:
    number = proposes(installation)["number"]
    protects(person("ada"), lock_branch=True, allow_deletions=True)

    refused = [
        writes(installation),
        merges(installation, number),
        installation.asks("DELETE", f"{REPOSITORY}/git/refs/heads/main"),
    ]

    assert [one.status_code for one in refused] == [409, 405, 422]
    assert {one.json()["message"] for one in refused} == {"Cannot change this locked branch."}


@pytest.mark.parametrize(("allowed", "status"), [(True, 200), (False, 422)])
def test_a_protected_branch_is_forced_by_nobody_unless_it_is_allowed(
    person: Person, allowed: bool, status: int
) -> None:
    before = tip(person("ada"), "main")
    pushes(person("ada"), "main", "later.txt")
    protects(person("ada"), allow_force_pushes=allowed)

    answer = moves(person("ada"), before, force=True)

    assert answer.status_code == status


@pytest.mark.parametrize(("allowed", "status"), [(True, 204), (False, 422)])
def test_a_protected_branch_is_deleted_by_nobody_unless_it_is_allowed(
    person: Person, allowed: bool, status: int
) -> None:
    branches(person("ada"))
    protects(person("ada"), f"{REPOSITORY}/branches/topic/protection", allow_deletions=allowed)

    answer = person("ada").asks("DELETE", f"{REPOSITORY}/git/refs/heads/topic")

    assert answer.status_code == status


def test_a_linear_history_takes_no_merge_commit(person: Person, installation: Voice) -> None:
    number = proposes(installation)["number"]
    pushes(installation, "main", "meanwhile.txt")
    protects(person("ada"), required_linear_history=True)

    merged = installation.asks("POST", f"{REPOSITORY}/merges", {"base": "main", "head": "topic"})

    assert merged.status_code == 422
    assert merged.json()["message"] == "This branch must not contain merge commits."
    assert merges(installation, number).status_code == 405
    assert merges(installation, number, merge_method="squash").status_code == 200


def test_a_push_dismisses_stale_reviews(person: Person) -> None:
    will, number = person("will"), proposes(person("will"))["number"]
    protects(person("ada"), **reviews_wanted(dismiss_stale_reviews=True))
    reviews(person("ada"), number)

    pushes(will, path="more.txt")

    assert [one["state"] for one in will.gets(f"{PULLS}/{number}/reviews")] == ["DISMISSED"]


def test_reviews_are_dismissed_by_who_is_named_and_by_admins(person: Person) -> None:
    will, ada, number = person("will"), person("ada"), proposes(person("will"))["number"]
    wanted = reviews_wanted(dismissal_restrictions={"users": ["olga"]})
    protects(ada, **wanted)
    review = reviews(ada, number)
    path, body = f"{PULLS}/{number}/reviews/{review['id']}/dismissals", {"message": "No"}

    refused = will.asks("PUT", path, body)

    assert refused.status_code == 403
    assert ada.asks("PUT", path, body).status_code == 200


def test_code_owners_and_the_last_pusher_are_asked_about(
    person: Person, installation: Voice
) -> None:
    will, ada = person("will"), person("ada")
    pushes(ada, "main", "CODEOWNERS", "* @ada\n")
    branches(installation)
    pushes(installation)
    number = opens(installation)["number"]
    pushes(will, path="more.txt")
    asked = {"require_code_owner_reviews": True, "require_last_push_approval": True}
    protects(ada, **reviews_wanted(1, **asked))

    reviews(will, number)
    message = merges(will, number).json()["message"]
    reviews(ada, number)

    assert "Waiting on code owner review from ada." in message
    assert "someone other than the last pusher" in message
    assert merges(will, number).status_code == 200
