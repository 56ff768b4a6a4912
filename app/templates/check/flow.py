"""Where variables go in a template: which reach its output, and through which filters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from jinja2 import nodes

from app.templates.check.language import QUOTING
from app.templates.check.places import Place

ALL = "cookiecutter"
"""Stands for all variables at once."""

_METHODS = {"get", "items", "keys", "values", "copy"}
_TAME = {"length", "count", "int", "float", "wordcount", "slugify"}
"""Whatever comes out of these filters is a number, or letters, digits and dashes."""
_KEEPING = {"indent", "join", "list", "default", "d", "trim", "safe", "string"}
"""What was quoted before these filters is quoted after them."""
_TEXT_GATHERED = {"append", "extend", "insert"}


class Trace(NamedTuple):
    """A variable, and the last quoting filter that it passed."""

    variable: str
    quoting: str | None


class Leak(NamedTuple):
    """A variable in the output, at this line of the template and this place in its text."""

    line: int
    trace: Trace
    place: Place = Place.FREE


Traces = frozenset[Trace]
NOTHING: Traces = frozenset()


def variable_named(node: nodes.Node) -> str | None:
    """`x` for `cookiecutter.x` and `cookiecutter["x"]`; None for everything else."""
    if not isinstance(node, nodes.Getattr | nodes.Getitem):
        return None
    if not isinstance(node.node, nodes.Name) or node.node.name != ALL:
        return None
    if isinstance(node, nodes.Getattr):
        return None if node.attr in _METHODS else node.attr
    return node.arg.value if isinstance(node.arg, nodes.Const) else None


class Flow:
    """Follows variables through one template, without regard to the order of its lines.

    `known` says of each variable what it is made of. `places` are those of values that do not
    stand free, by the `id` of their nodes.
    """

    def __init__(
        self, known: Mapping[str, Traces], places: Mapping[int, Place] = MappingProxyType({})
    ) -> None:
        self._known = known
        self._places = places
        self._everything = frozenset({Trace(ALL, None)}) if any(known.values()) else NOTHING
        self._names: dict[str, Traces] = defaultdict(frozenset)
        self._macros: dict[str, nodes.Macro] = {}
        self._said: dict[str, Traces] = defaultdict(frozenset)
        self._called: set[str] = set()

    def leaks(self, tree: nodes.Template) -> frozenset[Leak]:
        """What reaches the output."""
        self._macros = {one.name: one for one in tree.find_all(nodes.Macro)}
        size, found = -1, frozenset[Leak]()
        while size != self._size():
            size = self._size()
            found = self._block(tree.body)
        idle = (
            self._block(one.body) for name, one in self._macros.items() if name not in self._called
        )
        return found.union(*idle)

    def _size(self) -> int:
        return sum(map(len, (*self._names.values(), *self._said.values(), self._called)))

    def _block(self, block: Iterable[nodes.Node]) -> frozenset[Leak]:
        return frozenset().union(*map(self._statement, block))

    def _statement(self, node: nodes.Node) -> frozenset[Leak]:
        match node:
            case nodes.Output():
                return frozenset(
                    Leak(one.lineno, trace, self._place(one))
                    for one in node.nodes
                    for trace in self._value(one)
                )
            case nodes.Assign():
                self._bind(node.target, self._value(node.node))
            case nodes.AssignBlock():
                self._bind(
                    node.target, self._filtered(node.filter, _traces(self._block(node.body)))
                )
            case nodes.FilterBlock():
                return frozenset(
                    Leak(leak.line, trace, self._places.get(id(node), leak.place))
                    for leak in self._block(node.body)
                    for trace in self._filtered(node.filter, frozenset({leak.trace}))
                )
            case nodes.Macro():
                self._said[node.name] |= _traces(self._block(node.body))
            case nodes.ExprStmt():
                self._gathered(node.node)
            case _:
                return self._inner(node)
        return frozenset()

    def _place(self, node: nodes.Node) -> Place:
        return self._places.get(id(node), Place.FREE)

    def _inner(self, node: nodes.Node) -> frozenset[Leak]:
        """The statements of loops, conditions and the like."""
        match node:
            case nodes.For():
                self._bind(node.target, self._value(node.iter))
                return self._block((*node.body, *node.else_))
            case nodes.If():
                return self._block((*node.body, *node.elif_, *node.else_))
            case nodes.With():
                for target, value in zip(node.targets, node.values, strict=True):
                    self._bind(target, self._value(value))
                return self._block(node.body)
            case nodes.CallBlock():
                said = self._value(node.call)
                here = frozenset(Leak(node.lineno, trace) for trace in said)
                return here | self._block(node.body)
            case _:
                return self._block(node.iter_child_nodes())

    def _bind(self, target: nodes.Node, traces: Traces) -> None:
        match target:
            case nodes.Name() | nodes.NSRef():
                self._names[target.name] |= traces
            case nodes.Tuple():
                for one in target.items:
                    self._bind(one, traces)

    def _gathered(self, node: nodes.Node) -> None:
        """`{% do names.append(x) %}`."""
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
            gathers = node.node.attr in _TEXT_GATHERED and isinstance(node.node.node, nodes.Name)
            if gathers:
                self._bind(node.node.node, self._of(node.args))

    def _value(self, node: nodes.Node | None) -> Traces:
        variable = variable_named(node) if node is not None else None
        if variable is not None:
            return self._known.get(variable, NOTHING)
        match node:
            case None | nodes.Const() | nodes.TemplateData() | nodes.Test() | nodes.Compare():
                return NOTHING
            case nodes.Not():
                return NOTHING
            case nodes.Name():
                return self._everything if node.name == ALL else self._names[node.name]
            case nodes.CondExpr():
                return self._of((node.expr1, node.expr2))
            case nodes.Filter():
                return self._filtered(node, self._value(node.node))
            case nodes.Call():
                return self._call(node)
            case _:
                return self._of(node.iter_child_nodes())

    def _of(self, values: Iterable[nodes.Node | None]) -> Traces:
        return NOTHING.union(*map(self._value, values))

    def _filtered(self, node: nodes.Filter | None, traces: Traces) -> Traces:
        if node is None:
            return traces
        before = node.node
        if isinstance(before, nodes.Filter) and _is_of_block(before):
            traces = self._filtered(before, traces)
        traces |= self._of((*node.args, *(one.value for one in node.kwargs)))
        if node.name in QUOTING:
            return frozenset(Trace(one.variable, node.name) for one in traces)
        if node.name in _TAME and not node.args and not node.kwargs:
            return NOTHING
        if node.name in _KEEPING:
            return traces
        return frozenset(Trace(one.variable, None) for one in traces)

    def _call(self, node: nodes.Call) -> Traces:
        given = self._of((*node.args, *(one.value for one in node.kwargs)))
        if not isinstance(node.node, nodes.Name) or node.node.name not in self._macros:
            return given | self._value(node.node)
        name = node.node.name
        self._called.add(name)
        macro = self._macros[name]
        for one in macro.args:
            self._names[one.name] |= given
        return self._said[name] | self._of(macro.defaults)


def _traces(leaks: Iterable[Leak]) -> Traces:
    return frozenset(leak.trace for leak in leaks)


def _is_of_block(node: nodes.Filter) -> bool:
    """A block's chain of filters begins with no value."""
    before = node.node
    return before is None or (isinstance(before, nodes.Filter) and _is_of_block(before))
