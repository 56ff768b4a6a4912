"""What a policy refuses, what it lets pass by itself, and how much there may be at once."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from ruamel.yaml.nodes import Node

from app.domain.cel import Condition
from app.domain.policy.expressions import ExpressionReader
from app.domain.policy.model import ApprovalRule
from app.domain.policy.rules import Automatic, Freeze, Limits, Refusal
from app.domain.policy.times import read_moment, read_zone
from app.domain.policy.values import did_you_mean, integer, keys_of, section, text, texts
from app.domain.yaml_nodes import YamlNodes

MOST_RULES = 100
"""Rules of one kind in a policy."""

_Rule = TypeVar("_Rule", Refusal, Automatic, Freeze)


class RuleReader:
    """Reads the lists of named rules of one policy."""

    def __init__(self, nodes: YamlNodes, expressions: ExpressionReader) -> None:
        self._nodes = nodes
        self._expressions = expressions

    def refusals(self, node: Node | None) -> tuple[Refusal, ...]:
        """`refuse`: when it holds, what to say."""

        def read(given: Mapping[str, Node], name: str) -> Refusal | None:
            when = self._condition(given, "when")
            say = self._expressions.saying(given.get("say"), "`say`")
            return Refusal(name, when, say) if when and say else None

        return self._rules(node, "refuse", "The refusal", Refusal, ("name", "when", "say"), read)

    def automatic(
        self, node: Node | None, approvals: tuple[ApprovalRule, ...]
    ) -> tuple[Automatic, ...]:
        """`automatic`: when it holds, which approvals need nobody."""
        known = tuple(rule.name for rule in approvals)

        def read(given: Mapping[str, Node], name: str) -> Automatic | None:
            when = self._condition(given, "when")
            instead = texts(self._nodes, given.get("instead_of"), "`instead_of`", "An approval")
            for one in instead:
                if one not in known:
                    say = f"There is no approval `{one}`{did_you_mean(one, known)}."
                    self._nodes.wrong(given["instead_of"], say)
            return Automatic(name, when, instead) if when else None

        return self._rules(node, "automatic", "The rule", Automatic, ("name", "when"), read)

    def freezes(self, node: Node | None) -> tuple[Freeze, ...]:
        """`freezes`: from when until when nothing is built."""

        def read(given: Mapping[str, Node], name: str) -> Freeze | None:
            zone = read_zone(self._nodes, given.get("time_zone"))
            since = read_moment(self._nodes, given.get("since"), "`since`", zone)
            until = read_moment(self._nodes, given.get("until"), "`until`", zone)
            when = self._condition(given, "when")
            if not {"since", "until", "when"} & {*given}:
                self._nodes.wrong(given["name"], "A freeze has a `since`, an `until` or a `when`.")
            if since and until and since >= until:
                self._nodes.wrong(given["until"], "`until` is not after `since`.")
            return Freeze(name, since, until, when, text(self._nodes, given.get("say"), "`say`"))

        keys = (*keys_of(Freeze), "time_zone")
        return self._rules(node, "freezes", "The freeze", Freeze, ("name",), read, keys)

    def limits(self, node: Node | None) -> Limits:
        """`limits`: how much at once."""
        given = section(self._nodes, node, "`limits`", keys_of(Limits))
        return Limits(
            **{
                key: integer(self._nodes, value, f"`{key}`", 0, 100_000)
                for key, value in given.items()
            }
        )

    def _rules(
        self,
        node: Node | None,
        key: str,
        what: str,
        kind: type[_Rule],
        needed: tuple[str, ...],
        read: Callable[[Mapping[str, Node], str], _Rule | None],
        keys: tuple[str, ...] = (),
    ) -> tuple[_Rule, ...]:
        entries = [] if node is None else self._nodes.items(node, f"`{key}`")
        if len(entries) > MOST_RULES:
            self._nodes.wrong(node, f"There are more than {MOST_RULES} rules; merge some.")
        rules: dict[str, _Rule] = {}
        for entry in entries[:MOST_RULES]:
            given = section(self._nodes, entry, what, keys or keys_of(kind))
            for missing in (one for one in needed if given and one not in given):
                self._nodes.wrong(entry, f"{what} has no `{missing}`.")
            name = text(self._nodes, given.get("name"), "`name`")
            if name in rules:
                self._nodes.wrong(entry, f"Two rules are named `{name}`; rename one.")
            rule = read(given, name) if given else None
            if rule is not None:
                rules.setdefault(name, rule)
        return tuple(rules.values())

    def _condition(self, given: Mapping[str, Node], key: str) -> Condition | None:
        return self._expressions.condition(given.get(key), f"`{key}`")
