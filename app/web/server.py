"""Runs the web process: one server process with threads, which is what SQLite wants."""

import ctypes
import os
import signal
import socket
import sys

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from app import bootstrap, logs
from app.settings import Settings
from app.web import metrics, recorder
from app.web.application import create_app

# Much less than GitHub's patience, within which there are several tries.
_BUSY_SECONDS = 2.0

# Who waits for a commit is answered long before. This ends who never sends all of his.
_STOP_SECONDS = 30

_PR_SET_PDEATHSIG = 1

# The server's own lines, like all others: JSON on standard error.
_LOGGING = {
    "formatters": {"json": {"()": "app.logs.formatter"}},
    "handlers": {
        "stderr": {
            "formatter": "json",
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}


class PortTaken(Exception):
    """Another process listens where this one was told to; the text says what to do."""


def serve(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT. Raises PortTaken."""
    _ensure_free(settings.host, settings.port, "SLIPWAY_PORT (or PORT) and SLIPWAY_HOST")
    if settings.metrics_port:
        variables = "SLIPWAY_METRICS_PORT and SLIPWAY_METRICS_HOST"
        _ensure_free(settings.metrics_host, settings.metrics_port, variables)
    Granian(
        f"{__name__}:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=1,
        workers_kill_timeout=_STOP_SECONDS,
        # Threads cost little while they wait for the commit, and come and go with the load. There
        # are enough for all deliveries that may wait, and for health checks beside them.
        blocking_threads=recorder.MOST_UNANSWERED + 50,
        log_access=False,
        log_level=LogLevels(settings.log_level),
        log_dictconfig=_LOGGING,
    ).serve()


def _ensure_free(host: str, port: int, variables: str) -> None:
    """The server itself would end in a backtrace of its own."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"The web process cannot listen on {host}:{port}: {error.strerror}. Stop what "
                f"listens there, or set {variables} otherwise."
            ) from error


def application() -> Flask:
    """Made in the server's own process, which is why it reads the environment again."""
    _end_with_parent()
    settings = Settings.load(os.environ)
    logs.configure(settings.log_level)
    bench = bootstrap.build(settings, _BUSY_SECONDS)
    registry = metrics.registry_of(bench)
    metrics.serve(settings, registry)
    return create_app(settings, bench, registry)


def _end_with_parent() -> None:
    """A server whose parent was killed would keep the port, and no SIGTERM would reach it."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
