"""How the platform asks after the service: alive, ready for traffic, and which version."""

from fastapi import APIRouter, HTTPException, Request

from service.about import NAME

router = APIRouter(tags=["health"])


@router.get("/healthz")
def alive() -> dict[str, str]:
    """The process answers; nothing else is asked."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(request: Request) -> dict[str, str]:
    """Traffic is welcome: everything that the service needs is there."""
    if not request.app.state.ready:
        raise HTTPException(503, "Not ready.")
    return {"status": "ready"}


@router.get("/version")
def version(request: Request) -> dict[str, str]:
    """The commit that is running."""
    return {"name": NAME, "version": request.app.state.settings.version}
