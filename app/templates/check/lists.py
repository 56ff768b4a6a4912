"""Which variables a template takes for lists: of those, an answer is several texts."""

from collections.abc import Iterable, Iterator

from jinja2 import nodes

from app.templates.check.flow import variable_named

LIST = "depends_on"
"""The one that always is."""

_NEVER = {"description", "tier", "data", "exposure"}
_OF_LISTS = {
    "first", "join", "last", "list", "map", "reject", "rejectattr", "select", "selectattr", "sort",
    "unique",
}  # fmt: skip


def lists_in(trees: Iterable[nodes.Template]) -> frozenset[str]:
    """The variables that are gone through item by item."""
    found = {name for tree in trees for node in _gone_through(tree) for name in _variables(node)}
    return frozenset({LIST, *found} - _NEVER)


def _gone_through(tree: nodes.Template) -> Iterator[nodes.Node | None]:
    for loop in tree.find_all(nodes.For):
        yield loop.iter
    for one in tree.find_all(nodes.Filter):
        if one.name in _OF_LISTS:
            yield one.node


def _variables(node: nodes.Node | None) -> Iterator[str]:
    """Those whose value this is; what a method makes of a text is another."""
    name = variable_named(node) if node is not None else None
    match node:
        case _ if name is not None:
            yield name
        case nodes.Filter():
            yield from _variables(node.node)
        case nodes.Or() | nodes.And() | nodes.Add():
            yield from _variables(node.left)
            yield from _variables(node.right)
        case nodes.CondExpr():
            yield from _variables(node.expr1)
            yield from _variables(node.expr2)
