"""What the fields of the form have to be like, by `fields` of the policy."""

from collections.abc import Mapping

from ruamel.yaml.nodes import Node

from app.domain.answers import FactType
from app.domain.form import Field, Form
from app.domain.patterns import PatternFault, check_pattern
from app.domain.policy.expressions import ExpressionReader
from app.domain.policy.rules import FieldRule, FieldType
from app.domain.policy.values import choice, did_you_mean, integer, keys_of, section, text, texts
from app.domain.yaml_nodes import YamlNodes

_KEYS = tuple(key for key in keys_of(FieldRule) if key != "field")
_OF_NUMBERS = ("minimum", "maximum")
_OF_TEXTS = ("pattern", "choices", "min_length", "max_length")


class FieldReader:
    """Reads `fields` in two steps: what types of facts they give, then the conditions on them."""

    def __init__(self, nodes: YamlNodes, form: Form, node: Node | None) -> None:
        self._nodes = nodes
        self._fields: Mapping[str, Field] = {field.id: field for field in form.fields}
        self._sections = {
            name: (section(nodes, value, f"The field `{name}`", _KEYS), value)
            for name, value in (nodes.mapping(node, "`fields`") if node else {}).items()
            if self._is_known(name, value)
        }
        self._types = {name: self._type(name, given) for name, (given, _) in self._sections.items()}

    @property
    def numbers(self) -> frozenset[str]:
        """The fields whose typed text is a whole number to the policy."""
        return frozenset(name for name, kind in self._types.items() if kind is FieldType.INTEGER)

    def rules(self, expressions: ExpressionReader) -> tuple[FieldRule, ...]:
        """The rules, in the order of the file."""
        return tuple(
            self._rule(name, given, node, expressions)
            for name, (given, node) in self._sections.items()
        )

    def _is_known(self, name: str, node: Node) -> bool:
        if name not in self._fields:
            say = f"The form has no field `{name}`{did_you_mean(name, self._fields)}."
            self._nodes.wrong(node, say)
        return name in self._fields

    def _type(self, name: str, given: Mapping[str, Node]) -> FieldType:
        kind = FieldType(
            choice(self._nodes, given.get("type"), "`type`", FieldType, FieldType.TEXT)
        )
        if kind is not FieldType.TEXT and self._fields[name].fact_type is FactType.TEXTS:
            self._nodes.wrong(given["type"], f"The field `{name}` is a list; it has no `type`.")
            return FieldType.TEXT
        return kind

    def _rule(
        self, name: str, given: Mapping[str, Node], node: Node, expressions: ExpressionReader
    ) -> FieldRule:
        self._check_keys(name, given)
        rule = FieldRule(
            field=name,
            type=self._types[name],
            pattern=self._pattern(given.get("pattern")),
            choices=texts(self._nodes, given.get("choices"), "`choices`", "A choice"),
            minimum=self._bound(given, "minimum", -(10**9)),
            maximum=self._bound(given, "maximum", -(10**9)),
            min_length=self._bound(given, "min_length", 0),
            max_length=self._bound(given, "max_length", 1),
            required_when=expressions.condition(given.get("required_when"), "`required_when`"),
            say=text(self._nodes, given.get("say"), "`say`"),
        )
        for low, high in (("minimum", "maximum"), ("min_length", "max_length")):
            least, most = getattr(rule, low), getattr(rule, high)
            if least is not None and most is not None and least > most:
                self._nodes.wrong(node, f"`{low}` is above `{high}`, so that nothing fits.")
        return rule

    def _check_keys(self, name: str, given: Mapping[str, Node]) -> None:
        is_number = name in self.numbers or self._fields[name].fact_type is FactType.NUMBER
        for key in _OF_TEXTS if is_number else _OF_NUMBERS:
            if key in given:
                what = "a number" if is_number else "no number (`type: integer` makes it one)"
                self._nodes.wrong(
                    given[key], f"`{key}` means nothing for `{name}`, which is {what}."
                )

    def _pattern(self, node: Node | None) -> str | None:
        if node is None:
            return None
        pattern = text(self._nodes, node, "`pattern`")
        try:
            check_pattern(pattern)
        except PatternFault as fault:
            self._nodes.wrong(node, f"`pattern` is no RE2 expression: {fault}.")
        return pattern

    def _bound(self, given: Mapping[str, Node], key: str, low: int) -> int | None:
        if key not in given:
            return None
        return integer(self._nodes, given[key], f"`{key}`", low, 10**9)
