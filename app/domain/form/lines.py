"""Where in the text of a form its choices stand."""

from collections.abc import Mapping

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from app.domain.control import FORM_PATH
from app.domain.form.definition import MOST_BYTES
from app.domain.yaml_nodes import YamlNodes


def choice_lines(text: str, field: str) -> Mapping[str, int]:
    """The line, from 1, of each choice of a dropdown, in a form that was read without a mistake."""
    body = _value(YamlNodes(FORM_PATH).compose(text, MOST_BYTES), "body")
    for element in body.value if isinstance(body, SequenceNode) else ():
        name, attributes = _value(element, "id"), _value(element, "attributes")
        options = _value(attributes, "options")
        if name is not None and name.value == field and isinstance(options, SequenceNode):
            return {str(one.value): one.start_mark.line + 1 for one in options.value}
    return {}


def _value(node: Node | None, key: str) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    return None
