"""Repositories are set up as the policy says, each half by itself, as far as the plan has it."""

import pytest
from sqlalchemy import select

from app.domain.progress import CONFIRM
from app.domain.state import State
from app.store import tables
from app.store.audit import Action
from tests.journeys import furnished
from tests.journeys.acme import Acme
from tests.journeys.furnished import define, furnish, has_plan, permit, seen
from tests.journeys.halfway import builds_up_to

FULL = """\
  visibility: private
  access: {owner: maintain, platform-reviewers: admin, security: pull}
  environments:
    - dev
    - name: prod
      reviewers: [platform-reviewers, owner]
      prevent_self_review: true
      wait_minutes: 30
      branches: default
    - {name: live, branches: ["main", "release/*"]}
    - {name: stage, branches: protected}
  properties: {tier: "T{request.tier}", cost-center: "1234"}
  topics: [slipway, "{request.data}", "of {request.owner}"]
  required_checks: [ci, lint]
  rules:
    code_owners: false
    last_push: true
    threads_resolved: true
    linear_history: true
    signed_commits: true
    strict_checks: true
    merge_methods: [squash]
  merging: {merge: false, rebase: false, auto_merge: true, delete_branch: false}
  features: {wiki: true, issues: false}
  security:
    vulnerability_alerts: true
    security_updates: true
    secret_scanning: true
    push_protection: true
"""


@pytest.fixture
def rich(acme: Acme) -> Acme:
    """Acme with a plan that lacks nothing, and its properties defined."""
    has_plan(acme, "enterprise")
    permit(acme, repository_custom_properties="write")
    define(acme, *furnished.PROPERTIES)
    return acme


def test_all_that_a_policy_can_say_is_what_an_admin_sees(rich: Acme) -> None:
    furnish(rich, FULL)
    request = rich.files(tier="2", data="internal")

    request.is_approved()

    assert request.state is State.LIVE
    assert "left out" not in request.status
    for name in ("billing", "billing-integration-tests"):
        _is_set_up(rich, name)
    _is_deployed_with_care(rich, "billing")
    assert seen(rich, "billing-integration-tests", "/environments")["total_count"] == 0


def _is_set_up(acme: Acme, name: str) -> None:
    shown = seen(acme, name)
    assert shown["visibility"] == "private"
    assert (shown["has_wiki"], shown["has_issues"], shown["has_projects"]) == (True, False, False)
    merging = ("squash_merge", "merge_commit", "rebase_merge", "auto_merge")
    assert [shown[f"allow_{way}"] for way in merging] == [True, False, False, True]
    assert shown["delete_branch_on_merge"] is False
    assert seen(acme, name, "/topics")["names"] == ["slipway", "internal", "of-payments"]
    assert furnished.properties(acme, name) == {"tier": "T2", "cost-center": "1234"}
    teams = {one["slug"]: one["permission"] for one in seen(acme, name, "/teams")}
    assert teams == {"payments": "maintain", "platform-reviewers": "admin", "security": "pull"}
    for switch in ("vulnerability-alerts", "automated-security-fixes"):
        assert furnished.is_on(acme, name, switch)
    for analysis in ("secret_scanning", "secret_scanning_push_protection"):
        assert furnished.analysis(acme, name, analysis)
    _is_ruled(acme, name)


def _is_ruled(acme: Acme, name: str) -> None:
    rules = furnished.rules(acme, name)
    assert {"required_linear_history", "required_signatures", "deletion"} <= rules.keys()
    review, checks = rules["pull_request"], rules["required_status_checks"]
    assert review["allowed_merge_methods"] == ["squash"]
    assert review["require_code_owner_review"] is False
    assert review["require_last_push_approval"] is True
    assert review["required_review_thread_resolution"] is True
    assert [one["context"] for one in checks["required_status_checks"]] == ["ci", "lint"]
    assert checks["strict_required_status_checks_policy"] is True


