"""`slipway policy explain`: the verdict on a request as a tree, with what it waits for and why."""

from collections.abc import Iterator
from typing import TextIO

from app.domain.evaluate import Explained
from app.operations import naming, screen
from app.store import requests
from app.usecases.explain import Explanation, explained
from app.usecases.workbench import Workbench


class Resting(Exception):
    """A request that Slipway does not serve; the text says what to do."""


def read(bench: Workbench, name: str) -> Explanation:
    """Explain the request of that name. Raises naming.Unclear, Resting, GitHubError, RoomFault."""
    with bench.database.reading() as tx:
        found = naming.find(bench, tx, name)
        row = requests.get(tx, found.id)
        is_served = row is not None and bench.serves(tx, row)
    if row is None or not is_served:
        raise Resting(f"{found.name} rests: its organisation is not listed in SLIPWAY_ORGS.")
    return explained(bench, row)


def write(stream: TextIO, name: str, explanation: Explanation) -> None:
    """The state, what keeps it there, then the tree, each node with what belongs to it below."""
    screen.line(stream, f"{name} is {explanation.state.value.replace('-', ' ')}.")
    for sentence in filter(None, (explanation.note, *explanation.blockers)):
        screen.line(stream, sentence)
    for problem in explanation.problems:
        field = f"{problem.field}: " if problem.field else ""
        screen.line(stream, f"  {field}{problem.sentence}")
    if explanation.tree is not None:
        screen.line(stream)
        for line in _lines(explanation.tree, ""):
            screen.line(stream, line)


def _lines(node: Explained, indent: str) -> Iterator[str]:
    yield f"{indent}{node.status}  {node.rule}: {node.sentence}"
    inner = f"{indent}    "
    if node.waits_for:
        yield f"{inner}waits for {node.waits_for}"
    if node.facts:
        told = (f"{name} = {value}" if value else name for name, value in node.facts.items())
        yield f"{inner}rests on {'; '.join(told)}"
    for child in node.children:
        yield from _lines(child, inner)
