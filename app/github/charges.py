"""What a call to GitHub costs of the limits: its kind, its points, what it creates."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.budget import Kind, Resource

# What GitHub's OpenAPI description marks as notifying people, and new repositories. The sandbox
# counts by the same rule.
_CONTENT = frozenset(
    {
        "POST /orgs/{org}/repos",
        "POST /repos/{owner}/{repo}/issues",
        "POST /repos/{owner}/{repo}/issues/{number}/comments",
        "POST /repos/{owner}/{repo}/pulls",
    }
)
# All other changes in a document are taken for such, until somebody has looked them up.
_NO_CONTENT = frozenset({"addLabelsToLabelable", "removeLabelsFromLabelable"})
_TOKEN = "/access_tokens"  # noqa: S105 - the end of a route
_OPERATION = re.compile(r"\s*(query|mutation)\s+(\w+)")
_READ_POINTS, _WRITE_POINTS = 1, 5


@dataclass(frozen=True, slots=True)
class Charge:
    """One call that is to be made, and what it costs.

    `route` is the template, such as `GET /repos/{owner}/{repo}` or `QUERY ReadRequest`, `places`
    what fills its braces. `content` counts the things that it creates and that people notice;
    `digest` is the SHA-256 of its body.
    """

    route: str
    kind: Kind
    resource: Resource
    points: int
    content: int
    places: Mapping[str, str | int]
    digest: str = ""

    @property
    def is_write(self) -> bool:
        """Whether it changes something; a token is asked for by POST and changes nothing."""
        return self.kind is not Kind.READ and not self.route.endswith(_TOKEN)


def of_rest(route: str, places: Mapping[str, str | int], body: Mapping[str, Any] | None) -> Charge:
    """What a REST call costs, by its route template."""
    if route.startswith("GET "):
        return Charge(route, Kind.READ, Resource.CORE, _READ_POINTS, 0, places)
    content = int(route in _CONTENT)
    kind = Kind.CONTENT if content else Kind.WRITE
    return Charge(route, kind, Resource.CORE, _WRITE_POINTS, content, places, digest_of(body))


def of_graphql(document: str, body: Mapping[str, Any]) -> Charge:
    """What a GraphQL document costs.

    Whether GitHub counts documents or the changes in them is not known: each change counts here.
    """
    match = _OPERATION.match(document)
    if match is None:
        raise ValueError("A GraphQL document begins with query NAME or mutation NAME.")
    verb, name = match.groups()
    if verb == "query":
        return Charge(f"QUERY {name}", Kind.READ, Resource.GRAPHQL, _READ_POINTS, 0, {})
    changes = _changes(document)
    content = sum(change not in _NO_CONTENT for change in changes)
    kind = Kind.CONTENT if content else Kind.WRITE
    points = _WRITE_POINTS * max(len(changes), 1)
    route = f"MUTATION {name}"
    return Charge(route, kind, Resource.GRAPHQL, points, content, {}, digest_of(body))


def _changes(document: str) -> list[str]:
    """The names of the mutations in a document: the fields directly in its outermost braces."""
    found: list[str] = []
    depth = 0
    for mark in re.finditer(r"[(){}]|(?:\w+\s*:\s*)?(\w+)\s*(?=[({])", document):
        if mark[0] in "({":
            depth += 1
        elif mark[0] in ")}":
            depth -= 1
        elif depth == 1:
            found.append(mark[1])
    return found


def digest_of(body: Mapping[str, Any] | None) -> str:
    """SHA-256 of a body as JSON; empty for none."""
    return hashlib.sha256(json.dumps(body).encode()).hexdigest() if body else ""
