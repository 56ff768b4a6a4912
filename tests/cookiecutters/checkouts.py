"""A pair of checkouts as a developer has them: `make` in them, and a service that is served."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.patience import until

TOOLS = Path(__file__).parents[2] / ".tools/bin"
# This test run's own make and settings stay out.
OURS = ("MAKE", "MFLAGS", "PYTEST", "SLIPWAY", "VIRTUAL_ENV", "GITHUB_")


def make(folder: Path, *arguments: str, status: int = 0, **variables: str) -> str:
    """What `make` says in `folder`, with these variables; it has to end with `status`."""
    return run(folder, "make", *arguments, status=status, **variables)


def run(folder: Path, *command: str, status: int = 0, **variables: str) -> str:
    """What a command says in `folder`, with these variables; it has to end with `status`."""
    ended = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=environment() | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert ended.returncode == status, ended.stdout
    return ended.stdout


def environment() -> dict[str, str]:
    """As the shell of a developer would have it who has installed every language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"PATH": f"{TOOLS}:{kept['PATH']}"}


@contextmanager
def served(folder: Path, port: int, **variables: str) -> Iterator[None]:
    """The service of `folder`, as `make run` starts it on `port`, once it is ready."""
    service = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=folder,
        env=environment() | variables,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until(lambda: is_ready(port), seconds=120)
        yield
    finally:
        os.killpg(service.pid, signal.SIGTERM)
        service.wait(timeout=60)


def is_ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz").is_success
    except httpx.TransportError:
        return False


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
