"""The web process: takes webhooks in and says how Slipway is; all work is the worker's."""

from app.web.application import create_app

__all__ = ["create_app"]
