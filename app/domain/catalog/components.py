"""Reads Backstage's format: which services a `catalog-info.yaml` tells of, and where."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ruamel.yaml.nodes import Node, SequenceNode

from app.domain.catalog.names import SPELT, Reference, is_plain, read_reference, spelt
from app.domain.yaml_nodes import YamlNodes, is_null

LARGEST = 64_000
"""Bytes of a repository's file: anything larger is no catalog entry, and takes long to read."""

LONGEST_NAME = 100
_LONGEST_LIFECYCLE = 64
_DATA_STORE = "slipway/data-store"
TEMPLATE = "slipway/template"
_SLUG = "github.com/project-slug"
TESTS = "integration-tests"
"""The type of a component that holds the tests of the one it depends on."""

_NO_SERVICES = frozenset({"documentation", "library", "template"})
_ENTITIES = ("backstage.io/v1alpha1", "backstage.io/v1beta1")


@dataclass(frozen=True, slots=True)
class Component:
    """A component as an entity says it is; what it leaves out is "" or empty.

    `owner` is the reference as it stands there; `slug` is `OWNER/REPOSITORY`. `lines` says by field
    where it is said.
    """

    name: str
    type: str
    line: int
    owner: str = ""
    system: str = ""
    lifecycle: str = ""
    template: str = ""
    depends_on: tuple[str, ...] = ()
    data_stores: tuple[str, ...] = ()
    apis: tuple[str, ...] = ()
    slug: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_service(self) -> bool:
        """Whether something runs that others can depend on."""
        return self.type.casefold() not in {*_NO_SERVICES, TESTS}

    @property
    def is_tests(self) -> bool:
        """Whether it holds the tests of a service."""
        return self.type.casefold() == TESTS


def read_components(path: str, text: str, largest: int = LARGEST) -> tuple[Component, ...]:
    """The components of a file, which may hold several entities; other kinds are passed over.

    Raises FileMistakes for what is too large, no plain YAML, or no entity in Backstage's format.
    """
    nodes = YamlNodes(path)
    roots = nodes.documents(text, largest)
    entities = (one for root in roots for one in _entities(root))
    found = [_Reader(nodes, node).component() for node in entities]
    nodes.raise_mistakes()
    return tuple(component for component in found if component)


def _entities(root: Node) -> list[Node]:
    """A list of entities is as good as several documents: so programs write them."""
    return list(root.value) if isinstance(root, SequenceNode) else [root]


class _Reader:
    """Reads one entity."""

    def __init__(self, nodes: YamlNodes, root: Node) -> None:
        self._nodes = nodes
        self._root = root
        self._top = nodes.mapping(root, "An entity")
        self._metadata = self._part(self._top, "metadata")
        self._spec = self._part(self._top, "spec")
        self._annotations = self._part(self._metadata, "annotations")
        self._spelt = self._spellings()

    def component(self) -> Component | None:
        """None for an entity of another kind, and after a mistake."""
        if self._text(self._top, "kind") != "Component":
            return None
        if self._text(self._top, "apiVersion") not in _ENTITIES:
            say = f"An entity's `apiVersion` is `{_ENTITIES[0]}`."
            self._nodes.wrong(self._top.get("apiVersion", self._root), say)
        depends_on = tuple(self._references("dependsOn"))
        stores = [self._spelt_name(one) for one in depends_on if one.kind == "resource"]
        stores += filter(None, [self._text(self._annotations, _DATA_STORE)])
        return Component(
            name=self._name(),
            type=self._text(self._spec, "type"),
            line=_line(self._metadata.get("name", self._root)),
            owner=self._owner(),
            system=self._referred("system", "system"),
            lifecycle=self._lifecycle(),
            template=self._text(self._annotations, TEMPLATE),
            depends_on=_once(
                self._spelt_name(one) for one in depends_on if one.kind == "component"
            ),
            data_stores=_once(iter(stores)),
            apis=_once(map(self._spelt_name, self._references("providesApis", "api"))),
            slug=self._text(self._annotations, _SLUG, longest=201),
            lines=self._lines(),
        )

    def _name(self) -> str:
        given = self._metadata.get("name")
        if given is None or is_null(given):
            self._nodes.wrong(given or self._root, "An entity needs a `name`.")
        name = self._text(self._metadata, "name")
        return self._spelt.get(f"component:{name}", name)

    def _owner(self) -> str:
        """As it stands there: it may be a person, which whoever looks for a team has to say."""
        owner = self._text(self._spec, "owner", longest=300)
        reference = read_reference(owner)
        if reference is None:
            return owner
        named = Reference(reference.kind or "group", reference.name)
        return spelt(self._spelt, named) if named.kind == "group" else owner

    def _lifecycle(self) -> str:
        word = self._text(self._spec, "lifecycle", _LONGEST_LIFECYCLE)
        return self._spelt.get(f"lifecycle:{word}", word)

    def _referred(self, key: str, kind: str) -> str:
        """The name of an entity of that kind."""
        reference = read_reference(self._text(self._spec, key, longest=300))
        return spelt(self._spelt, Reference(kind, reference.name)) if reference else ""

    def _references(self, key: str, kind: str = "") -> Iterator[Reference]:
        """What a list names; without `kind`, each item has to say of which kind it is."""
        node = self._spec.get(key)
        for item in [] if node is None or is_null(node) else self._nodes.items(node, f"`{key}`"):
            reference = read_reference(self._plain(item, f"An item of `{key}`", 300))
            if reference is None or not (reference.kind or kind):
                say = f"An item of `{key}` is a reference such as `component:ledger`."
                self._nodes.wrong(item, say)
            else:
                yield Reference(reference.kind or kind, reference.name)

    def _spelt_name(self, reference: Reference) -> str:
        return spelt(self._spelt, reference)

    def _spellings(self) -> dict[str, str]:
        text = self._text(self._annotations, SPELT, LARGEST)
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            found = None
        if not isinstance(found, dict) or not all(
            isinstance(one, str) and (not one or is_plain(one, LONGEST_NAME))
            for one in found.values()
        ):
            say = f"`{SPELT}` is a JSON object of names; leave it as Slipway wrote it."
            self._nodes.wrong(self._annotations[SPELT], say)
            return {}
        return found

    def _part(self, entries: Mapping[str, Node], key: str) -> dict[str, Node]:
        node = entries.get(key)
        if node is None or is_null(node):
            return {}
        return self._nodes.mapping(node, f"`{key}`")

    def _text(self, entries: Mapping[str, Node], key: str, longest: int = LONGEST_NAME) -> str:
        node = entries.get(key)
        return "" if node is None or is_null(node) else self._plain(node, f"`{key}`", longest)

    def _plain(self, node: Node, what: str, longest: int) -> str:
        text = self._nodes.text(node, what)
        if not text or is_plain(text, longest):
            return text
        say = f"{what} must be one line of at most {longest:,} visible characters."
        self._nodes.wrong(node, say)
        return ""

    def _lines(self) -> dict[str, int]:
        keys = {"owner": "owner", "system": "system", "lifecycle": "lifecycle"}
        keys |= {"depends_on": "dependsOn", "data_stores": "dependsOn", "apis": "providesApis"}
        return {field: _line(self._spec[key]) for field, key in keys.items() if key in self._spec}


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _once(names: Iterator[str]) -> tuple[str, ...]:
    """Each name once, whatever its case, in their order."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return tuple(found.values())
