"""Rules laid on a repository, and read back as what they demand."""

from collections.abc import Callable

import pytest

from app.domain.protection import BranchRules
from app.github.client import Client
from app.github.errors import NameTaken
from app.github.repositories import NewRepository, create_repository
from app.github.rulesets import (
    NewRuleset,
    create_ruleset,
    find_ruleset,
    rules_for_branch,
)
from tests.github.conftest import CONTROL, ORGANISATION, Person


def test_what_is_laid_down_holds_for_the_default_branch(client: Client) -> None:
    create_repository(client, ORGANISATION, NewRepository("billing-service", "", ""))
    ruleset = NewRuleset("slipway", required_checks=("build", "test"), approvals=2)

    create_ruleset(client, ORGANISATION, "billing-service", ruleset)

    assert rules_for_branch(client, ORGANISATION, "billing-service", "main") == BranchRules(
        pull_request=True,
        approvals=2,
        code_owner_review=True,
        reviews_every_push=True,
        required_checks=frozenset({"build", "test"}),
        blocks_force_push=True,
        blocks_deletion=True,
    )


def test_all_that_a_branch_can_be_asked_for_is_laid_down(
    client: Client, person: Callable[[str], Person]
) -> None:
    create_repository(client, ORGANISATION, NewRepository("billing-service", "", ""))
    ruleset = NewRuleset(
        "slipway",
        required_checks=("build",),
        code_owner_review=False,
        dismisses_stale=False,
        last_push_approval=True,
        threads_resolved=True,
        linear_history=True,
        signatures=True,
        strict_checks=True,
        merge_methods=("squash",),
    )

    create_ruleset(client, ORGANISATION, "billing-service", ruleset)

    found = person("ada").does("GET", "/repos/acme/billing-service/rules/branches/main")
    laid = {one["type"]: one.get("parameters") for one in found}
    assert {"required_linear_history", "required_signatures"} <= laid.keys()
    assert laid["required_status_checks"]["strict_required_status_checks_policy"] is True
    assert laid["pull_request"] == {
        "required_approving_review_count": 1,
        "require_code_owner_review": False,
        "dismiss_stale_reviews_on_push": False,
        "require_last_push_approval": True,
        "required_review_thread_resolution": True,
        "allowed_merge_methods": ["squash"],
    }


def test_a_ruleset_is_found_by_its_name(client: Client) -> None:
    create_repository(client, ORGANISATION, NewRepository("billing-service", "", ""))
    created = create_ruleset(client, ORGANISATION, "billing-service", NewRuleset("slipway"))

    assert find_ruleset(client, ORGANISATION, "billing-service", "slipway") == created
    assert find_ruleset(client, ORGANISATION, "billing-service", "other") is None


def test_a_second_ruleset_of_the_name_is_refused_as_taken(client: Client) -> None:
    create_repository(client, ORGANISATION, NewRepository("billing-service", "", ""))
    create_ruleset(client, ORGANISATION, "billing-service", NewRuleset("slipway"))

    with pytest.raises(NameTaken):
        create_ruleset(client, ORGANISATION, "billing-service", NewRuleset("slipway"))


def test_the_protection_of_the_control_repository_is_seen(client: Client) -> None:
    rules = rules_for_branch(client, ORGANISATION, CONTROL, "main")

    assert rules.approvals == 1
    assert rules.code_owner_review
    assert not rules.blocks_deletion


def test_a_branch_without_rules_demands_nothing(client: Client) -> None:
    rules = rules_for_branch(client, ORGANISATION, "unrelated", "main")

    assert not rules.pull_request
    assert rules.approvals == 0
    assert rules.required_checks == frozenset()
