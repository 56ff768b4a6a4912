"""GET /healthz and /readyz: whether the process lives, and whether it can take webhooks in.

Not ready means that a webhook would be refused now. A worker or Redis that is away is told, but
answers 200: to cut the web process off for it would lose webhooks that it can keep.
"""

from dataclasses import asdict
from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from app.settings import Settings
from app.usecases.vitals import Vitals, examine
from app.usecases.workbench import Workbench


def health(settings: Settings, bench: Workbench) -> Blueprint:
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @blueprint.get("/readyz")
    def ready() -> tuple[Response, int]:
        vitals = examine(bench, timedelta(seconds=settings.sweep_seconds))
        ok = vitals.takes_webhooks
        status = HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE
        findings = {
            name: {key: value for key, value in finding.items() if value is not None}
            for name, finding in asdict(vitals).items()
        }
        return jsonify(status=_word(vitals), **findings), status

    return blueprint


def _word(vitals: Vitals) -> str:
    if not vitals.takes_webhooks:
        return "not ready"
    return "ready" if vitals.is_well else "degraded"
