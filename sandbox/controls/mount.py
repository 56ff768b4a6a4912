"""All controls of the sandbox, mounted on one Flask app."""

from typing import Any

from flask import Flask, Response, jsonify
from flask import request as http_request
from pydantic import ValidationError

from sandbox.asked import asked_world
from sandbox.controls import (
    apps,
    calls,
    checks,
    clock,
    deliveries,
    faults,
    forks,
    installations,
    issues,
    lateness,
    limits,
    organisations,
    people,
    versions,
    workflows,
)
from sandbox.controls.control import Obey, Order, Plain
from sandbox.errors import ApiError, not_found
from sandbox.mistakes import mistakes
from sandbox.world.state import World

SUBJECTS = (
    clock,
    calls,
    faults,
    limits,
    lateness,
    deliveries,
    issues,
    checks,
    forks,
    organisations,
    people,
    apps,
    installations,
    versions,
    workflows,
)
PLAIN: dict[tuple[str, str], Plain] = {
    place: one for subject in SUBJECTS for place, one in subject.controls.plain_ones.items()
}
ORDERS: dict[str, tuple[type[Order], Obey]] = {
    name: one for subject in SUBJECTS for name, one in subject.controls.orders.items()
}


def mount_controls(app: Flask) -> None:
    @app.route("/_sandbox/<path:name>", methods=["GET", "POST", "DELETE"])
    def control(name: str) -> Response:
        world = asked_world()
        with world.lock:
            try:
                return jsonify(_obey(world, name))
            except ApiError as error:
                response = jsonify(error.body())
                response.status_code = error.status
                return response


def _obey(world: World, name: str) -> dict[str, Any]:
    plain = PLAIN.get((http_request.method, name))
    if plain is not None:
        return plain(world)
    if http_request.method != "POST" or name not in ORDERS:
        raise not_found()
    model, obey = ORDERS[name]
    try:
        order = model.model_validate(http_request.get_json(force=True, silent=True))
    except ValidationError as error:
        raise ApiError(422, "; ".join(mistakes(error))) from None
    return obey(world, order)
