"""YAML that people write, read as nodes that know their place, without YAML's traps."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from app.domain.mistakes import FileMistakes, Mistake

_DEEPEST = 24
_MOST_MISTAKES = 100
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def is_null(node: Node) -> bool:
    """Whether nothing is written there."""
    return (node.tag or "").endswith(":null")


class YamlNodes:
    """Reads the nodes of one file and writes down every mistake at its line and column."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Mistake] = []

    def compose(self, text: str, most_bytes: int) -> Node:
        """The root node; raises FileMistakes for what is too big, broken or not plain YAML."""
        with self._reading(text, most_bytes):
            root: Node | None = YAML(typ="rt", pure=True).compose(text)
        if root is None:
            raise self._stop(1, 1, "The file is empty.")
        return root

    def documents(self, text: str, most_bytes: int) -> list[Node]:
        """The root nodes of a file of several documents, empty ones left out; raises the same."""
        with self._reading(text, most_bytes):
            roots = list(YAML(typ="rt", pure=True).compose_all(text))
        return [root for root in roots if root is not None and not is_null(root)]

    @contextmanager
    def _reading(self, text: str, most_bytes: int) -> Iterator[None]:
        """What cannot be read, or must not be, is said at its place."""
        if len(text.encode("utf-8", "surrogatepass")) > most_bytes:
            raise self._stop(0, 0, f"The file is larger than {most_bytes:,} bytes; shorten it.")
        try:
            self._refuse_traps(YAML(typ="rt", pure=True).parse(text))
            yield
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            problem = error.problem or error.context or "it cannot be read"
            raise self._stop(line, column, f"This is not YAML: {problem}.") from None
        except YAMLError as error:
            reason = str(error).partition("\n")[0]
            raise self._stop(0, 0, f"This is not YAML: {reason}.") from None

    def wrong(self, node: Node | None, sentence: str) -> None:
        """Write down a mistake where `node` starts; None stands for the start of the file."""
        mark = node.start_mark if node is not None else None
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        self.found.append(Mistake(self.path, line, column, sentence))

    def mapping(self, node: Node, what: str) -> dict[str, Node]:
        """Key to node; the first of doubled keys stays, each further one is a mistake."""
        if not isinstance(node, MappingNode):
            self.wrong(node, f"{what} must be a mapping of `key: value` lines.")
            return {}
        entries: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in entries:
                self.wrong(key, f"`{name}` stands here a second time; keep one of them.")
            entries.setdefault(name, value)
        return entries

    def items(self, node: Node, what: str) -> list[Node]:
        """The nodes of a list."""
        if not isinstance(node, SequenceNode):
            self.wrong(node, f"{what} must be a list, one `- item` a line.")
            return []
        return list(node.value)

    def text(self, node: Node, what: str) -> str:
        """A scalar as it is written, stripped; "" after a mistake."""
        written = str(node.value).strip() if isinstance(node, ScalarNode) else ""
        if not written or is_null(node):
            self.wrong(node, f"{what} must be a text that is not empty.")
            return ""
        return written

    def flag(self, node: Node | None, what: str) -> bool:
        """A `true` or `false`; what is not there is false."""
        written = str(node.value) if isinstance(node, ScalarNode) else None
        if node is not None and written not in {"true", "false"}:
            self.wrong(node, f"{what} must be `true` or `false`.")
        return written == "true"

    def raise_mistakes(self) -> None:
        """Raise FileMistakes with what was written down, in the file's order; 100 are enough."""
        if self.found:
            ordered = sorted(self.found, key=lambda mistake: (mistake.line, mistake.column))
            raise FileMistakes(tuple(ordered[:_MOST_MISTAKES]))

    def _stop(self, line: int, column: int, sentence: str) -> FileMistakes:
        return FileMistakes((*self.found, Mistake(self.path, line, column, sentence)))

    def _refuse_traps(self, events: Iterable[Event]) -> None:
        depth = 0
        for event in events:
            line, column = event.start_mark.line + 1, event.start_mark.column + 1
            if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
                say = "Anchors (`&`) and aliases (`*`) are not read here; write the text out."
                raise self._stop(line, column, say)
            if isinstance(event, ScalarEvent) and _HALF_CHARACTER.search(event.value):
                say = "An escape stands for half a character here; write the character itself."
                raise self._stop(line, column, say)
            depth += isinstance(event, CollectionStartEvent)
            depth -= isinstance(event, CollectionEndEvent)
            if depth > _DEEPEST:
                raise self._stop(line, column, f"More than {_DEEPEST} levels; flatten the file.")
