"""Runs the web process: one server process with threads, which is what SQLite wants."""

import os

from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from app import bootstrap, logs
from app.settings import Settings
from app.web.application import create_app


def serve(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT."""
    Granian(
        f"{__name__}:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=1,
        log_access=False,
    ).serve()


def application() -> Flask:
    """Made in the server's own process, which is why it reads the environment again."""
    settings = Settings.load(os.environ)
    logs.configure(settings.log_level)
    return create_app(settings, bootstrap.build(settings))
