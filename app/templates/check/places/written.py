"""What a template writes, as one text with a mark for each value in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import nodes

from app.templates.check.language import QUOTING
from app.templates.check.places.place import MARK


@dataclass
class Written:
    """A text and the nodes of the values that its marks stand for, in their order."""

    parts: list[str] = field(default_factory=list)
    values: list[nodes.Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def data(self, text: str) -> None:
        self.parts.append(text.replace(MARK, " "))

    def value(self, node: nodes.Node) -> None:
        self.parts.append(MARK)
        self.values.append(node)


def written(tree: nodes.Node) -> list[Written]:
    """The file first, then each text that is gathered apart: of macros, `set` and the like.

    All branches of a condition follow one another, and a loop is gone through once.
    """
    texts = [Written()]
    _write(tree, texts[0], texts)
    return texts


def _write(node: nodes.Node, here: Written, texts: list[Written]) -> None:
    match node:
        case nodes.Output():
            for one in node.nodes:
                if isinstance(one, nodes.TemplateData):
                    here.data(one.data)
                else:
                    here.value(one)
        case nodes.FilterBlock() if _quotes(node.filter):
            here.value(node)
            _apart(node, texts)
        case nodes.Macro() | nodes.AssignBlock():
            _apart(node, texts)
        case nodes.Stmt() | nodes.Template():
            for inner in _inner(node):
                _write(inner, here, texts)


def _apart(node: nodes.Node, texts: list[Written]) -> None:
    texts.append(Written())
    own = texts[-1]
    for inner in _inner(node):
        _write(inner, own, texts)


def _inner(node: nodes.Node) -> Iterator[nodes.Node]:
    return node.iter_child_nodes(only=("body", "elif_", "else_"))


def _quotes(node: nodes.Node | None) -> bool:
    """Whether one of a block's filters brings what the text needs."""
    if not isinstance(node, nodes.Filter):
        return False
    return node.name in QUOTING or _quotes(node.node)
