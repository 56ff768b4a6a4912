"""The application: its routes, and what happens when it starts and stops."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError

from service import health, notes
from service.about import DESCRIPTION, NAME
from service.metrics import measure
from service.refusals import refuse
from service.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    app = FastAPI(title=NAME, description=DESCRIPTION, version=settings.version, lifespan=_lifespan)
    app.state.settings = settings
    app.state.ready = False
    app.state.notes = notes.Notes()
    app.add_exception_handler(RequestValidationError, refuse)
    app.include_router(health.router)
    app.include_router(notes.router)
    measure(app)
    return app


@asynccontextmanager
async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
    """Around all requests. Open here what the service needs (a database, a queue), and close it."""
    yield
