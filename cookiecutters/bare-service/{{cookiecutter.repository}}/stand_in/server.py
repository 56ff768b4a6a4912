"""The server: its threads, its logs, and how it ends."""

import json
import signal
import threading
import time
from datetime import datetime, timezone
from http.server import ThreadingHTTPServer

from stand_in.figures import Figures
from stand_in.handler import Handler
from stand_in.settings import LEVELS

QUIET = {"/healthz", "/readyz", "/metrics"}


class Service(ThreadingHTTPServer):
    """The server with its notes, which `lock` guards, and its figures."""

    daemon_threads = True  # a request without end does not keep the program alive

    def __init__(self, settings):
        super().__init__((settings["HOST"], settings["PORT"]), Handler)
        self.settings = settings
        self.ready = True
        self.lock = threading.Lock()
        self.notes = {}
        self.figures = Figures()
        self._running = set()

    def process_request_thread(self, request, client_address):
        self._running.add(threading.current_thread())
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._running.discard(threading.current_thread())

    def handle_error(self, *_):
        self.log("debug", "a connection broke off")

    def log(self, level, message, **more):
        if LEVELS.index(level) >= LEVELS.index(self.settings["LOG_LEVEL"]):
            moment = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
            line = json.dumps({"time": moment, "level": level, "message": message, **more})
            print(line + "\n", end="", flush=True)

    def stop(self, *_):
        """On a signal: readiness fails first, and requests are taken for a while yet.

        SIGTERM may come twice, from make as well; only a second Ctrl-C is impatience.
        """
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if self.ready:
            self.ready = False
            self.log("info", "stopping")
            threading.Timer(self.settings["DRAIN_SECONDS"], self.shutdown).start()

    def wait_for_requests(self):
        """Give the requests that run their time to finish, after nobody listens any more."""
        latest = time.monotonic() + self.settings["STOP_SECONDS"]
        for thread in list(self._running):
            thread.join(max(0, latest - time.monotonic()))
        if any(thread.is_alive() for thread in list(self._running)):
            self.log("warning", "requests were cut off")

    def count(self, method, route, status, took):
        self.figures.add(method, route, status, took)
        level = "debug" if route in QUIET else "info"
        self.log(level, "request", method=method, route=route, status=status, seconds=took)
