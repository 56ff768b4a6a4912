"""What rules ask of a pull request: stale reviews, owners, the last pusher, who bypasses."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.acts.ownership import fits
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
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


@pytest.mark.parametrize(("dismissing", "state"), [(True, "DISMISSED"), (False, "APPROVED")])
def test_a_push_dismisses_stale_approvals_where_a_rule_says_so(
    person: Person, dismissing: bool, state: str
) -> None:
    will, number = person("will"), proposes(person("will"))["number"]
    rule = review_rule(required_approving_review_count=1, dismiss_stale_reviews_on_push=dismissing)
    rules(person("ada"), rule)
    reviews(person("ada"), number)

    pushes(will, path="more.txt")

    (review,) = will.gets(f"{PULLS}/{number}/reviews")
    assert review["state"] == state
    assert merges(will, number).status_code == (405 if dismissing else 200)


def test_a_push_that_changes_nothing_leaves_reviews_alone(person: Person) -> None:
    will, number = person("will"), proposes(person("will"))["number"]
    rules(person("ada"), review_rule(dismiss_stale_reviews_on_push=True))
    reviews(person("ada"), number)

    will.does("PATCH", f"{REPOSITORY}/git/refs/heads/topic", _same_tree(will))

    (review,) = will.gets(f"{PULLS}/{number}/reviews")
    assert review["state"] == "APPROVED"


def _same_tree(voice: Voice) -> dict[str, str]:
    """An empty commit upon topic."""
    head = tip(voice, "topic")
    tree = voice.gets(f"{REPOSITORY}/git/commits/{head}")["tree"]["sha"]
    wanted = {"message": "Nothing", "tree": tree, "parents": [head]}
    return {"sha": voice.does("POST", f"{REPOSITORY}/git/commits", wanted)["sha"]}


def test_the_last_push_is_approved_by_somebody_else(person: Person, installation: Voice) -> None:
    will, number = person("will"), proposes(installation)["number"]
    rules(
        person("ada"),
        review_rule(required_approving_review_count=1, require_last_push_approval=True),
    )
    pushes(will, path="more.txt")

    reviews(will, number)
    own = merges(will, number)
    reviews(person("ada"), number)

    assert own.status_code == 405
    assert "someone other than the last pusher" in own.json()["message"]
    assert merges(will, number).status_code == 200


def test_code_owners_are_asked_and_must_approve(person: Person, installation: Voice) -> None:
    will = person("will")
    pushes(will, "main", ".github/CODEOWNERS", "* @ada\n/docs/ @will @dana\n")
    branches(installation)
    pushes(installation, path="docs/new.md")
    number = opens(installation)["number"]
    rules(person("ada"), review_rule(require_code_owner_review=True))
    asked = will.gets(f"{PULLS}/{number}/requested_reviewers")["users"]

    reviews(person("ada"), number)
    refused = merges(will, number)
    reviews(will, number)

    assert [one["login"] for one in asked] == ["will"]
    assert "Waiting on code owner review from will." in refused.json()["message"]
    assert merges(will, number).status_code == 200


def test_a_team_owns_through_its_members(person: Person, installation: Voice) -> None:
    ada, dana = person("ada"), person("dana")
    ada.does("PUT", "/orgs/acme/teams/payments/repos/acme/services", {"permission": "push"})
    pushes(ada, "main", "CODEOWNERS", "*.md @acme/payments\n")
    branches(installation)
    pushes(installation, path="new.md")
    number = opens(installation)["number"]
    rules(ada, review_rule(require_code_owner_review=True))
    asked = ada.gets(f"{PULLS}/{number}/requested_reviewers")["teams"]
    before = state_of(ada, number)

    reviews(dana, number)

    assert [one["slug"] for one in asked] == ["payments"]
    assert (before, state_of(ada, number)) == ("blocked", "clean")


def test_a_draft_asks_its_owners_when_it_is_ready(person: Person, installation: Voice) -> None:
    will = person("will")
    pushes(will, "main", "CODEOWNERS", "* @will\n")
    pull = proposes(installation, draft=True)
    path = f"{PULLS}/{pull['number']}/requested_reviewers"
    asked = [will.gets(path)["users"]]
    ready = """mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) {
      pullRequest { isDraft } } }"""

    will.queries(ready, id=pull["node_id"])

    asked.append(will.gets(path)["users"])
    assert [[one["login"] for one in users] for users in asked] == [[], ["will"]]


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("*", ["a", "b/c"], []),
        ("*.js", ["a.js", "b/c.js"], ["a.jsx"]),
        ("/build/logs/", ["build/logs/a", "build/logs/b/c"], ["x/build/logs/a", "build/logs"]),
        ("docs/*", ["docs/a.md"], ["docs/b/c.md", "x/docs/a.md"]),
        ("apps/", ["apps/a", "x/apps/b/c"], ["apps"]),
        ("/docs", ["docs", "docs/a/b"], ["x/docs"]),
        ("**/logs", ["logs/a", "x/logs/b", "x/y/logs"], ["x/logs2"]),
        ("/a/**/z", ["a/z", "a/b/c/z"], ["z"]),
        ("Makefile", ["Makefile", "x/Makefile"], ["makefile"]),
    ],
)
def test_patterns_are_read_as_github_reads_them(
    pattern: str, fitting: list[str], other: list[str]
) -> None:
    found = [path for path in (*fitting, *other) if fits(pattern, path)]

    assert found == fitting


def test_a_required_check_that_never_reports_blocks(installation: Voice) -> None:
    number = proposes(installation)["number"]
    checks = {
        "required_status_checks": [{"context": "ci"}],
        "strict_required_status_checks_policy": False,
    }
    rules(installation, {"type": "required_status_checks", "parameters": checks})

    refused = merges(installation, number)

    assert state_of(installation, number) == "blocked"
    assert refused.status_code == 405
    assert 'Required status check "ci" is expected.' in refused.json()["message"]


@pytest.mark.parametrize("mode", ["always", "pull_request"])
def test_who_bypasses_a_ruleset_merges_past_it(
    installation: Voice, person: Person, mode: str
) -> None:
    number = proposes(installation)["number"]
    entry: dict[str, Any] = {
        "actor_id": 4242,
        "actor_type": "Integration",
        "bypass_mode": mode,
    }
    rule = review_rule(required_approving_review_count=2)
    rules(installation, rule, bypass_actors=[entry])

    assert merges(person("will"), number).status_code == 405
    assert merges(installation, number).status_code == 200


def test_a_protected_branch_is_changed_by_a_pull_request(installation: Voice) -> None:
    rules(installation, review_rule(), {"type": "deletion"}, {"type": "non_fast_forward"})
    number = proposes(installation)["number"]
    direct = {"message": "Add", "content": "aGkK"}

    assert installation.asks("PUT", f"{REPOSITORY}/contents/a.txt", direct).status_code == 409
    assert merges(installation, number).status_code == 200
