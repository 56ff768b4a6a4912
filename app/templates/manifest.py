"""`slipway.yml`: what a template is, what it is laid on and which tests go with it."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from app.domain.mistakes import FileMistakes
from app.domain.yaml_nodes import YamlNodes
from app.templates.faults import TemplateFault, TemplateFaults
from app.templates.tree import TemplateTree
from app.templates.variables import (
    MOST_VARIABLES,
    AskedField,
    Contract,
    VariableName,
    VariableValue,
)

MANIFEST = "slipway.yml"
MOST_BYTES = 64_000


class Kind(StrEnum):
    """What a template is for."""

    PLATFORM = "platform"
    SERVICE = "service"
    TESTS = "tests"


class Manifest(BaseModel):
    """The manifest of one template; the guide in docs/templates.md explains each key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1, max_length=60)
    description: str = Field(min_length=1, max_length=300)
    kind: Kind
    layers: tuple[str, ...] = ()
    tests: str | None = None
    contract: Contract = 1
    asks: tuple[AskedField, ...] = ()
    variables: Mapping[VariableName, VariableValue] = Field(
        default_factory=dict, max_length=MOST_VARIABLES
    )

    @model_validator(mode="after")
    def _services_name_their_tests(self) -> Self:
        if self.kind is Kind.SERVICE and self.tests is None:
            raise ValueError("a service needs `tests:`, the folder of its integration tests")
        if self.kind is not Kind.SERVICE and self.tests is not None:
            raise ValueError("only a service has `tests:`; remove the key")
        return self

    @model_validator(mode="after")
    def _the_platform_layer_tells_nothing(self) -> Self:
        if self.kind is Kind.PLATFORM and self.model_fields_set & {"contract", "variables"}:
            raise ValueError(
                "`contract:` and `variables:` are said by what is laid on a platform layer, "
                "which serves all of them alike; remove the key"
            )
        return self


def read_manifest(name: str, tree: TemplateTree) -> Manifest:
    """The manifest of the template called `name`.

    Raises TemplateFaults with every mistake, each with its line.
    """
    place = f"{name}/{MANIFEST}"
    try:
        text = tree.text(MANIFEST)
    except TemplateFault as fault:
        raise TemplateFault(fault.message, place) from fault
    if text is None:
        raise TemplateFault("The file is missing. Add it: docs/templates.md shows one.", place)
    return _manifest(text, place)


# Every look asks for every template; the texts are few and rarely change.
@lru_cache(maxsize=256)
def _manifest(text: str, place: str) -> Manifest:
    root, faults = _composed(text, place)
    manifest: Manifest | None = None
    if root is not None:
        try:
            manifest = Manifest.model_validate(_plain(root))
        except ValidationError as error:
            faults += _faults(error, root, place)
    if faults:
        raise TemplateFaults(sorted(faults, key=lambda one: one.line or 0))
    assert manifest is not None
    return manifest


def _composed(text: str, place: str) -> tuple[MappingNode | None, list[TemplateFault]]:
    """The file as nodes: to make dates and numbers of them, YAML's way, can fail by itself."""
    nodes, root = YamlNodes(place), None
    faults: list[TemplateFault] = []
    try:
        root = nodes.compose(text, MOST_BYTES)
        if not isinstance(root, MappingNode):
            nodes.wrong(root, "The file should hold keys such as `title:` and `kind:`.")
        else:
            nodes.mapping(root, "The file")
        nodes.raise_mistakes()
    except FileMistakes as error:
        faults = [TemplateFault(one.sentence, place, one.line or None) for one in error.mistakes]
    return root if isinstance(root, MappingNode) else None, faults


def _plain(node: Node) -> Any:
    """What was written, as text, lists and mappings; None where nothing was."""
    match node:
        case MappingNode():
            return {str(_plain(key)): _plain(value) for key, value in node.value}
        case SequenceNode():
            return [_plain(item) for item in node.value]
        case ScalarNode() if not str(node.tag).endswith(":null"):
            return str(node.value)
    return None


def _faults(error: ValidationError, root: MappingNode, place: str) -> Iterator[TemplateFault]:
    for one in error.errors():
        key, line = _found(root, one["loc"])
        yield TemplateFault(_sentence(key, one["type"], one["msg"]), place, line)


def _found(root: MappingNode, location: Sequence[str | int]) -> tuple[str | None, int]:
    """The key as people write it, and its line; what is missing has the file's first."""
    key, line, node = None, 1, root
    for part in location:
        match node:
            case MappingNode():
                inner = {str(_plain(name)): (name, value) for name, value in node.value}
                if str(part) not in inner:
                    return key or str(part), line
                name, node = inner[str(part)]
                key, line = f"{key}.{part}" if key else str(part), name.start_mark.line + 1
            case SequenceNode() if isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                line = node.start_mark.line + 1
    return key, line


def _sentence(key: str | None, mistake: str, message: str) -> str:
    said = message.removeprefix("Value error, ")
    match key, mistake:
        case None, _:
            return f"{said[:1].upper()}{said[1:]}."
        case _, "missing":
            return f"`{key}` is missing."
        case _, "extra_forbidden":
            return f"`{key}` is not a key of this file."
        case _:
            return f"`{key}`: {said}."
