"""`POST /api/graphql`: reads a query, runs it, and answers as GitHub does, errors included."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify
from flask import request as http_request
from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLAbstractType,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    build_schema,
    execute_sync,
    is_abstract_type,
    parse,
    validate,
)

from sandbox.asked import asked_world
from sandbox.clock import stamp
from sandbox.errors import ApiError
from sandbox.graphql import (
    checks,
    commits,
    grants,
    issues,
    mutations,
    people,
    pull_events,
    pull_mutations,
    pulls,
    queries,
    ref_mutations,
    repositories,
    reviews,
    rollups,
    topics,
)
from sandbox.graphql.context import Context, Info, Refusal
from sandbox.graphql.cost import cost_of
from sandbox.graphql.dry_run import asks_only
from sandbox.graphql.naming import plain_field, type_name
from sandbox.rest.allowance import window_of
from sandbox.rest.caller import Anonymous, Caller, identify
from sandbox.rest.passage import arrival, is_too_much, passed, timed
from sandbox.rest.refusals import GRAPHQL, rate_headers, secondary_limit
from sandbox.world.calls import Arrival, Kind
from sandbox.world.rates import Window
from sandbox.world.state import World

SUBJECTS = (
    queries,
    mutations,
    repositories,
    people,
    issues,
    commits,
    pulls,
    reviews,
    ref_mutations,
    pull_mutations,
    pull_events,
    checks,
    rollups,
    topics,
    grants,
)


@cache
def schema() -> GraphQLSchema:
    """The schema with its resolvers; built once."""
    files = sorted(Path(__file__).parent.glob("*.graphql"))
    built = build_schema("\n".join(one.read_text(encoding="utf-8") for one in files))
    for kind in built.type_map.values():
        if is_abstract_type(kind):
            kind.resolve_type = _resolve_type
    for subject in SUBJECTS:
        for name, fields in subject.RESOLVERS.items():
            found = built.type_map[name]
            assert isinstance(found, GraphQLObjectType)
            for field, resolve in fields.items():
                if field in found.fields:
                    found.fields[field].resolve = resolve
    return built


def _resolve_type(thing: Any, _: Info, __: GraphQLAbstractType) -> str:
    return type_name(thing)


def mount_graphql(app: Flask) -> None:
    @app.post("/api/graphql")
    def graphql() -> Response:
        world, given = asked_world(), http_request.get_json(force=True, silent=True)
        given = given if isinstance(given, dict) else {}
        document = _parsed(given.get("query"))
        call = _arrival(world, document)
        return passed(world, call, lambda: _answer(world, call, given, document))


def _parsed(query: object) -> DocumentNode | GraphQLError:
    if not isinstance(query, str) or not query.strip():
        return GraphQLError("A query attribute must be specified and must be a string.")
    return _parsed_text(query)


# Programs send the same few documents again and again; checking one takes longer than running it.
@lru_cache(maxsize=200)
def _parsed_text(query: str) -> DocumentNode | GraphQLError:
    try:
        return parse(query)
    except GraphQLError as error:
        return error


@lru_cache(maxsize=200)
def _mistakes(query: str) -> tuple[GraphQLError, ...]:
    return tuple(validate(schema(), parse(query)))


def _arrival(world: World, document: DocumentNode | GraphQLError) -> Arrival:
    """A query is one read; every mutation in a document is a write of its own."""
    names = sorted(_mutated(document), key=lambda name: name not in mutations.CREATING)
    creating = sum(name in mutations.CREATING for name in names)
    kind = Kind.CONTENT if creating else Kind.WRITE if names else Kind.READ
    return arrival(world, GRAPHQL, kind, mutations=names, creating=creating)


def _mutated(document: DocumentNode | GraphQLError) -> list[str]:
    if isinstance(document, GraphQLError):
        return []
    return [
        selection.name.value
        for part in document.definitions
        if isinstance(part, OperationDefinitionNode) and part.operation is OperationType.MUTATION
        for selection in part.selection_set.selections
        if isinstance(selection, FieldNode)
    ]


def _answer(
    world: World, call: Arrival, given: dict[str, Any], document: DocumentNode | GraphQLError
) -> Response:
    try:
        caller = identify(world, http_request.headers.get("Authorization"))
        if isinstance(caller, Anonymous):
            raise ApiError(401, "This endpoint requires you to be authenticated.")
    except ApiError as error:
        response = jsonify(error.body())
        response.status_code = error.status
        return response
    window = window_of(world, caller, "graphql")
    if is_too_much(world, caller, call):
        response = secondary_limit(call, None, world.limits.retry_after)
        response.headers.update(rate_headers(window, "graphql"))
        return response
    if window.remaining == 0:
        body: dict[str, Any] = {"errors": [_exhausted(caller.key)]}
    else:
        with timed(world, caller, call):
            body = _result(world, caller, window, given, document)
    text = json.dumps(body, default=stamp)
    response = Response(text, content_type="application/json; charset=utf-8")
    response.headers.update(rate_headers(window, "graphql"))
    return response


def _exhausted(who: str) -> dict[str, str]:
    return {"type": "RATE_LIMITED", "message": f"API rate limit exceeded for {who}."}


def _result(
    world: World,
    caller: Caller,
    window: Window,
    given: dict[str, Any],
    document: DocumentNode | GraphQLError,
) -> dict[str, Any]:
    """What a document answers, and what it costs of the hour: one point where it is refused."""
    window.used += 1
    if isinstance(document, GraphQLError):
        return {"errors": [_error(document)]}
    if mistakes := _mistakes(given["query"]):
        return {"errors": [_error(one) for one in mistakes]}
    try:
        cost = cost_of(schema(), document, given)
    except Refusal as refusal:
        return {"errors": [{"type": refusal.kind, "message": str(refusal)}]}
    window.used += cost.points - 1
    dry = asks_only(document, given)
    if dry is not None:
        window.used -= cost.points
    return _executed(Context(world, caller, window, schema(), cost), given, dry or document)


def _executed(context: Context, given: dict[str, Any], document: DocumentNode) -> dict[str, Any]:
    done = execute_sync(
        schema(),
        document,
        context_value=context,
        variable_values=given.get("variables") or {},
        operation_name=given.get("operationName"),
        field_resolver=plain_field,
    )
    assert isinstance(done, ExecutionResult)
    body: dict[str, Any] = {"data": done.data}
    if done.errors:
        body["errors"] = [_error(one) for one in done.errors]
    return body


def _error(error: GraphQLError) -> dict[str, Any]:
    """GitHub's form: a `type` beside the message for what it refuses by itself."""
    shape: dict[str, Any] = {}
    if isinstance(error.original_error, Refusal):
        shape["type"] = error.original_error.kind
    if error.path is not None:
        shape["path"] = error.path
    if error.locations:
        shape["locations"] = [{"line": one.line, "column": one.column} for one in error.locations]
    return shape | {"message": error.message}
