"""What is done around each request: it is counted, timed and logged by its route."""

import logging
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.metrics import Figures

log = logging.getLogger(__name__)

# What is not known is not told apart: whoever sends nonsense would otherwise make series of it.
METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
# Probes and scrapes come every few seconds: their answers are not worth a line each.
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


class Observed:
    """Counts, times and logs the requests that pass; HEAD is answered as GET, without the body."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        began = perf_counter()
        method = str(scope["method"])
        inner = dict(scope, method="GET" if method == "HEAD" else method)

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-content-type-options"] = "nosniff"
            elif method == "HEAD":
                message = dict(message, body=b"")
            await send(message)

        try:
            await self._app(inner, receive, observed)
        finally:
            self._note(method, _route(inner), status, perf_counter() - began)

    def _note(self, method: str, route: str, status: int, seconds: float) -> None:
        known = method if method in METHODS else "other"
        self._figures.add(known, route, status, seconds)
        fields = {"method": known, "route": route, "status": status, "seconds": round(seconds, 6)}
        level = logging.DEBUG if route in QUIET else logging.INFO
        log.log(level, "request", extra={"fields": fields})


def _route(scope: Scope) -> str:
    """The route, not the path: each id would otherwise make a series of its own."""
    return getattr(scope.get("route"), "path", "unmatched")
