"""What guards an environment: branch policies, and Apps that are asked as custom rules."""

from sandbox.acts.environments import enable_rule, rule_apps
from sandbox.errors import ApiError, not_found
from sandbox.rest.environments import ADMINISTER, ENVIRONMENT, READ, find_environment
from sandbox.rest.paging import page_of
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import environment as shapes
from sandbox.world.environments import BranchPolicy, CustomRule, Environment
from sandbox.world.people import Role

routes = Routes()
POLICIES = ENVIRONMENT + "/deployment-branch-policies"
POLICY = POLICIES + "/{branch_policy_id}"
RULES = ENVIRONMENT + "/deployment_protection_rules"
RULE = RULES + "/{protection_rule_id}"
KINDS = {"branch", "tag"}


@routes("GET", POLICIES, needs=READ)
def list_policies(call: Call, environment_name: str) -> Answer:
    found = list(find_environment(call, environment_name).branch_policies.values())
    chosen, headers = page_of(call, found)
    shown = [shapes.branch_policy(one) for one in chosen]
    return Answer({"total_count": len(found), "branch_policies": shown}, headers=headers)


@routes("POST", POLICIES, needs=ADMINISTER, role=Role.ADMIN)
def create_policy(call: Call, environment_name: str) -> Answer:
    """A pattern more; 303 for one that is there, 404 where the environment takes none."""
    one, name = find_environment(call, environment_name), call.body.text("name")
    kind = call.body.optional_text("type") or "branch"
    if one.branch_policy is None or not one.branch_policy["custom_branch_policies"]:
        raise not_found()
    if kind not in KINDS:
        raise ApiError(400, "The type of a deployment branch policy is branch or tag.")
    if any((each.name, each.type) == (name, kind) for each in one.branch_policies.values()):
        raise ApiError(303, "The deployment branch policy already exists")
    number, node = call.world.mint("GB")
    made = BranchPolicy(number, node, name, kind)
    one.branch_policies[number] = made
    return Answer(shapes.branch_policy(made))


@routes("GET", POLICY, needs=READ)
def get_policy(call: Call, environment_name: str, branch_policy_id: int) -> Answer:
    return Answer(shapes.branch_policy(_policy(call, environment_name, branch_policy_id)))


@routes("PUT", POLICY, needs=ADMINISTER, role=Role.ADMIN)
def update_policy(call: Call, environment_name: str, branch_policy_id: int) -> Answer:
    found = _policy(call, environment_name, branch_policy_id)
    found.name = call.body.text("name")
    return Answer(shapes.branch_policy(found))


@routes("DELETE", POLICY, needs=ADMINISTER, role=Role.ADMIN)
def delete_policy(call: Call, environment_name: str, branch_policy_id: int) -> Answer:
    _policy(call, environment_name, branch_policy_id)
    del find_environment(call, environment_name).branch_policies[branch_policy_id]
    return Answer(status=204)


@routes("GET", RULES, needs=READ)
def list_rules(call: Call, environment_name: str) -> Answer:
    found = find_environment(call, environment_name).custom_rules.values()
    shown = [shapes.custom_rule(call.world, one) for one in found]
    return Answer({"total_count": len(shown), "custom_deployment_protection_rules": shown})


@routes("POST", RULES, needs=ADMINISTER, role=Role.ADMIN)
def create_rule(call: Call, environment_name: str) -> Answer:
    one: Environment = find_environment(call, environment_name)
    made = enable_rule(call.world, call.repository, one, call.body.number("integration_id"))
    return Answer(shapes.custom_rule(call.world, made), 201)


@routes("GET", RULES + "/apps", needs="administration:read", role=Role.ADMIN)
def list_rule_apps(call: Call, environment_name: str) -> Answer:
    """Apps that may be enabled and are not yet."""
    one = find_environment(call, environment_name)
    taken = [rule.app for rule in one.custom_rules.values()]
    found = [app for app in rule_apps(call.world, call.repository) if app not in taken]
    chosen, headers = page_of(call, found)
    shown = [shapes.rule_app(call.world, app) for app in chosen]
    name = "available_custom_deployment_protection_rule_integrations"
    return Answer({"total_count": len(found), name: shown}, headers=headers)


@routes("GET", RULE, needs=READ)
def get_rule(call: Call, environment_name: str, protection_rule_id: int) -> Answer:
    return Answer(shapes.custom_rule(call.world, _rule(call, environment_name, protection_rule_id)))


@routes("DELETE", RULE, needs=ADMINISTER, role=Role.ADMIN)
def delete_rule(call: Call, environment_name: str, protection_rule_id: int) -> Answer:
    _rule(call, environment_name, protection_rule_id)
    del find_environment(call, environment_name).custom_rules[protection_rule_id]
    return Answer(status=204)


def _policy(call: Call, environment_name: str, number: int) -> BranchPolicy:
    found = find_environment(call, environment_name).branch_policies.get(number)
    if found is None:
        raise not_found()
    return found


def _rule(call: Call, environment_name: str, number: int) -> CustomRule:
    found = find_environment(call, environment_name).custom_rules.get(number)
    if found is None:
        raise not_found()
    return found
