"""Which label names the policy may give a meaning to: each one meaning only."""

from ruamel.yaml.nodes import Node

from app.domain.form import Form
from app.domain.policy.values import text
from app.domain.yaml_nodes import YamlNodes

LONGEST = 50
"""Characters of a label's name, by GitHub."""


class LabelNames:
    """The labels read so far; GitHub takes names that differ in case only as one."""

    def __init__(self, nodes: YamlNodes, form: Form) -> None:
        self._nodes = nodes
        self._meaning = {label.casefold(): "set by the issue form" for label in form.labels}

    def read(self, node: Node | None) -> str:
        """The name of a label that nothing else uses."""
        name = text(self._nodes, node, "`label`")
        if not name:
            return name
        if len(name) > LONGEST:
            say = f"A label has at most {LONGEST} characters; this one has {len(name)}."
            self._nodes.wrong(node, say)
        if "," in name:
            self._nodes.wrong(node, "A label has no comma in it.")
        if name.casefold().startswith("slipway/"):
            say = "Labels that start with `slipway/` show states; choose another one."
            self._nodes.wrong(node, say)
        if name.casefold() in self._meaning:
            say = f"The label `{name}` is already {self._meaning[name.casefold()]}; take another."
            self._nodes.wrong(node, say)
        self._meaning.setdefault(name.casefold(), "used above")
        return name
