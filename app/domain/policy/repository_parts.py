"""The parts of `repositories` that are switches: rules, ways of merging, features, security."""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from ruamel.yaml.nodes import Node, SequenceNode

from app.domain.policy.settings import (
    FeatureSettings,
    Merge,
    MergingSettings,
    RuleSettings,
    SecuritySettings,
)
from app.domain.policy.values import did_you_mean, keys_of, section, texts
from app.domain.yaml_nodes import YamlNodes

_Part = TypeVar("_Part", MergingSettings, FeatureSettings)

_NEEDS = {"security_updates": "vulnerability_alerts", "push_protection": "secret_scanning"}
"""What GitHub switches on only where the other is on."""


def read_rules(nodes: YamlNodes, node: Node) -> RuleSettings:
    """`rules`: what the default branch asks for."""
    given = section(nodes, node, "`rules`", keys_of(RuleSettings))
    methods = _methods(nodes, given.get("merge_methods"))
    switches = _switches(nodes, given, leave_out="merge_methods")
    return RuleSettings(merge_methods=methods, **switches)


def _methods(nodes: YamlNodes, node: Node | None) -> tuple[Merge, ...]:
    named = texts(nodes, node, "`merge_methods`", "A way of merging")
    if isinstance(node, SequenceNode) and not node.value:
        nodes.wrong(node, "No way of merging is named; name one, or leave `merge_methods` out.")
    for one in named:
        if one not in set(Merge):
            nodes.wrong(node, f"`{one}` is no way of merging{did_you_mean(one, Merge)}.")
    return tuple(Merge(one) for one in named if one in set(Merge))


def read_merging(nodes: YamlNodes, node: Node) -> MergingSettings:
    """`merging`: the ways of merging on offer."""
    return _part(nodes, node, "`merging`", MergingSettings)


def read_features(nodes: YamlNodes, node: Node) -> FeatureSettings:
    """`features`: what the repository has beside code."""
    return _part(nodes, node, "`features`", FeatureSettings)


def read_security(nodes: YamlNodes, node: Node) -> SecuritySettings:
    """`security`: GitHub's own watch."""
    given = section(nodes, node, "`security`", keys_of(SecuritySettings))
    switches = _switches(nodes, given)
    for key, other in _NEEDS.items():
        if switches.get(key) and not switches.get(other):
            nodes.wrong(given[key], f"`{key}` needs `{other}: true`; write that as well.")
    return SecuritySettings(**switches)


def _part(nodes: YamlNodes, node: Node, what: str, kind: type[_Part]) -> _Part:
    given = section(nodes, node, what, keys_of(kind))
    return dataclasses.replace(kind(), **_switches(nodes, given))


def _switches(nodes: YamlNodes, given: Mapping[str, Node], leave_out: str = "") -> dict[str, Any]:
    return {key: nodes.flag(value, f"`{key}`") for key, value in given.items() if key != leave_out}
