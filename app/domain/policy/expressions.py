"""Reads the expressions of a policy, each fault at its place in the file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ruamel.yaml.nodes import Node

from app.domain.cel import (
    Condition,
    ExpressionFaults,
    Fault,
    Saying,
    compile_condition,
    compile_saying,
)
from app.domain.facts import FactTypes
from app.domain.mistakes import Mistake
from app.domain.policy.places import place_within
from app.domain.policy.values import did_you_mean, verbatim
from app.domain.yaml_nodes import YamlNodes

_Compiled = TypeVar("_Compiled")


@dataclass(frozen=True, slots=True)
class ExpressionReader:
    """Reads expressions over these facts in the policy whose text is `source`."""

    nodes: YamlNodes
    source: str
    types: FactTypes

    def condition(self, node: Node | None, what: str) -> Condition | None:
        """What is true or false of a request; None without one and after a mistake."""
        return self._read(node, what, compile_condition)

    def saying(self, node: Node | None, what: str) -> Saying | None:
        """A sentence with facts in it."""
        return self._read(node, what, compile_saying)

    def _read(
        self, node: Node | None, what: str, compiled: Callable[[str, FactTypes], _Compiled]
    ) -> _Compiled | None:
        source = verbatim(self.nodes, node, what)
        if node is None or not source:
            return None
        try:
            return compiled(source, self.types)
        except ExpressionFaults as error:
            for fault in error.faults:
                self._wrong_within(node, fault)
        return None

    def _wrong_within(self, node: Node, fault: Fault) -> None:
        say = fault.sentence
        if fault.unknown:
            say = f"There is no fact `{fault.unknown}`{did_you_mean(fault.unknown, self.types)}."
        line, column = place_within(self.source, node, fault.line, fault.column)
        self.nodes.found.append(Mistake(self.nodes.path, line, column, say))
