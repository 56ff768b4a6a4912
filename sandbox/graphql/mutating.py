"""What all mutations have in common: objects by node id, the answer, and how acts refuse."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sandbox.errors import ApiError
from sandbox.graphql.context import Context, Info, Refusal, no_node
from sandbox.graphql.queries import find_node
from sandbox.rest.caller import InstallationCaller

T = TypeVar("T")
KINDS = {403: "FORBIDDEN", 404: "NOT_FOUND"}
Mutation = Callable[[Any, Info, dict[str, Any]], dict[str, Any]]


def find(context: Context, node_id: str, kind: type[T]) -> T:
    """The object of this kind that the node id names, if the caller may see it."""
    found = find_node(context, node_id)
    if not isinstance(found, kind):
        raise no_node(node_id)
    return found


def answer(given: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"clientMutationId": given.get("clientMutationId"), **fields}


def may_touch_workflows(context: Context) -> bool:
    """Whether files under `.github/workflows` may change; people are not asked."""
    caller = context.caller
    return not isinstance(caller, InstallationCaller) or caller.token.allows("workflows", "write")


def mutations_of(named: Mapping[str, Mutation]) -> dict[str, dict[str, Any]]:
    """The resolvers of the Mutation type."""
    return {"Mutation": {name: _mutation(resolve) for name, resolve in named.items()}}


def _mutation(resolve: Mutation) -> Any:
    """A resolver of `input`, whose REST refusals become GraphQL ones."""

    def resolver(root: Any, info: Info, **arguments: Any) -> Any:
        try:
            return resolve(root, info, arguments["input"])
        except ApiError as error:
            kind = KINDS.get(error.status, "UNPROCESSABLE")
            raise Refusal(kind, _words(error)) from None

    return resolver


def _words(error: ApiError) -> str:
    """The sentences of a refusal: those of its list, where REST has some, else its message."""
    found = [
        one if isinstance(one, str) else str(one["message"])
        for one in error.errors or []
        if isinstance(one, str) or "message" in one
    ]
    return ", ".join(found) or error.message
