"""Tests a checkout beside this one: starts it on a free port, tests it, stops it.

`python -m integration.local` starts the folder that SERVICE names.
"""

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from integration.settings import read_settings, refuse
from integration.wait import wait_for

LOG = Path("reports/service.log")
STOP_SECONDS = 60
OURS = {
    "BASE_URL", "DEPLOYMENT_ID", "ENVIRONMENT", "EXPECTED_VERSION", "MFLAGS", "OLDER_THAN", "RUN_ID",
    "SERVICE", "WAIT_SECONDS",
}  # fmt: skip


def main() -> int:
    folder = Path(os.environ.get("SERVICE", ""))
    if not (folder / "Makefile").is_file():
        refuse(f"{folder} holds no Makefile. Name a checkout: make test-local SERVICE=../name")
    # Also if somebody ends this program, the service has to be stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    port = free_port()
    # A version that nobody else runs: so it is this checkout that answers.
    wanted = {
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ENVIRONMENT": "local",
        "EXPECTED_VERSION": f"local-{uuid4().hex[:8]}",
        "WAIT_SECONDS": os.environ.get("WAIT_SECONDS") or "300",
    }
    with running(folder, port, wanted["EXPECTED_VERSION"]) as service:
        return tested(os.environ | wanted, service)


def tested(environment: dict[str, str], service: subprocess.Popen[bytes]) -> int:
    def ended() -> str:
        code = service.poll()
        return "" if code is None else f"`make run` ended with {code} before the service was ready."

    if reason := wait_for(read_settings(environment), ended):
        print(f"{reason} The end of {LOG}:\n{last_lines()}", file=sys.stderr)
        return 1
    return subprocess.run([sys.executable, "-m", "pytest"], check=False, env=environment).returncode


@contextmanager
def running(folder: Path, port: int, version: str) -> Iterator[subprocess.Popen[bytes]]:
    LOG.parent.mkdir(exist_ok=True)
    # Its other end stays open in all that `make run` starts, and closes with the last of them.
    alive, held = os.pipe()
    with LOG.open("wb") as log:
        service = subprocess.Popen(
            ["make", "run", f"PORT={port}", f"VERSION={version}"],
            cwd=folder,
            env=own_environment(),
            stdout=log,
            stderr=log,
            pass_fds=[held],
            start_new_session=True,
        )
    os.close(held)
    try:
        yield service
    finally:
        stop(service, alive)
        os.close(alive)


def stop(service: subprocess.Popen[bytes], alive: int) -> None:
    """Ask all that `make run` started to stop in good order, and kill what does not."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(service.pid, sent)
        if select.select([alive], [], [], STOP_SECONDS)[0]:
            break
    service.wait()


def own_environment() -> dict[str, str]:
    """Without what is meant for these tests alone, or for their make."""
    environment = {name: text for name, text in os.environ.items() if name not in OURS}
    return {name: text for name, text in environment.items() if not name.startswith("MAKE")}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def last_lines() -> str:
    return "\n".join(LOG.read_text(errors="replace").splitlines()[-20:])


if __name__ == "__main__":
    sys.exit(main())
