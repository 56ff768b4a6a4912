"""The application: its routes, and what happens when it starts and stops."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from service import health, notes
from service.about import DESCRIPTION, NAME
from service.settings import Settings

log = logging.getLogger(__name__)


def create_app(settings: Settings) -> FastAPI:
    app = FastAPI(title=NAME, description=DESCRIPTION, version=settings.version, lifespan=_lifespan)
    app.state.settings = settings
    app.state.ready = False
    app.state.notes = notes.Notes()
    app.include_router(health.router)
    app.include_router(notes.router)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    # Open what the service needs (a database, a queue) before it calls itself ready.
    app.state.ready = True
    log.info("ready")
    yield
    app.state.ready = False
    log.info("stopped")
