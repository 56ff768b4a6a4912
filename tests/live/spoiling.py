"""Makes a sandbox answer otherwise than it does, as GitHub might."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Response

from sandbox import transcript
from sandbox.rest import dispatch
from sandbox.rest.route import Answer, Route
from sandbox.world.rates import Window

Spoil = Callable[[Answer], Answer]


def body(**changes: Any) -> Spoil:
    """Fields with other values; None takes a field away."""

    def spoil(answer: Answer) -> Answer:
        assert isinstance(answer.body, dict)
        kept = {name: value for name, value in answer.body.items() if name not in changes}
        given = {name: value for name, value in changes.items() if value is not None}
        return replace(answer, body=kept | given)

    return spoil


def items(**changes: Any) -> Spoil:
    """The same for each item of a list."""

    def spoil(answer: Answer) -> Answer:
        spoilt = [body(**changes)(replace(answer, body=one)).body for one in answer.body]
        return replace(answer, body=spoilt)

    return spoil


def status(number: int) -> Spoil:
    return lambda answer: replace(answer, status=number)


def header(name: str, text: str) -> Spoil:
    return lambda answer: replace(answer, headers=answer.headers | {name: text})


EACH_KIND: Mapping[str, Spoil] = {
    "GET /app": body(events="all"),
    "GET /orgs/{org}/installation": body(target_type=None, surprise=1),
    "POST /orgs/{org}/repos": body(size=None),
    "GET /app/hook/deliveries": items(guid=7),
    "PUT /repos/{owner}/{repo}/topics": status(201),
    "POST /repos/{owner}/{repo}/rulesets": header("Retry-After", "1"),
}
"""A difference of each kind: type, missing here, missing there, in a list, status, header."""


@contextmanager
def spoilt_sandbox(spoils: Mapping[str, Spoil] = EACH_KIND) -> Iterator[None]:
    """While it lasts, answers are spoilt by route; nobody holds them against the description."""
    finish, listeners = dispatch._finish, transcript.listeners[:]

    def spoilt(route: Route, answer: Answer, window: Window) -> Response:
        spoil = spoils.get(f"{route.method} {route.path}")
        return finish(route, spoil(answer) if spoil else answer, window)

    dispatch._finish = spoilt
    transcript.listeners.clear()
    try:
        yield
    finally:
        dispatch._finish = finish
        transcript.listeners.extend(listeners)
