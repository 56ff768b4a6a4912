"""Lays rulesets on a repository, and reads which rules hold for a branch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.protection import BranchRules
from app.github.client import Client
from app.github.ruleset_rules import completed


@dataclass(frozen=True, slots=True)
class NewRuleset:
    """Rules for the default branch: no force push, no deletion, changes by pull request.

    `required_checks` are names of status checks; none leaves that rule out. `checks_by` is the id
    of the App that alone can pass them; without it whoever may write can. `merge_methods` are
    GitHub's words for the ways of merging that are allowed; none allows all.
    """

    name: str
    required_checks: tuple[str, ...] = ()
    checks_by: int | None = None
    approvals: int = 1
    code_owner_review: bool = True
    dismisses_stale: bool = True
    last_push_approval: bool = False
    threads_resolved: bool = False
    linear_history: bool = False
    signatures: bool = False
    strict_checks: bool = False
    merge_methods: tuple[str, ...] = ()


def find_ruleset(client: Client, owner: str, repo: str, name: str) -> int | None:
    """The id of the repository's own ruleset of this name, or None.

    From `GET /repos/{owner}/{repo}/rulesets`.
    """
    for ruleset in client.pages("GET /repos/{owner}/{repo}/rulesets", owner=owner, repo=repo):
        if ruleset["name"] == name and ruleset.get("source_type") != "Organization":
            return int(ruleset["id"])
    return None


def create_ruleset(client: Client, owner: str, repo: str, ruleset: NewRuleset) -> int:
    """Lays an active ruleset on the default branch and gives its id.

    From `POST /repos/{owner}/{repo}/rulesets`. Raises Forbidden where the plan has no rulesets for
    private repositories.
    """
    body = {
        "name": ruleset.name,
        "target": "branch",
        "enforcement": "active",
        "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
        "rules": _rules(ruleset),
    }
    answer = client.rest("POST /repos/{owner}/{repo}/rulesets", body, owner=owner, repo=repo)
    return int(answer["id"])


def complete_ruleset(
    client: Client, owner: str, repo: str, ruleset_id: int, ruleset: NewRuleset
) -> None:
    """Has a ruleset of the repository demand all that `ruleset` does, and what it did before.

    From `GET` and `PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}`.
    """
    one = "/repos/{owner}/{repo}/rulesets/{ruleset_id}"
    there = client.rest(f"GET {one}", owner=owner, repo=repo, ruleset_id=ruleset_id)
    rules = completed(there.get("rules", []), _rules(ruleset))
    body = {"enforcement": "active", "rules": rules}
    client.rest(f"PUT {one}", body, owner=owner, repo=repo, ruleset_id=ruleset_id)


def rules_for_branch(client: Client, owner: str, repo: str, branch: str) -> BranchRules:
    """From `GET /repos/{owner}/{repo}/rules/branches/{branch}`: active rules only."""
    rules = client.pages(
        "GET /repos/{owner}/{repo}/rules/branches/{ref}", owner=owner, repo=repo, ref=branch
    )
    types = {rule["type"] for rule in rules}
    reviews = _parameters(rules, "pull_request")
    checks = _parameters(rules, "required_status_checks")
    return BranchRules(
        pull_request="pull_request" in types,
        approvals=max(
            (one.get("required_approving_review_count", 0) for one in reviews), default=0
        ),
        code_owner_review=any(one.get("require_code_owner_review", False) for one in reviews),
        reviews_every_push=any(
            one.get("dismiss_stale_reviews_on_push") or one.get("require_last_push_approval")
            for one in reviews
        ),
        required_checks=frozenset(
            check["context"] for one in checks for check in one.get("required_status_checks", [])
        ),
        blocks_force_push="non_fast_forward" in types,
        blocks_deletion="deletion" in types,
    )


def _parameters(rules: Iterable[Mapping[str, Any]], type_: str) -> list[Mapping[str, Any]]:
    return [rule.get("parameters") or {} for rule in rules if rule["type"] == type_]


def _rules(ruleset: NewRuleset) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = [{"type": "deletion"}, {"type": "non_fast_forward"}]
    rules.append({"type": "pull_request", "parameters": _review(ruleset)})
    if ruleset.required_checks:
        rules.append({"type": "required_status_checks", "parameters": _checks(ruleset)})
    if ruleset.linear_history:
        rules.append({"type": "required_linear_history"})
    if ruleset.signatures:
        rules.append({"type": "required_signatures"})
    return rules


def _review(ruleset: NewRuleset) -> dict[str, Any]:
    review: dict[str, Any] = {
        "required_approving_review_count": ruleset.approvals,
        "require_code_owner_review": ruleset.code_owner_review,
        "dismiss_stale_reviews_on_push": ruleset.dismisses_stale,
        "require_last_push_approval": ruleset.last_push_approval,
        "required_review_thread_resolution": ruleset.threads_resolved,
    }
    if ruleset.merge_methods:
        review["allowed_merge_methods"] = list(ruleset.merge_methods)
    return review


def _checks(ruleset: NewRuleset) -> dict[str, Any]:
    by = {} if ruleset.checks_by is None else {"integration_id": ruleset.checks_by}
    return {
        "strict_required_status_checks_policy": ruleset.strict_checks,
        "required_status_checks": [{"context": name, **by} for name in ruleset.required_checks],
    }
