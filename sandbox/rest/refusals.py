"""How GitHub words its limits, and what a fault answers in place of the truth."""

from datetime import timedelta

from flask import Response, json, jsonify
from flask import request as http_request

from sandbox.errors import ApiError
from sandbox.rest.allowance import hourly
from sandbox.rest.caller import Anonymous, Caller, identify
from sandbox.world.calls import Arrival, Kind
from sandbox.world.faults import Fault, Mode
from sandbox.world.rates import Window
from sandbox.world.state import World

GRAPHQL = "/graphql"
LIMITS = "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api"
SECONDARY = f"{LIMITS}#about-secondary-rate-limits"
TOO_MUCH = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. "
    "If you reach out to GitHub Support for help, please include the request ID."
)
TOO_MUCH_CONTENT = (
    "You have exceeded a secondary rate limit and have been temporarily blocked from content "
    "creation. Please retry your request again later."
)
MESSAGES = {
    401: "Bad credentials",
    403: "Resource not accessible by integration",
    404: "Not Found",
    409: "Conflict",
    410: "This resource is gone.",
    422: "Validation Failed",
}
PAGE = "<!DOCTYPE html>\n<html><head><title>Unicorn! · GitHub</title></head><body>{}</body></html>"


def secondary_limit(call: Arrival, status: int | None, retry_after: int | None) -> Response:
    """The refusal of a secondary limit; a GraphQL one is HTTP 200 unless a status is given."""
    message = TOO_MUCH_CONTENT if call.creating else TOO_MUCH
    if call.route == GRAPHQL and status is None:
        response = _graphql_limit(message)
    else:
        response = jsonify({"message": message, "documentation_url": SECONDARY})
        response.status_code = status or 403
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def primary_limit(
    world: World, call: Arrival, status: int | None, reset_in: int | None
) -> Response:
    """The refusal of an hour that is used up, with the moment when the next one begins."""
    caller = _caller(world)
    message = f"API rate limit exceeded for {caller.key}."
    graphql = call.route == GRAPHQL
    if graphql and status is None:
        response = _graphql_limit(message)
    else:
        response = jsonify({"message": message, "documentation_url": LIMITS})
        response.status_code = status or 403
    seconds = 3600 if reset_in is None else reset_in
    resource = "graphql" if graphql else "core"
    limit = hourly(world, caller, resource)
    window = Window(limit, world.now() + timedelta(seconds=seconds), used=limit)
    response.headers.update(rate_headers(window, resource))
    return response


def _caller(world: World) -> Caller:
    """Whose hour it is; nobody's where the credentials are no good."""
    try:
        return identify(world, http_request.headers.get("Authorization"))
    except ApiError:
        return Anonymous()


def _graphql_limit(message: str) -> Response:
    return jsonify({"data": None, "errors": [{"type": "RATE_LIMITED", "message": message}]})


def rate_headers(window: Window, resource: str) -> dict[str, str]:
    return {
        "x-ratelimit-limit": str(window.limit),
        "x-ratelimit-remaining": str(window.remaining),
        "x-ratelimit-used": str(window.used),
        "x-ratelimit-reset": str(int(window.reset_at.timestamp())),
        "x-ratelimit-resource": resource,
    }


def spoiled(world: World, call: Arrival, fault: Fault) -> Response:
    """The answer that a fault gives in place of the real one."""
    match fault.mode:
        case Mode.PRIMARY:
            response = primary_limit(world, call, fault.status, fault.retry_after)
        case Mode.SECONDARY:
            response = secondary_limit(call, fault.status, fault.retry_after)
        case Mode.REDIRECT:
            response = _redirect(call, fault)
        case Mode.HTML:
            page = PAGE.format(fault.message or "No server is currently available.")
            response = Response(page, fault.status or 503, content_type="text/html; charset=utf-8")
        case _:
            response = _error(fault)
    response.headers.update(fault.headers)
    return response


def _error(fault: Fault) -> Response:
    status = fault.status or 502
    response = jsonify({"message": fault.message or MESSAGES.get(status, "Server Error")})
    response.status_code = status
    return response


def _redirect(call: Arrival, fault: Fault) -> Response:
    status = fault.status or (301 if call.kind is Kind.READ else 307)
    where = fault.location or http_request.url
    message = "Moved Permanently" if status == 301 else "Temporary Redirect"
    text = json.dumps({"message": message, "url": where})
    return Response(text, status, {"Location": where}, content_type="application/json")
