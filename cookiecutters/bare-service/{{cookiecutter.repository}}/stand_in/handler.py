"""One request: which route it is for, what it brings, and how it is answered and counted."""

import json
import re
import time
import traceback
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from stand_in.routes import ROUTES, Wrong

MOST_BYTES = 1 << 20
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
METRICS = "text/plain; version=0.0.4; charset=utf-8"


class Handler(BaseHTTPRequestHandler):
    """One request, on a connection of its own."""

    timeout = 30

    def __getattr__(self, name):
        if name.startswith("do_"):  # a method of HTTP, whichever
            return self.serve
        raise AttributeError(name)

    def serve(self):
        began = time.monotonic()
        self.route = "unmatched"
        headers = {}
        try:
            status, answer = self.dispatch()
        except Wrong as wrong:
            status, answer, headers = wrong.status, {"detail": str(wrong)}, wrong.headers
        except OSError:  # whoever asked is gone
            raise
        except Exception:
            self.server.log("error", "a request failed", error=traceback.format_exc())
            status, answer = 500, {"detail": "Something is wrong on our side."}
        self.write(status, answer, headers)
        method = self.command if self.command in METHODS else "other"
        self.server.count(method, self.route, status, time.monotonic() - began)

    def dispatch(self):
        path = urlsplit(self.path).path
        asked = "GET" if self.command == "HEAD" else self.command
        found = {}
        for (method, route), handle in ROUTES.items():
            if match := re.fullmatch(route.replace("{id}", "([^/]+)"), path):
                self.route = route
                found[method] = (handle, match.groups())
        if not found:
            raise Wrong(404, "Not found.")
        if asked not in found:
            allowed = sorted([*found, "HEAD"] if "GET" in found else found)
            raise Wrong(405, "Method not allowed.", Allow=", ".join(allowed))
        handle, values = found[asked]
        sent = [self.body()] if asked == "POST" else []
        with self.server.lock:
            return handle(self, *values, *sent)

    def body(self):
        if "Transfer-Encoding" in self.headers:
            raise Wrong(411, "The body has to come with its length.")
        size = self.headers.get("Content-Length") or "0"
        if not (size.isascii() and size.isdigit()):
            raise Wrong(400, "The length of the body is no number.")
        if int(size) > MOST_BYTES:
            raise Wrong(413, "The body is larger than 1 MB.")
        return self.rfile.read(int(size))

    def read_json(self, body):
        """What the body says. Raises Wrong where it is no JSON, in UTF-8, or says so itself."""
        if body and self.headers.get_content_type() != "application/json":
            raise Wrong(415, "The body has to be application/json.")
        try:
            value = json.loads(body.decode())
            json.dumps(value, ensure_ascii=False).encode()  # half a character has no UTF-8
        except (ValueError, RecursionError):
            raise Wrong(400, "The body has to be one JSON object.") from None
        return value

    def write(self, status, answer, headers):
        text = isinstance(answer, str)
        content = (answer if text else "" if answer is None else json.dumps(answer)).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if content:
            self.send_header("Content-Type", METRICS if text else "application/json")
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def version_string(self):
        """What the header `Server` says: no versions."""
        return "service"

    def log_message(self, *_):
        """Nothing: `count` logs every request."""
