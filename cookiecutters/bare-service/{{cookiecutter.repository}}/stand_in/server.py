"""The server: connections, logs, and what is counted of each request."""

import json
import re
import threading
import time
from collections import Counter
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from stand_in.routes import ROUTES, Wrong
from stand_in.settings import LEVELS

MOST_BYTES = 1 << 20
METRICS = "text/plain; version=0.0.4; charset=utf-8"
QUIET = {"/healthz", "/readyz", "/metrics"}


class Service(ThreadingHTTPServer):
    """The server with its notes and its figures, which `lock` guards."""

    daemon_threads = False

    def __init__(self, settings):
        super().__init__((settings["HOST"], settings["PORT"]), Handler)
        self.settings = settings
        self.ready = True
        self.lock = threading.Lock()
        self.notes = {}
        self.requests = Counter()
        self.seconds = Counter()

    def log(self, level, message, **more):
        if LEVELS.index(level) >= LEVELS.index(self.settings["LOG_LEVEL"]):
            moment = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
            line = json.dumps({"time": moment, "level": level, "message": message, **more})
            print(line + "\n", end="", flush=True)

    def stop(self, *_):
        """On a signal: readiness fails first, and requests are taken for a while yet."""
        if self.ready:
            self.ready = False
            self.log("info", "stopping")
            threading.Timer(self.settings["DRAIN_SECONDS"], self.shutdown).start()

    def count(self, method, route, status, took):
        with self.lock:
            self.requests[method, route, status] += 1
            self.seconds[method, route] += took
        level = "debug" if route in QUIET else "info"
        self.log(level, "request", method=method, route=route, status=status, seconds=took)


class Handler(BaseHTTPRequestHandler):
    """One request, on a connection of its own."""

    timeout = 30

    def serve(self):
        began = time.monotonic()
        self.route = "none"
        try:
            status, answer = self.dispatch()
        except Wrong as wrong:
            status, answer = wrong.status, {"detail": str(wrong)}
        self.write(status, answer)
        self.server.count(self.command, self.route, status, time.monotonic() - began)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = serve

    def dispatch(self):
        sent = self.body()
        path = urlsplit(self.path).path
        allowed = []
        for (method, route), handle in ROUTES.items():
            found = re.fullmatch(route.replace("{id}", "([^/]+)"), path)
            if found and method == self.command:
                self.route = route
                with self.server.lock:
                    return handle(self, *found.groups(), *sent)
            allowed += [method] if found else []
        raise Wrong(405, f"Only {', '.join(allowed)}.") if allowed else Wrong(404, "Not found.")

    def body(self):
        """What a POST sent, as a list of one; nothing for the others."""
        size = self.headers.get("Content-Length") or "0"
        if not size.isdigit() or int(size) > MOST_BYTES:
            raise Wrong(413, "The body is larger than 1 MB.")
        sent = self.rfile.read(int(size))
        return [sent] if self.command == "POST" else []

    def write(self, status, answer):
        text = isinstance(answer, str)
        content = answer if text else "" if answer is None else json.dumps(answer)
        self.send_response(status)
        if content:
            self.send_header("Content-Type", METRICS if text else "application/json")
        self.end_headers()
        self.wfile.write(content.encode())

    def log_message(self, *_):
        """Nothing: `count` logs every request."""
