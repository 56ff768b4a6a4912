"""Repositories by id, `/repositories/{repository_id}/…`: where renamed ones redirect to."""

from flask import Flask
from flask import request as http_request
from werkzeug.wrappers import Response

from sandbox.asked import asked_world
from sandbox.rest.dispatch import PREFIX


def mount_by_id(app: Flask) -> None:
    """Serve any path below a repository's id as the path below its present name."""

    def view(repository_id: int, rest: str = "") -> Response:
        world = asked_world()
        with world.lock:
            one = world.repositories.get(repository_id)
            name = one.full_name if one else "unknown/unknown"
        environ = dict(http_request.environ)
        environ["PATH_INFO"] = f"{PREFIX}/repos/{name}" + (f"/{rest}" if rest else "")
        return Response.from_app(app, environ)

    methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    path = f"{PREFIX}/repositories/<int:repository_id>"
    app.add_url_rule(path, "repository by id", view, methods=methods)
    app.add_url_rule(f"{path}/<path:rest>", "below repository by id", view, methods=methods)
