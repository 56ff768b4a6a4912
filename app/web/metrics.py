"""Metrics for Prometheus, on a port of their own: what the rows tell, and this process itself.

The rows speak for all processes together, so that the web process alone has to be scraped.
"""

import time

import structlog
from flask import Flask, Response, g
from flask import request as http_request
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    start_http_server,
)

from app.settings import Settings
from app.usecases.workbench import Workbench
from app.web.recorder import Recorder
from app.web.row_metrics import RowMetrics

_WEBHOOK = "webhook.receive"
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

_log = structlog.get_logger(__name__)


def registry_of(bench: Workbench) -> CollectorRegistry:
    """All that the rows tell, and what the system tells of this process."""
    # A series of its own for the moment at which each other one began would double them all.
    disable_created_metrics()  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    registry.register(RowMetrics(bench.database, bench.clock, bench.organisations))
    PlatformCollector(registry)
    ProcessCollector(registry=registry)
    GCCollector(registry)
    return registry


def watch(flask: Flask, registry: CollectorRegistry, recorder: Recorder) -> None:
    """Count and time every webhook, by the status that it is answered with."""
    answers = Counter(
        "slipway_webhooks", "Webhooks answered, by HTTP status.", ["status"], registry=registry
    )
    seconds = Histogram(
        "slipway_webhook_seconds",
        "From the arrival of a webhook to its answer.",
        buckets=_BUCKETS,
        registry=registry,
    )
    waiting = Gauge(
        "slipway_webhooks_unanswered", "Webhooks that wait for their commit.", registry=registry
    )
    waiting.set_function(lambda: recorder.unanswered)

    def begin() -> None:
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        if http_request.endpoint == _WEBHOOK:
            answers.labels(response.status_code).inc()
            seconds.observe(time.perf_counter() - g.began)
        return response

    flask.before_request(begin)
    flask.after_request(end)


def serve(settings: Settings, registry: CollectorRegistry) -> None:
    """Answer scrapes from a thread, if a port is set. Webhooks do not depend on it."""
    if not settings.metrics_port:
        return
    try:
        start_http_server(settings.metrics_port, settings.metrics_host, registry)
    except OSError as error:
        _log.error("metrics are not served", port=settings.metrics_port, reason=str(error))
