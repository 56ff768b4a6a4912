"""What the service measures of itself, in Prometheus' text format."""

from time import perf_counter

from fastapi import FastAPI, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LABELS = ("method", "route", "status")


def measure(app: FastAPI) -> None:
    """Measure every request of `app`, and answer `GET /metrics`."""
    registry = CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    app.add_middleware(Measured, registry=registry)

    @app.get("/metrics", include_in_schema=False)
    def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class Measured:
    """Counts the requests that pass, and how long their answers take."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self._app = app
        self._requests = Counter(
            "http_requests", "Requests that were answered.", LABELS, registry=registry
        )
        self._duration = Histogram(
            "http_request_duration_seconds", "How long answers took.", LABELS, registry=registry
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        began = perf_counter()

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note_status)
        finally:
            labels = (_method(scope), _route(scope), str(status))
            self._requests.labels(*labels).inc()
            self._duration.labels(*labels).observe(perf_counter() - began)


# What is not known is not told apart: whoever sends nonsense would otherwise make series of it.
METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


def _method(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method in METHODS else "other"


def _route(scope: Scope) -> str:
    """The route, not the path: each id would otherwise make a series of its own."""
    return getattr(scope.get("route"), "path", "unmatched")
