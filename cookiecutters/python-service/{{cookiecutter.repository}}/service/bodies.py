"""How large the body of a request may be."""

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1 << 20


class Bounded:
    """Refuses a body that is too large with 413, once somebody reads it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = int(Headers(scope=scope).get("content-length", "0"))
        received = 0

        async def bounded() -> Message:
            nonlocal received
            _check(declared)  # before it is sent
            message = await receive()
            received += len(message.get("body", b""))
            _check(received)
            return message

        await self._app(scope, bounded, send)


def _check(size: int) -> None:
    if size > MOST_BYTES:
        raise HTTPException(413, "The body is larger than 1 MB.")
