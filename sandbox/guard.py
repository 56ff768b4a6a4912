"""Keeps other web pages out: checks `Host` on every call and `Origin` on every change."""

import re
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify
from flask import request as http_request

from sandbox.asked import asked_world

NAMES = {"127.0.0.1", "localhost", "::1"}
SAFE = {"GET", "HEAD", "OPTIONS"}
# The manifest of an App comes from a page of whoever wants it. It is shown, and changes nothing.
OPEN = re.compile(r"/settings/apps/new|/organizations/[^/]+/settings/apps/new")


def guard(app: Flask) -> None:
    """Refuse calls under another name (DNS rebinding) and changes sent by foreign pages."""

    @app.before_request
    def check() -> Response | None:
        port = urlsplit(asked_world().url).port
        if not _is_own(f"http://{http_request.headers.get('Host', '')}", port):
            return _refusal(421, "This sandbox answers to 127.0.0.1 and localhost only.")
        origin = http_request.headers.get("Origin")
        changes = http_request.method not in SAFE and not is_open(http_request.path)
        if origin and changes and not _is_own(origin, port):
            return _refusal(403, f"Changes are not taken from pages of {origin}.")
        return None


def is_open(path: str) -> bool:
    """Whether pages from elsewhere may post there, because nothing is changed by it."""
    return OPEN.fullmatch(path) is not None


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
