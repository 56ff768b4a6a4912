"""The application: its routes, and what happens when it starts and stops."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from service import health, notes, refusals
from service.about import DESCRIPTION, NAME
from service.bodies import Bounded
from service.metrics import Figures
from service.observe import Observed
from service.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    app = FastAPI(
        title=NAME,
        description=DESCRIPTION,
        version=settings.version,
        lifespan=_lifespan,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.ready = False
    app.state.notes = notes.Notes()
    figures = Figures()
    refusals.explain(app)
    app.include_router(health.router)
    app.include_router(notes.router)
    app.include_router(figures.router)
    app.add_middleware(Bounded)
    app.add_middleware(Observed, figures=figures)
    return app


@asynccontextmanager
async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
    """Around all requests. Open here what the service needs (a database, a queue), and close it."""
    yield
