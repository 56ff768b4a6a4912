"""`.slipway.yml`: which templates, at which trees, with which answers made a repository.

The order of its keys and the form of its values are fixed: the same facts give the same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.templates.answers import Answer
from app.templates.output import RenderedFile
from app.templates.quoting import data_literal
from app.templates.tree import PLAIN

PROVENANCE = ".slipway.yml"
SLIPWAY_VERSION = "0.1.0"
HEADING = (
    "# Slipway made this repository. This file says from which templates, and with which answers.\n"
    "# Please leave it: whoever compares the repository with its templates starts from it.\n"
)


@dataclass(frozen=True)
class UsedLayer:
    """A layer that a repository is made of: the template's name and its git tree id."""

    name: str
    tree_id: str


def provenance_file(
    answers: Mapping[str, Answer], layers: Sequence[UsedLayer], version: str
) -> RenderedFile:
    """The provenance of a repository that was told `answers`; `version` is Slipway's own."""
    text = HEADING + "\n".join(_lines(answers, layers, version)) + "\n"
    return RenderedFile(PROVENANCE, PLAIN, text.encode())


def _lines(
    answers: Mapping[str, Answer], layers: Sequence[UsedLayer], version: str
) -> Iterator[str]:
    yield f"slipway: {data_literal(version)}"
    yield f"request: {data_literal(answers['request_url'])}"
    yield f"kind: {data_literal(answers['kind'])}"
    yield "pair:"
    yield f"  service: {data_literal(answers['name'])}"
    yield f"  tests: {data_literal(answers['tests_repository'])}"
    yield "layers:"
    for layer in layers:
        yield f"  - name: {data_literal(layer.name)}"
        yield f"    tree: {data_literal(layer.tree_id)}"
    yield "answers:"
    for name, answer in answers.items():
        yield f"  {_key(name)}: {data_literal(answer)}"


def _key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else data_literal(name)
