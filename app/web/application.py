"""What the web process serves, and how it says that something went wrong."""

from flask import Flask, Response, jsonify, render_template
from prometheus_client import CollectorRegistry
from werkzeug.exceptions import HTTPException

from app.settings import Settings
from app.usecases.workbench import Workbench
from app.web import metrics
from app.web.health import health
from app.web.recorder import Recorder
from app.web.webhook import webhook


def create_app(
    settings: Settings, bench: Workbench, registry: CollectorRegistry | None = None
) -> Flask:
    """The WSGI application; errors are answered as `{"error": sentence}`.

    `registry` is told of every webhook.
    """
    flask = Flask("app.web")
    flask.config["MAX_CONTENT_LENGTH"] = settings.webhook_max_bytes
    recorder = Recorder(bench.database, bench.hints.deliveries)
    metrics.watch(flask, registry or CollectorRegistry(), recorder)
    flask.register_blueprint(webhook(settings, recorder, bench.clock))
    flask.register_blueprint(health(settings, bench))
    flask.register_error_handler(HTTPException, _explain)
    flask.add_url_rule("/", view_func=index)
    flask.after_request(_guard)
    return flask


def index() -> str:
    return render_template("index.html")


def _explain(error: HTTPException) -> tuple[Response, int]:
    return jsonify(error=error.description), error.code or 500


def _guard(response: Response) -> Response:
    """Pages load nothing from elsewhere, stand in no frame and are what they say they are."""
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    return response
