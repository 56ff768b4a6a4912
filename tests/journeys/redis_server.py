"""A Redis that a test stops, starts, empties and fills."""

import subprocess
import time
from pathlib import Path

import redis

from app.embedded_redis import find_server

_SECONDS = 10


class RedisServer:
    """A server of the test's own, which keeps nothing when it ends."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "own.sock"
        self.url = f"unix://{self._socket}"
        self.client = redis.Redis.from_url(self.url, retry=None)
        self._process: subprocess.Popen[bytes] | None = None

    def starts(self) -> None:
        options = {"port": "0", "unixsocket": str(self._socket), "save": "", "appendonly": "no"}
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        self._process = subprocess.Popen([find_server(), *arguments], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + _SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, "Redis does not start"
            time.sleep(0.01)

    def is_killed(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait()
        self.client.connection_pool.disconnect()

    def is_full(self) -> None:
        """It refuses everything that would need more memory."""
        self.client.config_set("maxmemory-policy", "noeviction")
        self.client.config_set("maxmemory", "1")

    def has_room(self) -> None:
        self.client.config_set("maxmemory", "0")

    def drops_connections(self) -> None:
        """All of them but the test's own."""
        self.client.client_kill_filter(skipme=True)

    def ends(self) -> None:
        if self._process and self._process.poll() is None:
            self.is_killed()
        self.client.close()

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.RedisError:
            return False
