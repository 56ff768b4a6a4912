"""How the service serves and ends: no new traffic first, then what is running, then the rest."""

import asyncio
import logging
import signal
import socket
from time import monotonic
from types import FrameType

import uvicorn
from fastapi import FastAPI

from service.settings import Settings

log = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """Serves until it is told to stop (SIGTERM, SIGINT), and then ends in good order.

    It is no longer ready for `drain_seconds` before it stops listening; the requests that run then
    have `stop_seconds` to finish.
    """

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=settings.host,
                port=settings.port,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=settings.stop_seconds,
            )
        )
        self._app = app
        self._drain_seconds = settings.drain_seconds

    def handle_exit(self, sig: int, _frame: FrameType | None) -> None:
        """Stop, and end with 0: uvicorn itself would end by the signal, sent once more.

        SIGTERM may come twice, from make as well; only a second Ctrl-C is impatience.
        """
        self.force_exit = self.force_exit or (self.should_exit and sig == signal.SIGINT)
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._app.state.ready = True
            log.info("ready")

    async def main_loop(self) -> None:
        """Until a signal comes, and the moment that who sends traffic needs to notice."""
        await super().main_loop()
        self._app.state.ready = False
        log.info("stopping")
        until = monotonic() + self._drain_seconds
        while monotonic() < until and not self.force_exit:
            await asyncio.sleep(0.1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        log.info("stopped")
