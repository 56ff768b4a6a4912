"""What is reviewed: a policy without a mistake, its form, and where each part stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from app.domain.cel import Condition
from app.domain.control import POLICY_PATH
from app.domain.form import Field, Form
from app.domain.mistakes import Mistake
from app.domain.policy import Policy
from app.domain.policy.places import place_within
from app.domain.yaml_nodes import YamlNodes

_ANY_SIZE = 1 << 30

Step = str | int
"""The key of a mapping, or the place in a list from 0."""


REPOSITORIES: tuple[tuple[Step, ...], ...] = (
    ("repositories",),
    ("repositories", "service"),
    ("repositories", "tests"),
)
"""Where the policy says how repositories are set up: both, and each half by itself."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A policy and the form that it was read with; `now` is the moment of the review."""

    policy: Policy
    form: Form
    source: str
    root: Node
    now: datetime

    def node(self, *path: Step) -> Node:
        """What stands there, or above it where the policy does not say so much."""
        node = self.root
        for step in path:
            below = _below(node, step)
            if below is None:
                return node
            node = below
        return node

    def keys(self, *path: Step) -> tuple[str, ...]:
        """The keys of the mapping that stands just there, as they are written; else none."""
        node: Node | None = self.root
        for step in path:
            node = _below(node, step) if node is not None else None
        return (
            tuple(str(key.value) for key, _ in node.value) if isinstance(node, MappingNode) else ()
        )

    def remark(self, sentence: str, *path: Step) -> Mistake:
        """Something to say where the value of `path` starts."""
        mark = self.node(*path).start_mark
        return Mistake(POLICY_PATH, mark.line + 1, mark.column + 1, sentence)

    def remark_within(self, sentence: str, offset: int, *path: Step) -> Mistake:
        """Something to say `offset` characters into the text at `path`."""
        node = self.node(*path)
        before = str(node.value)[:offset]
        line, column = before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
        return Mistake(POLICY_PATH, *place_within(self.source, node, line, column), sentence)

    def conditions(self) -> Iterator[tuple[tuple[Step, ...], Condition]]:
        """Every condition of the policy and its path."""
        policy = self.policy
        named: dict[str, list[Condition | None]] = {
            "approvals": [rule.when for rule in policy.approvals],
            "automatic": [rule.when for rule in policy.automatic],
            "refuse": [rule.when for rule in policy.refuse],
            "freezes": [rule.when for rule in policy.freezes],
        }
        for key, conditions in named.items():
            for place, condition in enumerate(conditions):
                if condition is not None:
                    yield (key, place, "when"), condition
        for rule_of_field in policy.fields:
            if rule_of_field.required_when is not None:
                path = ("fields", rule_of_field.field, "required_when")
                yield path, rule_of_field.required_when

    def field(self, field_id: str) -> Field:
        """The form's field of that id, which the policy may only name if there is one."""
        return next(field for field in self.form.fields if field.id == field_id)


def subject_of(policy: Policy, form: Form, source: str, now: datetime) -> Subject:
    """`source` is the text that `policy` was read from."""
    return Subject(policy, form, source, YamlNodes(POLICY_PATH).compose(source, _ANY_SIZE), now)


def texts_at(node: Node) -> tuple[str, ...]:
    """The texts of a list, or the one text that stands in place of it."""
    entries = node.value if isinstance(node, SequenceNode) else [node]
    return tuple(str(each.value).strip() for each in entries if isinstance(each, ScalarNode))


def _below(node: Node, step: Step) -> Node | None:
    if isinstance(step, str) and isinstance(node, MappingNode):
        return next((value for key, value in node.value if str(key.value) == step), None)
    if isinstance(step, int) and isinstance(node, SequenceNode) and step < len(node.value):
        found: Node = node.value[step]
        return found
    return None
