"""What a policy says of repositories in facts of the request: custom properties and topics."""

import re

from ruamel.yaml.nodes import Node, SequenceNode

from app.domain.cel import Saying
from app.domain.policy.expressions import ExpressionReader
from app.domain.yaml_nodes import YamlNodes

MOST_TOPICS = 20
MOST_PROPERTIES = 100
"""An organisation defines no more."""
PROPERTY = re.compile(r"[A-Za-z0-9_$#-]{1,75}")
TOPIC = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")

Value = Saying | tuple[Saying, ...]


def read_properties(
    nodes: YamlNodes, expressions: ExpressionReader, node: Node
) -> dict[str, Value]:
    """`properties`: names of custom properties, each with a value or, to select, several."""
    found: dict[str, Value] = {}
    entries = nodes.mapping(node, "`properties`")
    if len(entries) > MOST_PROPERTIES:
        say = f"An organisation has at most {MOST_PROPERTIES} properties; here are {len(entries)}."
        nodes.wrong(node, say)
    for name, value in entries.items():
        if not PROPERTY.fullmatch(name):
            say = f"`{name}` is no property: at most 75 letters, digits, `_`, `-`, `$` and `#`."
            nodes.wrong(value, say)
        if name.casefold() in {one.casefold() for one in found}:
            nodes.wrong(value, f"`{name}` stands here a second time; keep one of them.")
        read = _value(nodes, expressions, value, f"`{name}`")
        if read is not None:
            found[name] = read
    return found


def _value(nodes: YamlNodes, expressions: ExpressionReader, node: Node, what: str) -> Value | None:
    if not isinstance(node, SequenceNode):
        return expressions.saying(node, what)
    if not node.value:
        nodes.wrong(node, f"{what} has no value; name one, or leave it out.")
    several = [expressions.saying(entry, f"A value of {what}") for entry in node.value]
    return tuple(one for one in several if one is not None)


def read_topics(nodes: YamlNodes, expressions: ExpressionReader, node: Node) -> tuple[Saying, ...]:
    """`topics`: one with facts in it is made legal once they are known."""
    found: dict[str, Saying] = {}
    entries = nodes.items(node, "`topics`")
    if len(entries) > MOST_TOPICS:
        nodes.wrong(node, f"GitHub takes {MOST_TOPICS} topics; here are {len(entries)}.")
    for entry in entries:
        topic = expressions.saying(entry, "A topic")
        if topic is None:
            continue
        written = topic.source.strip()
        if not topic.expressions and not TOPIC.fullmatch(written):
            say = f"The topic `{written}` must be small letters, digits and `-`, 50 at most."
            nodes.wrong(entry, say)
        elif written in found:
            nodes.wrong(entry, f"`{written}` stands here a second time; keep one of them.")
        found.setdefault(written, topic)
    return tuple(found.values())
