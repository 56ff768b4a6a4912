"""Which world a request is about: one Flask app answers for all the worlds of a process."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from flask import request as http_request

from sandbox.world.state import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_KEY = "sandbox.world"


def about(world: World, app: Flask) -> "WSGIApplication":
    """The app, each of whose requests is about this world."""

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        return app(environ | {_KEY: world}, start)

    return answer


def asked_world() -> World:
    """The world that the present request is about."""
    found: World = http_request.environ[_KEY]
    return found
