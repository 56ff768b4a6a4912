"""A file taken apart by its language: what stands where, and of which kind it is."""

import ast
import json
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from app.templates.check.language import Language


class Unparsable(Exception):
    """The text is not of its language; `line` counts from 1, 0 where it is not known."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.line = line


@dataclass(frozen=True)
class Leaf:
    """A value and its place; two leaves are equal wherever in the text they stand."""

    place: str
    kind: str
    text: str
    line: int = field(default=0, compare=False)


def leaves(language: Language, text: str) -> list[Leaf] | None:
    """All values in `text`; None for a language that is not parsed here. Raises Unparsable."""
    try:
        match language:
            case Language.YAML | Language.WORKFLOW:
                return list(_yaml(text))
            case Language.JSON:
                return list(_plain(json.loads(text), ""))
            case Language.TOML:
                return list(_plain(tomllib.loads(text), ""))
            case Language.PYTHON:
                return list(_python(text))
            case _:
                return None
    except json.JSONDecodeError as error:
        raise Unparsable(error.msg, error.lineno) from error
    except SyntaxError as error:
        raise Unparsable(error.msg, error.lineno or 0) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "it cannot be read"
        raise Unparsable(problem, mark.line + 1 if mark else 0) from error
    except (ValueError, YAMLError, RecursionError) as error:
        raise Unparsable(str(error).partition("\n")[0], 0) from error


def _yaml(text: str) -> Iterator[Leaf]:
    for number, root in enumerate(YAML(typ="rt", pure=True).compose_all(text)):
        yield from _nodes(root, f"{number}")


def _nodes(node: Node | None, place: str) -> Iterator[Leaf]:
    match node:
        case MappingNode():
            yield Leaf(place, "mapping", f"{len(node.value)}", node.start_mark.line + 1)
            for number, (key, value) in enumerate(node.value):
                yield from _nodes(key, f"{place}.{number}k")
                yield from _nodes(value, f"{place}.{number}")
        case SequenceNode():
            yield Leaf(place, "list", f"{len(node.value)}", node.start_mark.line + 1)
            for number, value in enumerate(node.value):
                yield from _nodes(value, f"{place}.{number}")
        case Node():
            kind = str(node.tag).rpartition(":")[2]
            yield Leaf(place, kind, str(node.value), node.start_mark.line + 1)


def _plain(value: Any, place: str) -> Iterator[Leaf]:
    match value:
        case dict():
            yield Leaf(place, "mapping", f"{len(value)}")
            for number, (key, inner) in enumerate(value.items()):
                yield Leaf(f"{place}.{number}k", "str", key)
                yield from _plain(inner, f"{place}.{number}")
        case list():
            yield Leaf(place, "list", f"{len(value)}")
            for number, inner in enumerate(value):
                yield from _plain(inner, f"{place}.{number}")
        case _:
            yield Leaf(place, type(value).__name__, str(value))


def _python(text: str) -> Iterator[Leaf]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an odd escape is the linter's business
        tree = ast.parse(text)
    for number, node in enumerate(ast.walk(tree)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant):
            yield Leaf(f"{number}", type(node.value).__name__, str(node.value), line)
        else:
            names = [value for _, value in ast.iter_fields(node) if isinstance(value, str)]
            yield Leaf(f"{number}", type(node).__name__, " ".join(names), line)
