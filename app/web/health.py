"""GET /healthz and /readyz: whether the process lives, and whether what it needs answers."""

from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from app.usecases.workbench import Workbench


def health(bench: Workbench) -> Blueprint:
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @blueprint.get("/readyz")
    def ready() -> tuple[Response, int]:
        answers = {
            "database": bench.database.answers(),
            "redis": bench.hints.redis_answers(),
        }
        status = HTTPStatus.OK if all(answers.values()) else HTTPStatus.SERVICE_UNAVAILABLE
        return jsonify(answers), status

    return blueprint
