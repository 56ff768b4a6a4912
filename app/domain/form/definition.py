"""Which issue forms Slipway can work with, read from the form's YAML."""

import re

from ruamel.yaml.nodes import Node, ScalarNode

from app.domain.answers import FactType
from app.domain.control import FORM_PATH
from app.domain.form.fields import LIST_FIELD, Field, FieldKind, Form, alike
from app.domain.hidden import hidden_names
from app.domain.yaml_nodes import YamlNodes

MOST_BYTES = 100_000
REQUIRED_FIELDS = ("name", "owner", "description", "template")
"""What no pair can be built without."""

OWN_NAMES = frozenset(
    {
        "git_url",
        "kind",
        "organisation",
        "repository",
        "request_number",
        "request_url",
        "tests_repository",
    }
)
"""What templates are told beside the answers, so that no field can go by such a name."""

_ID = re.compile(r"[a-z][a-z0-9_]*")
_KINDS = ", ".join(f"`{kind}`" for kind in FieldKind)
_BOOLEANS = {"true", "false", "yes", "no", "on", "off"}
_KIND_BY_TYPE = {kind.value: kind for kind in FieldKind}
_CHOICES = {FieldKind.DROPDOWN, FieldKind.CHECKBOXES}


def read_form(text: str) -> Form:
    """The form of GitHub's issue form syntax; raises FileMistakes with every mistake found."""
    nodes = YamlNodes(FORM_PATH)
    root = nodes.compose(text, MOST_BYTES)
    top = nodes.mapping(root, "The form")
    if not top:
        nodes.raise_mistakes()
    name = nodes.text(top["name"], "`name`") if "name" in top else ""
    if "name" not in top:
        nodes.wrong(root, "The form has no `name`; GitHub shows no form without one.")
    labels = _labels(nodes, top.get("labels"))
    fields = _fields(nodes, root, top.get("body"))
    nodes.raise_mistakes()
    return Form(name, labels, fields)


def _labels(nodes: YamlNodes, node: Node | None) -> tuple[str, ...]:
    labels: list[str] = []
    if node is not None and isinstance(node.value, str):
        labels = [part for part in map(str.strip, node.value.split(",")) if part]
    elif node is not None:
        labels = [nodes.text(item, "A label") for item in nodes.items(node, "`labels`")]
    if not labels:
        say = "Name a label under `labels:`; by the first one Slipway knows an issue as a request."
        nodes.wrong(node, say)
    if any(label.lower().startswith("slipway/") for label in labels):
        nodes.wrong(node, "Labels that start with `slipway/` show states; choose another one.")
    return tuple(labels)


def _fields(nodes: YamlNodes, root: Node, node: Node | None) -> tuple[Field, ...]:
    if node is None:
        nodes.wrong(root, "The form has no `body`, the list of its fields.")
        return ()
    ids: dict[str, Field] = {}
    headings: dict[str, Field] = {}
    for element in nodes.items(node, "`body`"):
        field = _element(nodes, element)
        if field is not None:
            _check_unique(nodes, element, field, ids, headings)
    for missing in (known for known in REQUIRED_FIELDS if known not in ids):
        nodes.wrong(node, f"Slipway needs a field with `id: {missing}`; add it to the form.")
    return tuple(ids.values())


def _check_unique(
    nodes: YamlNodes, node: Node, field: Field, ids: dict[str, Field], headings: dict[str, Field]
) -> None:
    if field.id in ids:
        nodes.wrong(node, f"The id `{field.id}` is used twice; give this field another one.")
    twin = headings.setdefault(alike(field.label), field)
    if twin is not field:
        say = f"The labels “{twin.label}” and “{field.label}” read alike as headings; reword one."
        nodes.wrong(node, say)
    ids.setdefault(field.id, field)


def _element(nodes: YamlNodes, node: Node) -> Field | None:
    entries = nodes.mapping(node, "A field")
    if "type" not in entries:
        nodes.wrong(node, f"This field has no `type`; Slipway reads {_KINDS}.")
        return None
    written = nodes.text(entries["type"], "`type`")
    if written == "markdown":
        return None
    kind = _KIND_BY_TYPE.get(written)
    if kind is None:
        say = f"Slipway does not know the type `{written}`; it reads {_KINDS} and `markdown`."
        nodes.wrong(entries["type"], say)
        return None
    field = _field(nodes, node, kind, entries)
    _check_known(nodes, node, field)
    return field


