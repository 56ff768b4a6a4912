"""Rulesets and environments, and what a plan leaves out."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.voices import Voice

REPOSITORY = "/repos/acme/services"
REVIEW = {
    "dismiss_stale_reviews_on_push": True,
    "require_code_owner_review": True,
    "require_last_push_approval": False,
    "required_approving_review_count": 1,
    "required_review_thread_resolution": False,
}
DEFAULT = {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}}


def ruleset(*rules: dict[str, Any], **fields: Any) -> dict[str, Any]:
    usual = {"name": "reviewed", "target": "branch", "enforcement": "active"}
    return usual | {"conditions": DEFAULT, "rules": list(rules)} | fields


def test_the_rules_of_a_branch_are_told(installation: Voice) -> None:
    rule = {"type": "pull_request", "parameters": REVIEW}
    made = installation.does("POST", f"{REPOSITORY}/rulesets", ruleset(rule))

    (found,) = installation.gets(f"{REPOSITORY}/rules/branches/main")

    assert found["type"] == "pull_request"
    assert found["ruleset_id"] == made["id"]
    assert installation.gets(f"{REPOSITORY}/rules/branches/topic") == []


def test_a_disabled_ruleset_binds_nobody(installation: Voice) -> None:
    made = installation.does("POST", f"{REPOSITORY}/rulesets", ruleset({"type": "update"}))
    path = f"{REPOSITORY}/rulesets/{made['id']}"

    installation.does("PUT", path, {"enforcement": "disabled"})

    assert installation.gets(path)["enforcement"] == "disabled"
    assert installation.gets(f"{REPOSITORY}/rules/branches/main") == []


def test_a_protected_branch_is_moved_by_nobody_but_who_may_bypass(installation: Voice) -> None:
    files = f"{REPOSITORY}/contents/new.txt"
    body = {"message": "Add", "content": "aGkK"}
    made = installation.does(
        "POST", f"{REPOSITORY}/rulesets", ruleset({"type": "pull_request", "parameters": REVIEW})
    )

    refused = installation.asks("PUT", files, body)
    entry = {"actor_id": 4242, "actor_type": "Integration", "bypass_mode": "always"}
    path = f"{REPOSITORY}/rulesets/{made['id']}"
    installation.does("PUT", path, {"bypass_actors": [entry]})

    assert refused.status_code == 409
    assert "Changes must be made through a pull request." in refused.json()["message"]
    assert installation.asks("PUT", files, body).status_code == 201


def test_a_required_check_stops_direct_pushes(installation: Voice) -> None:
    checks = {
        "required_status_checks": [{"context": "ci"}],
        "strict_required_status_checks_policy": False,
    }
    rule = {"type": "required_status_checks", "parameters": checks}
    installation.does("POST", f"{REPOSITORY}/rulesets", ruleset(rule))

    body = {"message": "Add", "content": "aGkK"}
    answer = installation.asks("PUT", f"{REPOSITORY}/contents/new.txt", body)

    assert 'Required status check "ci" is expected.' in answer.json()["message"]


@pytest.mark.parametrize(
    "rule", [{"type": "be_nice"}, {"type": "pull_request"}, {"type": "required_status_checks"}]
)
def test_a_rule_must_be_known_and_whole(installation: Voice, rule: dict[str, Any]) -> None:
    assert installation.asks("POST", f"{REPOSITORY}/rulesets", ruleset(rule)).status_code == 422


def test_a_ruleset_needs_a_known_enforcement(installation: Voice) -> None:
    answer = installation.asks(
        "POST", f"{REPOSITORY}/rulesets", ruleset({"type": "update"}, enforcement="perhaps")
    )

    assert answer.status_code == 422


def test_a_free_plan_has_no_rulesets_for_private_repositories(
    installation: Voice, control: Callable[..., Any]
) -> None:
    control("plan", organisation="acme", plan="free")

    private = installation.asks("POST", f"{REPOSITORY}/rulesets", ruleset())
    public = installation.asks("POST", "/repos/acme/open/rulesets", ruleset())

    assert private.status_code == 403
    assert "Upgrade to GitHub Pro" in private.json()["message"]
    assert public.status_code == 201


def test_environments_are_made_once_and_listed(installation: Voice) -> None:
    path = f"{REPOSITORY}/environments"

    ids = {installation.does("PUT", f"{path}/prod-copy")["id"] for _ in "12"}

    assert len(ids) == 1
    reader = installation.asks("GET", path)
    assert reader.status_code == 403
    assert reader.headers["X-Accepted-GitHub-Permissions"] == "actions=read"


def test_reviewers_of_private_environments_need_enterprise(
    installation: Voice, control: Callable[..., Any]
) -> None:
    path = f"{REPOSITORY}/environments/prod"
    body = {"reviewers": [{"type": "User", "id": installation.gets("/users/will")["id"]}]}

    on_team = installation.asks("PUT", path, body)
    control("plan", organisation="acme", plan="enterprise")
    on_enterprise = installation.asks("PUT", path, body)

    assert (on_team.status_code, on_enterprise.status_code) == (422, 200)


def test_codeowners_that_do_not_exist_or_may_not_write_are_told(installation: Voice) -> None:
    text = b64encode(b"* @acme/nobody @will @dana\n").decode()
    body = {"message": "Own", "content": text}
    installation.does("PUT", f"{REPOSITORY}/contents/.github/CODEOWNERS", body)

    errors = installation.gets(f"{REPOSITORY}/codeowners/errors")["errors"]

    assert [(error["line"], error["column"]) for error in errors] == [(1, 3), (1, 22)]
