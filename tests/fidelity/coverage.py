"""What of GitHub's API the sandbox has: the list for people that the tour makes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from graphql import GraphQLObjectType

from sandbox.graphql.endpoint import schema
from sandbox.rest.everything import SUBJECTS
from sandbox.rest.route import Route, Who
from sandbox.transcript import Exchange, Told
from tests.fidelity.description import rest, webhooks
from tests.fidelity.deviations import ALIASES

LIST = Path(__file__).parents[2] / "sandbox" / "ENDPOINTS.md"
CALLERS = {
    Who.ANYONE: "anybody",
    Who.APP: "the App",
    Who.INSTALLATION: "installations",
    Who.TOKEN: "installations, people",
}


def routes() -> list[Route]:
    return [route for subject in SUBJECTS for route in subject.routes.all]


def unseen(exchanges: Iterable[Exchange]) -> Iterator[str]:
    """Routes of the sandbox that the tour did not show at work."""
    shown = {(one.method, one.route) for one in exchanges if one.status < 300}
    for route in routes():
        if (route.method, route.path) not in shown:
            yield f"{route.method} {route.path}"


def text(exchanges: Iterable[Exchange], told: Iterable[Told]) -> str:
    """The page: REST, webhooks and GraphQL."""
    return "\n".join((*_opening(), *_rest(exchanges), *_webhooks(told), *_graphql()))


def _opening() -> Iterator[str]:
    yield "# What the sandbox has of GitHub's API"
    yield ""
    yield "Made by `python -m tests.fidelity.tour --write`, a tour through all of it; a test"
    yield "compares. Each answer was validated with GitHub's OpenAPI description (@octokit/openapi"
    yield f"{rest().release}), each webhook with that of its webhooks (@octokit/openapi-webhooks"
    yield f"{webhooks().release})."
    yield ""


def _rest(exchanges: Iterable[Exchange]) -> Iterator[str]:
    statuses = defaultdict[tuple[str, str], set[int]](set)
    for one in exchanges:
        statuses[one.method, one.route].add(one.status)
    yield "## REST"
    yield ""
    yield "| operation | GitHub's name | validated answers | who may | one of these permissions |"
    yield "|---|---|---|---|---|"
    for route in sorted(routes(), key=lambda one: (one.path, one.method)):
        operation = rest().operation(route.method, ALIASES.get(route.path, route.path))
        assert operation is not None
        answers = ", ".join(str(one) for one in sorted(statuses[route.method, route.path]))
        needs = ", ".join(f"`{need}`" for need in route.needs)
        yield (
            f"| `{route.method} {route.path}` | {operation.id} | {answers} | {CALLERS[route.who]} |"
            f" {needs} |"
        )
    yield ""


def _webhooks(told: Iterable[Told]) -> Iterator[str]:
    actions = defaultdict[str, set[str]](set)
    for one in told:
        actions[one.event].add(one.action or "")
    yield "## Webhooks"
    yield ""
    yield "| event | validated actions |"
    yield "|---|---|"
    for event in sorted(actions):
        yield f"| `{event}` | {', '.join(sorted(actions[event] - {''}))} |"
    yield ""


def _graphql() -> Iterator[str]:
    yield "## GraphQL"
    yield ""
    yield "Names and types are those of GitHub's public schema; a test compares every one of them."
    yield ""
    for title, kind in (("Queries", schema().query_type), ("Mutations", schema().mutation_type)):
        assert isinstance(kind, GraphQLObjectType)
        yield f"- {title}: " + ", ".join(f"`{name}`" for name in sorted(kind.fields))
    yield ""