def _field(nodes: YamlNodes, node: Node, kind: FieldKind, entries: dict[str, Node]) -> Field:
    attributes = nodes.mapping(entries.get("attributes", node), "`attributes`")
    rules = nodes.mapping(entries["validations"], "Validations") if "validations" in entries else {}
    options, ticked = _options(nodes, node, kind, attributes.get("options"))
    return Field(
        id=_id(nodes, node, entries.get("id")),
        label=_label(nodes, node, attributes.get("label")),
        kind=kind,
        options=options,
        multiple=kind is FieldKind.DROPDOWN
        and nodes.flag(attributes.get("multiple"), "`multiple`"),
        required=nodes.flag(rules.get("required"), "`required`"),
        required_options=ticked,
        fenced=kind is FieldKind.TEXTAREA and "render" in attributes,
    )


def _id(nodes: YamlNodes, node: Node, given: Node | None) -> str:
    if given is None:
        nodes.wrong(node, "This field has no `id`, by which policy and templates know it.")
        return ""
    written = nodes.text(given, "`id`")
    if written and not _ID.fullmatch(written):
        say = f"The id `{written}` must be small letters, digits and `_`, a letter first."
        nodes.wrong(given, say)
    if written in OWN_NAMES:
        say = f"Templates know something else by the name `{written}`; give this field another id."
        nodes.wrong(given, say)
    return written


def _label(nodes: YamlNodes, node: Node, given: Node | None) -> str:
    if given is None:
        nodes.wrong(node, "This field has no `label`, which is its heading in the issue.")
        return ""
    written = nodes.text(given, "`label`")
    if written and not alike(written):
        nodes.wrong(given, "This label has nothing to read in it; write a few words.")
    if "\n" in written or hidden_names(written):
        nodes.wrong(given, "A label is one line without invisible characters; write it anew.")
    return written


def _options(
    nodes: YamlNodes, node: Node, kind: FieldKind, given: Node | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The options, and those of them that must be ticked."""
    if kind not in _CHOICES:
        return (), ()
    if given is None:
        nodes.wrong(node, f"A field of type `{kind}` needs `options`.")
        return (), ()
    options: dict[str, bool] = {}
    for item in nodes.items(given, "`options`"):
        option, must = _option(nodes, kind, item)
        if option in options:
            nodes.wrong(item, f"The option “{option}” stands here twice; keep one of them.")
        options[option] = must
    if not options:
        nodes.wrong(given, "`options` is empty; write at least one.")
    return tuple(options), tuple(option for option, must in options.items() if must)


def _option(nodes: YamlNodes, kind: FieldKind, item: Node) -> tuple[str, bool]:
    must = False
    if kind is FieldKind.CHECKBOXES:
        parts = nodes.mapping(item, "A checkbox")
        item = parts.get("label", item)
        must = nodes.flag(parts.get("required"), "`required`")
    option = nodes.text(item, "An option")
    if "\n" in option or hidden_names(option):
        nodes.wrong(item, "An option is one line without invisible characters; write it anew.")
    if kind is FieldKind.DROPDOWN and option.lower() == "none":
        say = "GitHub reserves `None` for a dropdown left unset; choose another word."
        nodes.wrong(item, say)
    if option.lower() in _BOOLEANS and isinstance(item, ScalarNode) and item.style is None:
        nodes.wrong(item, f"Put `{option}` in quotes; GitHub reads it as true or false otherwise.")
    return option, must


def _check_known(nodes: YamlNodes, node: Node, field: Field) -> None:
    if field.id in REQUIRED_FIELDS and field.fact_type is not FactType.TEXT:
        nodes.wrong(node, f"The field `{field.id}` must be one text; make it an input or a choice.")
    if field.id in REQUIRED_FIELDS and not field.required:
        nodes.wrong(node, f"Slipway needs `{field.id}`; add `validations: {{required: true}}`.")
    if field.id == LIST_FIELD and field.kind is FieldKind.CHECKBOXES:
        nodes.wrong(node, f"The field `{field.id}` must be an input, a text area or a dropdown.")