def _is_deployed_with_care(acme: Acme, name: str) -> None:
    found = [one["name"] for one in seen(acme, name, "/environments")["environments"]]
    assert found == ["dev", "prod", "live", "stage"]
    assert furnished.environment(acme, name, "dev")["rules"] == {}
    prod = furnished.environment(acme, name, "prod")["rules"]
    assert prod["wait_timer"]["wait_timer"] == 30
    assert prod["required_reviewers"]["prevent_self_review"] is True
    reviewers = [one["reviewer"]["slug"] for one in prod["required_reviewers"]["reviewers"]]
    assert reviewers == ["platform-reviewers", "payments"]
    for one, patterns in (("prod", ["main"]), ("live", ["main", "release/*"])):
        policies = seen(acme, name, f"/environments/{one}/deployment-branch-policies")
        assert [each["name"] for each in policies["branch_policies"]] == patterns
    stage = furnished.environment(acme, name, "stage")["deployment_branch_policy"]
    assert stage["protected_branches"] is True


def test_each_half_may_be_set_up_in_its_own_way(acme: Acme) -> None:
    furnish(
        acme,
        """\
  access: {owner: maintain, security: pull}
  environments: [prod]
  topics: [slipway]
  required_reviews: 2
  service: {visibility: public, security: {private_reporting: true}}
  tests:
    access: {owner: push}
    environments: [lab]
    topics: ["{request.template}"]
    required_reviews: 0
    required_checks: []
    merging: {squash: false}
""",
    )
    request = acme.files(name="warehouse")

    request.is_approved()

    assert request.state is State.LIVE
    service, tests = "warehouse", "warehouse-integration-tests"
    assert [seen(acme, one)["visibility"] for one in (service, tests)] == ["public", "private"]
    assert seen(acme, service, "/private-vulnerability-reporting") == {"enabled": True}
    assert [one["slug"] for one in seen(acme, tests, "/teams")] == ["payments"]
    assert [one["name"] for one in seen(acme, tests, "/environments")["environments"]] == ["lab"]
    assert [one["name"] for one in seen(acme, service, "/environments")["environments"]] == ["prod"]
    assert seen(acme, tests, "/topics")["names"] == ["python-service"]
    assert seen(acme, service, "/topics")["names"] == ["slipway"]
    assert furnished.rules(acme, service)["pull_request"]["required_approving_review_count"] == 2
    review = furnished.rules(acme, tests)["pull_request"]
    assert review["required_approving_review_count"] == 0
    assert review["require_code_owner_review"] is False
    assert "required_status_checks" not in furnished.rules(acme, tests)
    merging = [seen(acme, one)["allow_squash_merge"] for one in (service, tests)]
    assert merging == [True, False]


def test_what_the_plan_lacks_is_left_out_and_said_and_the_rest_is_there(acme: Acme) -> None:
    furnish(
        acme,
        """\
  visibility: internal
  environments:
    - {name: dev, wait_minutes: 5}
    - {name: prod, reviewers: [owner], wait_minutes: 5, branches: [main]}
  security: {vulnerability_alerts: true, secret_scanning: true}
""",
    )
    request = acme.files(name="ledger")

    request.is_approved()

    assert request.state is State.LIVE
    assert "ledger is private, for the organisation's plan lacks internal" in request.status
    assert "ledger-integration-tests is private" in request.status
    assert "Reviewers and waiting time of the environment prod were left out" in request.status
    assert "The wait minutes of the environment dev were left out" in request.status
    assert "supports the required reviewers protection rule" in request.status
    assert "Secret scanning and push protection were left out" in request.status
    assert seen(acme, "ledger")["visibility"] == "private"
    prod = furnished.environment(acme, "ledger", "prod")
    assert prod["rules"].keys() == {"branch_policy"}
    assert prod["deployment_branch_policy"]["custom_branch_policies"] is True
    assert furnished.is_on(acme, "ledger", "vulnerability-alerts")


