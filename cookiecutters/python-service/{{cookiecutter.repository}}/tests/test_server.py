import socket
from collections.abc import Iterator
from threading import Thread

import httpx2
import pytest

from service.api import create_app
from service.server import Server
from service.settings import Settings


class Running:
    """A service that serves on a port of its own, in a thread."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        self.server = Server(create_app(Settings()), Settings(drain_seconds=1))
        self.thread = Thread(target=self.server.run, args=([self.listening],))
        self.thread.start()

    def stop(self) -> None:
        self.server.should_exit = True


@pytest.fixture
def running() -> Iterator[Running]:
    running = Running()
    yield running
    running.stop()
    running.thread.join()


def test_a_service_that_serves_is_ready(running: Running) -> None:
    assert httpx2.get(f"{running.url}/readyz").status_code == 200


def test_a_service_told_to_stop_is_not_ready_but_alive_and_then_gone(running: Running) -> None:
    httpx2.get(f"{running.url}/readyz")

    running.stop()
    while httpx2.get(f"{running.url}/readyz").status_code == 200:
        pass
    alive = httpx2.get(f"{running.url}/healthz").status_code
    running.thread.join()

    assert alive == 200
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{running.url}/healthz")
