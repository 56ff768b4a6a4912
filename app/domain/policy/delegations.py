"""Who stands in for whom, by `delegations` of the policy."""

from collections.abc import Mapping

from ruamel.yaml.nodes import Node

from app.domain.github_names import is_login
from app.domain.policy.model import Role
from app.domain.policy.rules import Delegation
from app.domain.policy.times import read_moment, read_zone
from app.domain.policy.values import did_you_mean, section, text, texts
from app.domain.yaml_nodes import YamlNodes

KEYS = ("from", "to", "roles", "since", "until", "time_zone")
MOST = 100
"""Delegations of a policy; those that are over can be taken out."""


def read_delegations(
    nodes: YamlNodes, node: Node | None, roles: Mapping[str, Role]
) -> tuple[Delegation, ...]:
    """All of them, in the order of the file."""
    entries = [] if node is None else nodes.items(node, "`delegations`")
    if len(entries) > MOST:
        say = f"There are more than {MOST} delegations; take out those that are over."
        nodes.wrong(node, say)
    found = [_delegation(nodes, entry, roles) for entry in entries[:MOST]]
    return tuple(one for one in found if one)


def _delegation(nodes: YamlNodes, node: Node, roles: Mapping[str, Role]) -> Delegation | None:
    given = section(nodes, node, "The delegation", KEYS)
    for key in ("from", "to", "until"):
        if given and key not in given:
            nodes.wrong(node, f"The delegation has no `{key}`.")
    absent, delegate = (_login(nodes, given.get(key), f"`{key}`") for key in ("from", "to"))
    if absent and absent == delegate:
        nodes.wrong(given["to"], f"`{delegate}` cannot stand in for `{delegate}`.")
    zone = read_zone(nodes, given.get("time_zone"))
    since = read_moment(nodes, given.get("since"), "`since`", zone)
    until = read_moment(nodes, given.get("until"), "`until`", zone)
    if since and until and since >= until:
        nodes.wrong(given["until"], "`until` is not after `since`.")
    named = _roles(nodes, given.get("roles"), roles)
    return Delegation(absent, delegate, named, since, until) if until else None


def _login(nodes: YamlNodes, node: Node | None, what: str) -> str:
    login = text(nodes, node, what)
    if login and not is_login(login):
        nodes.wrong(node, f"{what} is no login: `{login}`; write it without the @.")
    return login.lower()


def _roles(nodes: YamlNodes, node: Node | None, roles: Mapping[str, Role]) -> tuple[str, ...]:
    named = texts(nodes, node, "`roles`", "A role")
    for name in named:
        if name not in roles:
            nodes.wrong(node, f"There is no role `{name}`{did_you_mean(name, roles)}.")
    return named