def test_a_property_that_is_not_defined_stops_the_build_until_it_is(acme: Acme) -> None:
    permit(acme, repository_custom_properties="write")
    furnish(acme, '  properties: {tier: "T{request.tier}", cost-center: "1234"}\n')
    define(acme, furnished.PROPERTIES[1])
    request = acme.files(name="parcels", tier="2")

    request.is_approved()

    assert request.state is State.FAILED
    assert "custom properties of parcels could not be set" in request.status
    assert "tier to be T2" in request.status
    assert "Unexpected property" in request.status
    assert "Custom properties" in request.headline

    define(acme, furnished.PROPERTIES[0])
    request.is_commented("/slipway retry", "paula")

    assert "slipway/live" in request.labels
    assert furnished.properties(acme, "parcels")["tier"] == "T2"


def test_an_organisation_may_want_properties_from_the_start(acme: Acme) -> None:
    permit(acme, repository_custom_properties="write")
    furnish(acme, '  properties: {tier: "T{request.tier}"}\n  service: {visibility: internal}\n')
    define(acme, {**furnished.PROPERTIES[0], "require_explicit_values": True})
    request = acme.files(name="parcels", tier="2")

    request.is_approved()

    assert request.state is State.LIVE
    for name in ("parcels", "parcels-integration-tests"):
        assert furnished.properties(acme, name)["tier"] == "T2"
        assert seen(acme, name)["visibility"] == "private"


def test_properties_that_nobody_gives_stop_the_build_before_there_is_anything(acme: Acme) -> None:
    define(acme, {**furnished.PROPERTIES[1], "require_explicit_values": True})
    request = acme.files(name="parcels")

    request.is_approved()

    assert request.state is State.FAILED
    assert "Custom property cost-center requires a value" in request.status
    assert acme.repositories() == ["services"]


def test_a_property_of_the_organisation_alone_is_said_to_be_one(acme: Acme) -> None:
    permit(acme, repository_custom_properties="write")
    furnish(acme, '  properties: {cost-center: "1234"}\n')
    alone = {"properties": [{**furnished.PROPERTIES[1], "values_editable_by": "org_actors"}]}
    acme.does("ada", "PATCH", "/orgs/acme/properties/schema", alone)
    request = acme.files(name="shipping")

    request.is_approved()

    assert request.state is State.FAILED
    assert "The organisation alone may set them" in request.status


def test_an_app_without_the_permission_says_which_one_the_policy_needs(acme: Acme) -> None:
    furnish(acme, '  properties: {cost-center: "1234"}\n')
    define(acme, furnished.PROPERTIES[1])
    request = acme.files(name="parcels")

    request.is_approved()

    assert request.state is State.FAILED
    assert "repository_custom_properties: write" in request.status

    permit(acme, repository_custom_properties="write")
    request.is_commented("/slipway retry", "paula")

    assert "slipway/live" in request.labels


def test_the_token_for_properties_can_do_nothing_else(rich: Acme) -> None:
    furnish(rich, '  properties: {cost-center: "1234"}\n')

    rich.files(name="parcels").is_approved()

    pair = {seen(rich, name)["id"] for name in ("parcels", "parcels-integration-tests")}
    permission = "repository_custom_properties"
    tokens = [one for one in rich.sandbox.world.tokens.values() if permission in one.permissions]
    assert [one.repositories for one in tokens] == [pair]
    assert tokens[0].permissions == {"metadata": "read", permission: "write"}


def test_a_fact_that_changes_before_the_build_holds_nothing_up(rich: Acme) -> None:
    furnish(rich, '  properties: {cost-center: "{now}"}\n')
    request = rich.files(name="parcels")
    builds_up_to(request, CONFIRM)

    rich.waits(90)
    rich.settles()

    assert request.state is State.LIVE
    stepped_back = [one for one in _audited(rich) if one == Action.BUILD_STEPPED_BACK]
    assert stepped_back == []


def test_a_sentence_that_changes_before_the_build_is_heeded(rich: Acme) -> None:
    furnish(rich, '  properties: {cost-center: "old"}\n')
    request = rich.files(name="parcels")
    builds_up_to(request, CONFIRM)

    furnish(rich, '  properties: {cost-center: "new"}\n')

    assert request.state is State.LIVE
    assert furnished.properties(rich, "parcels")["cost-center"] == "new"


def _audited(acme: Acme) -> list[str]:
    with acme.bench.database.transaction() as tx:
        return list(tx.connection.execute(select(tables.audit.c.action)).scalars())
