"""The real web process and worker on an empty database, to be loaded and killed."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import func, select

from app.demo.ports import LOOPBACK, free_port
from app.demo.programs import Program, clean_environment, end_all, python
from app.demo.stage import SEED, read_seed
from app.store import schema
from app.store.database import Database
from app.store.deliveries import DeliveryState
from app.store.tables import deliveries

_START_SECONDS = 30
_DRAIN_SECONDS = 30
_PAUSE_SECONDS = 0.02
_READY = "sandbox ready "


class Rig:
    """What is measured: its processes, its database, its memory."""

    def __init__(self, folder: Path, redis_url: str) -> None:
        self.port = free_port()
        self.database = Database(f"sqlite:///{folder / 'slipway.db'}")
        schema.upgrade(self.database)
        self.seeded = read_seed(SEED)
        self._folder = folder
        self._redis_url = redis_url
        self._programs: list[Program] = []
        self._github_url = self._start_github()

    def start_web(self) -> Program:
        """Start the web process and wait until it takes connections."""
        web = self._start("web process", python("app.cli", "web"), self._settings())
        self._until(web, self._takes_connections)
        return web

    def start_worker(self) -> Program:
        return self._start("worker", python("app.cli", "worker"), self._settings())

    def kill(self, program: Program) -> None:
        """With `kill -9`, and all its children."""
        os.killpg(program.process_id, signal.SIGKILL)
        program.end(0)
        self._programs.remove(program)

    def stop(self, program: Program) -> None:
        """With SIGTERM: it finishes what is at hand."""
        program.end(_DRAIN_SECONDS)
        self._programs.remove(program)

    def end(self) -> None:
        end_all(self._programs)
        self.database.close()

    def waiting(self) -> int:
        """How many deliveries nobody handled yet."""
        waits = deliveries.c.state == DeliveryState.WAITING
        with self.database.transaction() as tx:
            counted = select(func.count()).select_from(deliveries).where(waits)
            return tx.connection.execute(counted).scalar_one()

    def _start(self, name: str, command: list[str], environment: Mapping[str, str]) -> Program:
        log = self._folder / f"{name.partition(' ')[0]}.log"
        program = Program(name, command, environment, log)
        self._programs.append(program)
        return program

    def _start_github(self) -> str:
        options = ["--seed", str(SEED), "--port", "0", "--data", str(self._folder / "github")]
        sandbox = self._start("sandbox", python("sandbox", *options), clean_environment())
        self._until(sandbox, lambda: _READY in sandbox.log.read_text(encoding="utf-8"))
        line = sandbox.log.read_text(encoding="utf-8").partition(_READY)[2]
        return line.partition("\n")[0]

    def _settings(self) -> dict[str, str]:
        return clean_environment() | {
            "SLIPWAY_GITHUB_API_URL": f"{self._github_url}/api/v3",
            "SLIPWAY_APP_ID": self.seeded.client_id,
            "SLIPWAY_PRIVATE_KEY": str(self._folder / "github" / "app.private-key.pem"),
            "SLIPWAY_WEBHOOK_SECRET": self.seeded.webhook_secret,
            "SLIPWAY_ORGS": self.seeded.organisation,
            "SLIPWAY_DATA_DIR": str(self._folder),
            "SLIPWAY_REDIS_URL": self._redis_url,
            "SLIPWAY_PORT": str(self.port),
            "SLIPWAY_SWEEP_SECONDS": "5",
        }

    def _until(self, program: Program, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not is_so():
            program.check()
            if time.monotonic() > deadline:
                raise SystemExit(f"The {program.name} did not start. {program.last_words()}")
            time.sleep(_PAUSE_SECONDS)

    def _takes_connections(self) -> bool:
        try:
            socket.create_connection((LOOPBACK, self.port), timeout=1).close()
        except OSError:
            return False
        return True


def memory_mb(program: Program) -> float:
    """Resident memory of a program and its children, in MB."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pgid=,rss="], check=True, capture_output=True, text=True
    ).stdout
    rows = (line.split() for line in listed.splitlines())
    kilobytes = sum(int(rss) for group, rss in rows if int(group) == program.process_id)
    return kilobytes / 1024
