"""The way of every REST call: fault, caller, rate, gate, handler, headers, ETag."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Flask, Response, json
from flask import request as http_request

from sandbox.acts.catching_up import catch_up
from sandbox.asked import asked_world
from sandbox.errors import ApiError, not_for_integrations
from sandbox.rest.allowance import window_of
from sandbox.rest.body import Body
from sandbox.rest.caller import Anonymous, Caller, identify
from sandbox.rest.gate import check_caller, check_organisation, check_repository
from sandbox.rest.passage import arrival, is_too_much, passed, timed
from sandbox.rest.refusals import rate_headers, secondary_limit
from sandbox.rest.route import Answer, Call, Route
from sandbox.rest.validators import etag_of, matches
from sandbox.rest.versions import HEADER as VERSION
from sandbox.rest.versions import as_of, version_of
from sandbox.world.calls import Arrival, Kind
from sandbox.world.rates import Window
from sandbox.world.repositories import Repository
from sandbox.world.state import World

PREFIX = "/api/v3"
# Path parameters that may hold slashes; numbers are told by their names.
PATHS = {"path", "ref", "branch", "basehead", "name", "environment_name"}
NUMBERS = {"issue_number", "comment_id", "ruleset_id", "installation_id", "delivery_id"}
NUMBERS |= {"repository_id", "event_id", "pull_number", "review_id", "suggestion_id"}
NUMBERS |= {"check_run_id", "check_suite_id"}
NUMBERS |= {"branch_policy_id", "protection_rule_id", "deployment_id", "status_id"}
NUMBERS |= {"run_id", "job_id", "attempt_number"}


def flask_path(path: str) -> str:
    """`/a/{b}` of the OpenAPI description as Flask writes it."""

    def convert(match: re.Match[str]) -> str:
        name = match[1]
        kind = "path:" if name in PATHS else "int:" if name in NUMBERS else ""
        return f"<{kind}{name}>"

    return PREFIX + re.sub(r"{(\w+)}", convert, path)


def mount(app: Flask, routes: list[Route]) -> None:
    """Make every route reachable; HEAD is answered by GET."""
    for route in routes:
        app.add_url_rule(
            flask_path(route.path),
            f"{route.method} {route.path}",
            _view(route),
            methods=[route.method],
            strict_slashes=False,
        )


def _view(route: Route) -> Callable[..., Response]:
    def view(**params: Any) -> Response:
        world = asked_world()
        call = arrival(world, route.path, route.kind)
        return passed(world, call, lambda: _answer(world, route, call, params))

    return view


def _answer(world: World, route: Route, call: Arrival, params: dict[str, Any]) -> Response:
    caller: Caller = Anonymous()
    try:
        # Bad credentials are refused first, and nothing else goes before a version that is none.
        caller = identify(world, http_request.headers.get("Authorization"))
        version = version_of(world, http_request.headers.get(VERSION))
        check_caller(route, caller)
        window = _spend(world, route, caller)
        if is_too_much(world, caller, call):
            return secondary_limit(call, world.limits.status, world.limits.retry_after)
        with timed(world, caller, call):
            answer = _handled(world, route, caller, version, params)
    except ApiError as error:
        # Whoever is refused for a permission hears which one the route asks for.
        asked = (
            {"X-Accepted-GitHub-Permissions": route.accepted} if _is_refused(route, error) else {}
        )
        answer = Answer(error.body(), error.status, asked | error.headers)
        window = window_of(world, caller, "core")
    return _finish(route, answer, window)


def _is_refused(route: Route, error: ApiError) -> bool:
    return bool(route.needs) and error.message == not_for_integrations().message


def _handled(
    world: World, route: Route, caller: Caller, version: str, params: dict[str, Any]
) -> Answer:
    raw = http_request.get_data()
    body = Body.read(raw, http_request.get_json(force=True, silent=True))
    accept = http_request.headers.get("Accept", "")
    query = http_request.args.to_dict()
    call = Call(world, caller, body, query, http_request.base_url, version, accept)
    if "owner" in params:
        owner, name = params.pop("owner"), params.pop("repo")
        moved = world.renamed(owner, name)
        if moved is not None:
            return _redirect(world, route, moved)
        found = world.repository(owner, name)
        call.found_repository = found if found and world.shows(found) else None
        check_repository(route, caller, call.repository)
        catch_up(world, call.repository)
        call.found_organisation = call.repository.owner
    if "org" in params:
        call.found_organisation = world.organisation(params.pop("org"))
        check_organisation(route, caller, call.organisation)
    answer = route.handler(call, **params)
    return replace(answer, body=as_of(version, answer.body))


def _redirect(world: World, route: Route, moved: Repository) -> Answer:
    """A renamed repository: 301 for GET and 307 otherwise, to its path by id."""
    rest = http_request.path.removeprefix(PREFIX).split("/", 4)[4:]
    url = "/".join([f"{world.api_url}/repositories/{moved.id}", *rest])
    status = 301 if route.kind is Kind.READ else 307
    message = "Moved Permanently" if status == 301 else "Temporary Redirect"
    body = {"message": message, "url": url, "documentation_url": "https://docs.github.com/rest"}
    return Answer(body, status, {"Location": url})


def _spend(world: World, route: Route, caller: Caller) -> Window:
    """Count the call against the caller's hour; 403 when it is used up."""
    window = window_of(world, caller, "core")
    if route.path == "/rate_limit":
        return window
    if window.remaining == 0:
        raise ApiError(403, f"API rate limit exceeded for {caller.key}.")
    window.used += 1
    return window


def _finish(route: Route, answer: Answer, window: Window) -> Response:
    response = Response(status=answer.status)
    if answer.body is not None:
        response.set_data(json.dumps(answer.body))
        response.content_type = "application/json; charset=utf-8"
    if route.method == "GET" and answer.status == 200 and route.path != "/rate_limit":
        tag = etag_of(answer.body)
        if matches(tag, http_request.headers.get("If-None-Match")):
            window.used -= 1  # a 304 costs nothing of the primary limit
            response = Response(status=304)
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = "private, max-age=60, s-maxage=60"
    response.headers.update(rate_headers(window, "core"))
    response.headers.update(answer.headers)
    return response
