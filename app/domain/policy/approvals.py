"""What the approvals and the veto of a policy ask for."""

from collections.abc import Mapping
from dataclasses import dataclass

from ruamel.yaml.nodes import Node

from app.domain.form import Form
from app.domain.policy.expressions import ExpressionReader
from app.domain.policy.labels import LabelNames
from app.domain.policy.model import ApprovalRule, BreakGlass, Role, Veto
from app.domain.policy.people import read_by
from app.domain.policy.values import did_you_mean, keys_of, number, section, text, texts
from app.domain.yaml_nodes import YamlNodes

MOST_RULES = 50
"""Approvals of one policy: enough for people, few enough to check in a moment."""


@dataclass(frozen=True, slots=True)
class ApprovalReader:
    """Reads approvals and veto of one policy: its form, its facts, its roles, its labels."""

    nodes: YamlNodes
    form: Form
    expressions: ExpressionReader
    roles: Mapping[str, Role]
    labels: LabelNames

    def approvals(self, root: Node, node: Node | None) -> tuple[ApprovalRule, ...]:
        """All rules, at least one."""
        entries = [] if node is None else self.nodes.items(node, "`approvals`")
        if not entries:
            say = "The policy asks for no approval; write at least one under `approvals`."
            self.nodes.wrong(node or root, say)
        if len(entries) > MOST_RULES:
            self.nodes.wrong(node, f"There are more than {MOST_RULES} approvals; merge some.")
        rules = [self._approval(entry) for entry in entries[:MOST_RULES]]
        names = [rule.name for rule in rules]
        for position, rule in enumerate(rules):
            if rule.name and names.index(rule.name) != position:
                self.nodes.wrong(
                    entries[position], f"Two approvals are named `{rule.name}`; rename one."
                )
        return tuple(rules)

    def veto(self, node: Node | None) -> Veto | None:
        if node is None:
            return None
        given = self._section(node, "The veto", keys_of(Veto), keys_of(Veto))
        label = self.labels.read(given.get("label"))
        return Veto(label, read_by(self.nodes, given.get("by"), self.roles))

    def break_glass(self, node: Node | None) -> BreakGlass | None:
        """`break_glass`: who lets a request pass in an emergency."""
        if node is None:
            return None
        given = self._section(node, "`break_glass`", keys_of(BreakGlass), ("by",))
        return BreakGlass(
            read_by(self.nodes, given.get("by"), self.roles),
            self.nodes.flag(given.get("also_freezes"), "`also_freezes`"),
        )

    def _approval(self, node: Node) -> ApprovalRule:
        given = self._section(node, "The approval", keys_of(ApprovalRule), ("name", "by"))
        explicit = self.nodes.flag(given.get("explicit"), "`explicit`")
        by = self._by(given.get("by"))
        return ApprovalRule(
            name=text(self.nodes, given.get("name"), "`name`"),
            label=self._label(node, given, explicit=explicit),
            by=by,
            count=self._count(given.get("count"), by),
            when=self.expressions.condition(given.get("when"), "`when`"),
            reads=self._reads(given.get("reads")),
            own_team=self._flag(given, "own_team"),
            same_person=self._flag(given, "same_person"),
            explicit=explicit,
            any_owner=self._any_owner(given.get("any_owner"), by),
        )

    def _label(self, node: Node, given: Mapping[str, Node], *, explicit: bool) -> str:
        """Empty for an approval that is given by a comment: two ways are one too many."""
        label = given.get("label")
        if explicit and label is not None:
            say = "An `explicit` approval is given by a comment; leave `label` out."
            self.nodes.wrong(label, say)
        if given and label is None and not explicit:
            self.nodes.wrong(node, "The approval has no `label`.")
        return "" if explicit else self.labels.read(label)

    def _section(
        self, node: Node, what: str, keys: tuple[str, ...], needed: tuple[str, ...]
    ) -> dict[str, Node]:
        given = section(self.nodes, node, what, keys)
        for key in needed:
            if given and key not in given:
                self.nodes.wrong(node, f"{what} has no `{key}`.")
        return given

    def _by(self, node: Node | None) -> Role:
        roles = read_by(self.nodes, node, self.roles)
        return Role(
            ", ".join(role.name for role in roles),
            tuple(dict.fromkeys(team for role in roles for team in role.teams)),
            tuple(dict.fromkeys(user for role in roles for user in role.users)),
            tuple(dict.fromkeys(field for role in roles for field in role.owners_of)),
            tuple(role.name for role in roles),
        )

    def _flag(self, given: Mapping[str, Node], key: str) -> bool:
        """True unless the policy says `false`."""
        return key not in given or self.nodes.flag(given[key], f"`{key}`")

    def _any_owner(self, node: Node | None, by: Role) -> bool:
        if node is not None and not by.owners_of:
            say = "`any_owner` is for roles with `owners_of`, which this approval has not."
            self.nodes.wrong(node, say)
        return self.nodes.flag(node, "`any_owner`")

    def _count(self, node: Node | None, by: Role) -> int:
        count = number(self.nodes, node, "`count`", 1, 10, default=1)
        if not by.teams and not by.owners_of and 0 < len(by.users) < count:
            say = f"`count` asks for {count} persons, but the role names {len(by.users)}."
            self.nodes.wrong(node, say)
        return count

    def _reads(self, node: Node | None) -> frozenset[str] | None:
        if node is None:
            return None
        fields = tuple(field.id for field in self.form.fields)
        read = texts(self.nodes, node, "`reads`", "A field")
        for name in read:
            if name not in fields:
                say = f"The form has no field `{name}`{did_you_mean(name, fields)}."
                self.nodes.wrong(node, say)
        return frozenset(read)
