"""Serves a world on a loopback port: REST, GraphQL, git, controls and webhooks together."""

import socket
from functools import cache
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from flask import Flask, Response, jsonify
from flask import request as http_request
from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from sandbox.acts.webhooks import ping
from sandbox.asked import about, asked_world
from sandbox.controls.mount import mount_controls
from sandbox.errors import ApiError, not_found
from sandbox.git.http import mount_git
from sandbox.graphql.endpoint import mount_graphql
from sandbox.guard import guard
from sandbox.pages.mount import mount_pages
from sandbox.planting import plant
from sandbox.rest.everything import mount_rest
from sandbox.rest.passage import every_answer
from sandbox.seed import Seed, parse_seed
from sandbox.webhooks import Sender
from sandbox.world.state import World

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class NotLoopback(Exception):
    """The sandbox was asked to listen where others could reach it."""


class PortTaken(Exception):
    """The sandbox cannot listen there; the message says why and what to do."""


class _QuietHandler(WSGIRequestHandler):
    """Speaks HTTP/1.1 as GitHub does, and keeps the terminal free of a line per call.

    The server closes each connection after its answer, as werkzeug's always does.
    """

    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """Say nothing."""


class RunningSandbox:
    """A sandbox at work in a thread; close it, or use it as a context manager.

    A world that is new sends a ping, as every new hook does.
    """

    def __init__(self, world: World, host: str, port: int, *, is_new: bool = True) -> None:
        if host not in LOOPBACK:
            raise NotLoopback(
                f"The sandbox knows no real passwords, so it listens on loopback only, not on"
                f" {host}. Use 127.0.0.1."
            )
        self.world = world
        self._server = _bound(host, port, about(world, application()))
        name = f"[{host}]" if ":" in host else host
        world.url = f"http://{name}:{self._server.port}"
        self._thread = Thread(target=self._serve, name="sandbox", daemon=True)
        self._thread.start()
        if is_new and world.app is not None:
            ping(world, world.app)
        self._sender = Sender(world)

    def _serve(self) -> None:
        # A short poll lets a closing sandbox go at once: tests start many.
        self._server.serve_forever(poll_interval=0.02)

    @property
    def url(self) -> str:
        return self.world.url

    @property
    def api_url(self) -> str:
        return self.world.api_url

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._sender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _bound(host: str, port: int, app: "WSGIApplication") -> BaseWSGIServer:
    """A server on a port of ours; PortTaken when it is taken (werkzeug would end the process)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        bound = socket.create_server((host, port), family=family)
    except OSError as error:
        raise PortTaken(
            f"The sandbox cannot listen on {host}:{port}: {error.strerror or error}. Choose"
            " another port with --port; 0 picks a free one."
        ) from None
    with bound as listening:
        return make_server(
            host,
            listening.getsockname()[1],
            app,
            threaded=True,
            request_handler=_QuietHandler,
            fd=listening.fileno(),
        )


@cache
def application() -> Flask:
    """The Flask app of all worlds: making its routes takes longer than planting a world."""
    app = Flask("sandbox", static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    guard(app)
    mount_rest(app)
    mount_graphql(app)
    mount_controls(app)
    mount_git(app)
    mount_pages(app)
    app.register_error_handler(HTTPException, _unknown_path)
    app.teardown_request(lambda _: asked_world().changed.set())
    return app


def _unknown_path(error: HTTPException) -> Response:
    """A refusal as of any path; below the API a method that is none is a path that is none."""
    of_api = http_request.path.startswith("/api/")
    unknown = of_api and error.code == HTTPStatus.METHOD_NOT_ALLOWED
    refusal = not_found() if unknown else ApiError(error.code or 500, error.name)
    response = jsonify(refusal.body())
    response.status_code = refusal.status
    response.headers.update(every_answer(asked_world()) if of_api else {})
    return response


def serve(
    seed: Seed | dict[str, Any], data: Path, port: int = 0, host: str = "127.0.0.1"
) -> RunningSandbox:
    """Start a sandbox from a seed, keeping its repositories and key in `data`."""
    parsed = seed if isinstance(seed, Seed) else parse_seed(seed, Path.cwd())
    data.mkdir(parents=True, exist_ok=True)
    return RunningSandbox(plant(parsed, data), host, port)
