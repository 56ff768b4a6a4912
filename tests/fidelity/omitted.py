"""What GitHub describes and the sandbox leaves out: a list that a test keeps true.

A field that is on no answer of the tour must be listed, and what is listed must not be sent. So
nothing that clients may look for is lost unseen, also where GitHub's description would allow it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sandbox.transcript import Exchange, Told
from tests.fidelity.description import Schema, Schemas, rest, webhooks
from tests.fidelity.deviations import ALIASES
from tests.fidelity.judge import version_of

LIST = Path(__file__).parent / "omitted.txt"


def fields(exchanges: Iterable[Exchange], told: Iterable[Told]) -> list[str]:
    """Every field that is described and was never sent, as `GET /path 200: labels/[]/name`."""
    sent, lacking = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for name, schemas, schema, value in (*_answers(exchanges), *_payloads(told)):
        for place, is_there in schemas.fields(schema, value):
            (sent if is_there else lacking)[name].add(place)
    return [
        f"{name}: {place}"
        for name in sorted(lacking)
        for place in sorted(lacking[name] - sent[name])
    ]


def text(exchanges: Iterable[Exchange], told: Iterable[Told]) -> str:
    """The list as it is kept: a line for each object, `GET /path 200: labels/[]/: name color`."""
    objects = defaultdict[str, list[str]](list)
    for line in fields(exchanges, told):
        parent, _, name = line.rpartition("/") if "/" in line.partition(": ")[2] else _top(line)
        objects[parent].append(name)
    return "".join(f"{parent}/: {' '.join(names)}\n" for parent, names in objects.items())


def _top(line: str) -> tuple[str, str, str]:
    """A field of the answer itself, which lies in no other object."""
    where, _, name = line.partition(": ")
    return f"{where}: ", "", name


def listed() -> set[str]:
    """The fields of the list, each as `fields` names it."""
    found = set()
    for line in LIST.read_text(encoding="utf-8").splitlines():
        parent, _, names = line.rpartition("/: ")
        place = parent if parent.endswith(": ") else f"{parent}/"
        found |= {f"{place}{name}" for name in names.split()}
    return found


def changes(exchanges: Iterable[Exchange], told: Iterable[Told]) -> Iterator[str]:
    """How the list and the tour differ, a line each."""
    known, now = listed(), set(fields(exchanges, told))
    yield from (f"{line} is not sent, and not on the list" for line in sorted(now - known))
    yield from (f"{line} is on the list, but sent" for line in sorted(known - now))


def _answers(exchanges: Iterable[Exchange]) -> Iterator[tuple[str, Schemas, Schema, Any]]:
    for one in exchanges:
        described = rest().as_of(version_of(one))
        operation = described.operation(one.method, ALIASES.get(one.route, one.route))
        if operation is None or one.status >= 300 or one.status not in operation.statuses:
            continue
        schema = operation.answer(one.status)
        if schema is not None and one.response_body is not None:
            yield f"{operation.key} {one.status}", described.schemas, schema, one.response_body


def _payloads(told: Iterable[Told]) -> Iterator[tuple[str, Schemas, Schema, Any]]:
    for one in told:
        schema = webhooks().payload(one.event, one.action)
        if schema is not None:
            name = f"{one.event}.{one.action}" if one.action else one.event
            yield name, webhooks().schemas, schema, one.payload
