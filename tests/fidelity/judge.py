"""Compares what the sandbox and Slipway say to each other with what GitHub publishes."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sandbox.transcript import Exchange, Told
from tests.fidelity.description import Operation, Rest, Webhooks
from tests.fidelity.deviations import ALIASES, ANYWHERE, EXCUSED, IN_REFUSALS, NO_ETAG, STATUSES

SLIPWAY = "slipway"
GRAPHQL = "/graphql"
RATE = ("limit", "remaining", "used", "reset", "resource")
HOOK_HEADERS = (
    *("Accept", "Content-Type", "User-Agent", "X-GitHub-Event", "X-GitHub-Delivery"),
    *("X-GitHub-Hook-ID", "X-GitHub-Hook-Installation-Target-ID"),
    *("X-GitHub-Hook-Installation-Target-Type", "X-Hub-Signature-256"),
)
ACCEPTED = re.compile(r"^\w+=(?:read|write|admin)(?:[;,] ?\w+=(?:read|write|admin))*$")
NOT_ACCESSIBLE = "Resource not accessible by integration"
LINK = re.compile(r'^<[^>]+>; rel="(?:next|prev|first|last)"(?:, <[^>]+>; rel="\w+")*$')
VERSIONS = {"2022-11-28", "2026-03-10"}
OLDER = "2022-11-28"
SELECTED = "x-github-api-version-selected"
# How a version is refused that is none, or none any more.
NO_VERSION = {400, 410}


def judge(rest: Rest, exchange: Exchange) -> Iterator[str]:
    """What is wrong with a call or its answer, a line each; a spoilt answer is not judged."""
    if exchange.route == GRAPHQL:
        yield from _headers(exchange)  # its documents are held against the schema as they run
        return
    rest = rest.as_of(version_of(exchange))
    operation = rest.operation(exchange.method, ALIASES.get(exchange.route, exchange.route))
    if operation is None:
        yield f"{exchange.method} {exchange.route}: GitHub has no such operation"
        return
    found = [*_request(rest, operation, exchange)]
    if not exchange.fault:
        found += [*_answer(rest, operation, exchange), *_headers(exchange)]
        found += [*_pages(operation, exchange), *_version(exchange)]
    yield from _unexcused(f"{operation.key} {exchange.status}: {line}" for line in found)


def version_of(exchange: Exchange) -> str:
    """The version of the API by which an answer is judged: the asked one, else what it says."""
    return _asked_version(exchange) or _told_version(exchange) or OLDER


def _asked_version(exchange: Exchange) -> str | None:
    headers = {name.lower(): value for name, value in exchange.request_headers.items()}
    return headers.get("x-github-api-version")


def _told_version(exchange: Exchange) -> str | None:
    headers = {name.lower(): value for name, value in exchange.response_headers.items()}
    return headers.get(SELECTED)


def _version(exchange: Exchange) -> Iterator[str]:
    """An answer names its version; the refusal of one that is none has none to name."""
    asked, told = _asked_version(exchange), _told_version(exchange)
    if told is None and exchange.status not in NO_VERSION and (asked or OLDER) in VERSIONS:
        yield f"lacks the header {SELECTED}"
    elif told is not None and told not in ({asked} if asked else VERSIONS):
        yield f"the header {SELECTED} says {told} to who asks for {asked}"


def _unexcused(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if not any(re.search(one, line) for one in EXCUSED))


def _request(rest: Rest, operation: Operation, exchange: Exchange) -> Iterator[str]:
    """What Slipway asks must be what GitHub takes; tests may ask anything to see it refused."""
    if exchange.request_headers.get("User-Agent") != SLIPWAY:
        return
    yield from _parameters(rest, operation, exchange)
    yield from _sent(rest, operation, exchange.request_body)
    if exchange.request_headers.get("X-Github-Api-Version") not in VERSIONS:
        yield "the request names no version of the API"


def _parameters(rest: Rest, operation: Operation, exchange: Exchange) -> Iterator[str]:
    for name, value in exchange.query.items():
        if name not in operation.query:
            yield f"the request has a parameter that GitHub does not know: {name}"
        else:
            schema = operation.query[name]["schema"]
            if any(rest.schemas.complaints(schema, value)):
                for line in rest.schemas.complaints(schema, _typed(value)):
                    yield f"the parameter {name} of the request, {line}"


def _sent(rest: Rest, operation: Operation, body: Any) -> Iterator[str]:
    if operation.body is None:
        if body not in (None, {}):
            yield "the request has a body where GitHub takes none"
    elif body is not None or operation.needs_body:
        for line in rest.schemas.complaints(operation.body, body):
            yield f"the body of the request, {line}"
        for place in rest.schemas.strangers(operation.body, body):
            yield f"the body of the request has a field that GitHub does not know: {place}"


def _typed(value: str) -> Any:
    if value in {"true", "false"}:
        return value == "true"
    return int(value) if value.isdigit() else value


def _answer(rest: Rest, operation: Operation, exchange: Exchange) -> Iterator[str]:
    status, body = exchange.status, exchange.response_body
    if status == 304:
        if body is not None:
            yield "has a body"
        return
    known = ANYWHERE.keys() | operation.statuses
    if status not in known and (operation.key, status) not in STATUSES:
        yield f"GitHub describes no such status, but {sorted(operation.statuses)}"
    if status >= 300:
        yield from _refusal(rest, body)
        return
    if status not in operation.statuses:
        return
    schema = operation.answer(status)
    if schema is None:
        if body is not None:
            yield "has a body, and GitHub sends none"
        return
    if isinstance(body, str) and not exchange.response_headers.get("Content-Type", "").startswith(
        "application/json"
    ):
        return  # another media type was asked for
    yield from rest.schemas.complaints(schema, body)
    for place in rest.schemas.strangers(schema, body):
        yield f"has a field that GitHub does not send: {place}"


def _refusal(rest: Rest, body: Any) -> Iterator[str]:
    """Refusals are described as one of three shapes, often as none, and sent as any of them."""
    schema = rest.refusal(with_errors=isinstance(body, dict) and "errors" in body)
    yield from rest.schemas.complaints(schema, body)
    for place in rest.schemas.strangers(schema, body):
        if place not in IN_REFUSALS:
            yield f"has a field that GitHub does not send: {place}"


def _headers(exchange: Exchange) -> Iterator[str]:
    if exchange.fault:
        return
    headers = {name.lower(): value for name, value in exchange.response_headers.items()}
    for word in RATE:
        if f"x-ratelimit-{word}" not in headers and exchange.status not in {401, 403, 429}:
            yield f"lacks the header x-ratelimit-{word}"
    wanted = ["x-github-request-id", "x-github-media-type"]
    body = exchange.response_body
    if isinstance(body, dict) and body.get("message") == NOT_ACCESSIBLE:
        wanted.append("x-accepted-github-permissions")
    if exchange.response_body is not None:
        wanted.append("content-type")
    key = f"{exchange.method} {exchange.route}"
    if exchange.method == "GET" and exchange.status in {200, 304} and key not in NO_ETAG:
        wanted.append("etag")
    for name in wanted:
        if name not in headers:
            yield f"lacks the header {name}"
    accepted = headers.get("x-accepted-github-permissions", "")
    if accepted and not ACCEPTED.match(accepted):
        yield f"the header x-accepted-github-permissions is not as GitHub writes it: {accepted}"


def _pages(operation: Operation, exchange: Exchange) -> Iterator[str]:
    link = exchange.response_headers.get("Link")
    if link is None:
        return
    if not LINK.match(link):
        yield f"the header Link is not as GitHub writes it: {link}"


def judge_webhook(webhooks: Webhooks, told: Told) -> Iterator[str]:
    """What is wrong with a delivery, a line each."""
    yield from _unexcused(_told(webhooks, told))


def _told(webhooks: Webhooks, told: Told) -> Iterator[str]:
    name = f"{told.event}.{told.action}" if told.action else told.event
    schema = webhooks.payload(told.event, told.action)
    if schema is None:
        yield f"{name}: GitHub has no such event"
        return
    for line in webhooks.schemas.complaints(schema, told.payload):
        yield f"{name}: {line}"
    for place in webhooks.schemas.strangers(schema, told.payload):
        yield f"{name}: has a field that GitHub does not send: {place}"
    for header in HOOK_HEADERS:
        if header not in told.headers:
            yield f"{name}: lacks the header {header}"
