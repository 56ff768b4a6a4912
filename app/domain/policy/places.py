"""Where a fault inside a text of a YAML file stands in that file."""

from ruamel.yaml.nodes import Node, ScalarNode


def place_within(source: str, node: Node, line: int, column: int) -> tuple[int, int]:
    """Line and column in `source` of a place in the text of `node`, all counted from 1.

    Exact for a text on one line without escapes and for a block after `|`; a text that YAML
    folds has lost its places, so that its start is given.
    """
    start, end = node.start_mark, node.end_mark
    style = node.style if isinstance(node, ScalarNode) else None
    if style == "|":
        indented = source.split("\n")[start.line + line].removesuffix("\r")
        inner = str(node.value).split("\n")[line - 1]
        return start.line + 1 + line, len(indented) - len(inner) + column
    if style == ">" or start.line != end.line:
        return start.line + 1, start.column + 1
    return start.line + 1, start.column + column + (1 if style else 0)
