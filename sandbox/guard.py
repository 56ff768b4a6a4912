"""Keeps other web pages out: checks `Host` on every call and `Origin` on every change."""

from urllib.parse import urlsplit

from flask import Flask, Response, jsonify
from flask import request as http_request

from sandbox.world.state import World

NAMES = {"127.0.0.1", "localhost", "::1"}
SAFE = {"GET", "HEAD", "OPTIONS"}


def guard(app: Flask, world: World) -> None:
    """Refuse calls under another name (DNS rebinding) and changes sent by foreign pages."""

    @app.before_request
    def check() -> Response | None:
        port = urlsplit(world.url).port
        if not _is_own(f"http://{http_request.headers.get('Host', '')}", port):
            return _refusal(421, "This sandbox answers to 127.0.0.1 and localhost only.")
        origin = http_request.headers.get("Origin")
        if origin and http_request.method not in SAFE and not _is_own(origin, port):
            return _refusal(403, f"Changes are not taken from pages of {origin}.")
        return None


def _is_own(url: str, port: int | None) -> bool:
    try:
        parts = urlsplit(url)
        found = parts.port
    except ValueError:
        return False
    return parts.scheme == "http" and parts.hostname in NAMES and found == port


def _refusal(status: int, message: str) -> Response:
    response = jsonify({"message": message})
    response.status_code = status
    return response
