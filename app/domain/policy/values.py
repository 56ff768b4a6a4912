"""Which values a key of the policy takes; anything else is a mistake at its place."""

import dataclasses
import difflib
import re
from collections.abc import Iterable
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from app.domain.hidden import hidden_names
from app.domain.yaml_nodes import YamlNodes

_FOLD = "\a"
"""ruamel's mark, in a text after `>`, for where the file breaks a line."""


def keys_of(kind: type[Any]) -> tuple[str, ...]:
    """The keys of a section whose model is the dataclass `kind`."""
    return tuple(field.name for field in dataclasses.fields(kind))


def section(nodes: YamlNodes, node: Node | None, what: str, keys: Iterable[str]) -> dict[str, Node]:
    """The entries of a mapping that has only `keys`; {} for None and after a mistake."""
    if node is None:
        return {}
    entries = nodes.mapping(node, what)
    known = tuple(keys)
    for key in (key for key, _ in node.value) if isinstance(node, MappingNode) else ():
        if str(key.value) not in known:
            nodes.wrong(key, f"{what} has no key `{key.value}`{did_you_mean(key.value, known)}.")
    return {key: value for key, value in entries.items() if key in known}


def did_you_mean(written: object, known: Iterable[str]) -> str:
    """Half a sentence that names the nearest of `known`, or all of them."""
    names = tuple(known)
    near = difflib.get_close_matches(str(written), names, n=1)
    if near:
        return f"; did you mean `{near[0]}`?".removesuffix("?")
    return f"; there are {', '.join(f'`{name}`' for name in names)}" if names else ""


def text(nodes: YamlNodes, node: Node | None, what: str, default: str = "") -> str:
    """One line that is not empty; a bare number, true or date must be put in quotes."""
    written = verbatim(nodes, node, what, default).strip()
    if "\n" in written or hidden_names(written):
        nodes.wrong(node, f"{what} must be one line without invisible characters.")
        return default
    return written


def verbatim(nodes: YamlNodes, node: Node | None, what: str, default: str = "") -> str:
    """A text that is not empty, with the spaces and line breaks that YAML leaves in it."""
    if node is None:
        return default
    if isinstance(node, ScalarNode) and not is_text(node) and not str(node.tag).endswith(":null"):
        nodes.wrong(node, f"{what} must be a text; put `{node.value}` in quotes.")
        return default
    return str(node.value).replace(_FOLD, "") if nodes.text(node, what) else default


def is_text(node: Node) -> bool:
    return isinstance(node, ScalarNode) and str(node.tag) == "tag:yaml.org,2002:str"


_WHOLE = re.compile(r"-?[0-9]{1,10}")


def number(
    nodes: YamlNodes, node: Node | None, what: str, low: int, high: int, default: int
) -> int:
    """A whole number from `low` to `high`."""
    if node is None:
        return default
    found = integer(nodes, node, what, low, high)
    return default if found is None else found


def integer(nodes: YamlNodes, node: Node, what: str, low: int, high: int) -> int | None:
    """A whole number from `low` to `high`; None after a mistake."""
    written = str(node.value) if isinstance(node, ScalarNode) and node.style is None else ""
    if _WHOLE.fullmatch(written) and low <= int(written) <= high:
        return int(written)
    nodes.wrong(node, f"{what} must be a whole number from {low:,} to {high:,}.")
    return None


def texts(
    nodes: YamlNodes, node: Node | None, what: str, item: str, default: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """A list of different texts; `item` names one of them."""
    if node is None:
        return default
    found: dict[str, None] = {}
    for entry in nodes.items(node, what):
        written = text(nodes, entry, item)
        if written in found:
            nodes.wrong(entry, f"`{written}` stands here a second time; keep one of them.")
        elif written:
            found[written] = None
    return tuple(found)


def choice(
    nodes: YamlNodes, node: Node | None, what: str, choices: Iterable[str], default: str
) -> str:
    """One of `choices`."""
    written = text(nodes, node, what, default)
    if written in (known := tuple(choices)):
        return written
    nodes.wrong(node, f"{what} cannot be `{written}`{did_you_mean(written, known)}.")
    return default
