"""What the service measures of itself, in Prometheus' text format."""

from fastapi import APIRouter, Response
from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

LABELS = ("method", "route", "status")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

# When each series began is told by nobody else, and doubles their number.
disable_created_metrics()  # type: ignore[no-untyped-call]


class Figures:
    """The figures of one service, and the route that shows them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)
        self._requests = Counter(
            "http_requests", "Requests that were answered.", LABELS, registry=self._registry
        )
        self._duration = Histogram(
            "http_request_duration_seconds",
            "How long answers took.",
            LABELS,
            buckets=SECONDS,
            registry=self._registry,
        )
        self.router = APIRouter()
        self.router.get("/metrics", include_in_schema=False)(self._show)

    def add(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count and time one request."""
        labels = (method, route, str(status))
        self._requests.labels(*labels).inc()
        self._duration.labels(*labels).observe(seconds)

    def _show(self) -> Response:
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)
