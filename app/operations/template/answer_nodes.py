"""One answer in a file: its node, held against the field that asks for it."""

from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from app.domain.answers import FactType
from app.domain.form.fields import LIST_FIELD, Field
from app.domain.yaml_nodes import YamlNodes, is_null
from app.templates.answers import Answer


def sample_answer(field: Field) -> Answer:
    """A made-up answer: the first choice."""
    text = field.options[0] if field.options else "sample"
    match field.fact_type:
        case FactType.TEXTS:
            return [text]
        case FactType.NUMBER:
            return int(text)
        case _:
            return text


def read_answer(nodes: YamlNodes, node: Node, name: str, field: Field | None) -> Answer:
    """The answer to `field`, or to one of that name which no form describes."""
    wants_texts = field.fact_type is FactType.TEXTS if field else isinstance(node, SequenceNode)
    if wants_texts or name == LIST_FIELD:
        return _texts(nodes, node, name, field)
    text = read_text(nodes, node, name)
    _check_choice(nodes, node, text, field)
    is_number = field is not None and field.fact_type is FactType.NUMBER
    return read_number(nodes, node, name) if is_number else text


def read_text(nodes: YamlNodes, node: Node, name: str) -> str:
    """As it is written, with all spaces; "" for what was left unanswered."""
    if isinstance(node, ScalarNode):
        return "" if is_null(node) else str(node.value)
    nodes.wrong(node, f"`{name}` must be a text.")
    return ""


def read_number(nodes: YamlNodes, node: Node, name: str) -> int:
    """A whole number."""
    try:
        return int(str(node.value))
    except ValueError:
        nodes.wrong(node, f"`{name}` must be a whole number.")
        return 0


def _texts(nodes: YamlNodes, node: Node, name: str, field: Field | None) -> list[str]:
    """A list, or as people type it into the form: separated by commas."""
    if isinstance(node, ScalarNode):
        parts = [part.strip() for part in read_text(nodes, node, name).split(",")]
        return [part for part in parts if part]
    found = []
    for item in nodes.items(node, f"`{name}`"):
        found.append(read_text(nodes, item, name))
        _check_choice(nodes, item, found[-1], field)
    return found


def _check_choice(nodes: YamlNodes, node: Node, text: str, field: Field | None) -> None:
    if field is not None and field.options and text and text not in field.options:
        offered = ", ".join(field.options)
        nodes.wrong(node, f"`{text}` is no choice of `{field.id}`; the form offers {offered}.")
