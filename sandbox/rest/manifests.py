"""The last step of a registration by manifest: `/app-manifests/{code}/conversions`."""

from sandbox.acts.apps import convert
from sandbox.rest.route import Answer, Call, Routes, Who
from sandbox.shapes.app import app as app_shape

routes = Routes()


@routes("POST", "/app-manifests/{code}/conversions", who=Who.ANYONE)
def convert_code(call: Call, code: str) -> Answer:
    """The App with its keys, which nobody is told again; whoever has the code may ask."""
    app, private = convert(call.world, code)
    keys = {
        "client_secret": app.client_secret,
        "webhook_secret": app.webhook_secret or None,
        "pem": private.decode(),
    }
    return Answer(app_shape(call.world, app) | keys, 201)
