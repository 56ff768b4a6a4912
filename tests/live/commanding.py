"""`slipway doctor --live` as an operator types it, in this process or in one of its own."""

import subprocess
import sys
import time

import requests as http
from click.testing import CliRunner, Result

from app.cli import main
from tests.environment import ROOT
from tests.live.place import Place


def doctor(here: Place, *options: str, organisation: str = "acme", typed: str = "") -> Result:
    arguments = ["doctor", "--live", organisation, *options]
    return CliRunner().invoke(main, arguments, env=here.environment(), input=typed)


def started(here: Place, *options: str) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    program = [sys.executable, "-m", "app.cli", "doctor", "--live", "acme", *options]
    return subprocess.Popen(
        program, cwd=ROOT, env=here.environment(), stdout=subprocess.PIPE, text=True
    )


def wait_for(here: Place, method: str, route: str, times: int = 1) -> None:
    """Until the sandbox has got so many such calls."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        log = http.get(f"{here.sandbox.url}/_sandbox/calls/log", timeout=10).json()["calls"]
        if sum((one["method"], one["route"]) == (method, route) for one in log) >= times:
            return
        time.sleep(0.02)
    raise AssertionError(f"No {method} {route} came.")


def killed(here: Place, method: str, route: str, *options: str, times: int = 1) -> None:
    """A check that hangs in a call of a route, the first or a later one, and dies there."""
    here.control("faults", method=method, route=route, mode="hang", skip=times - 1)
    process = started(here, "--yes", *options)
    wait_for(here, method, route, times)
    process.kill()
    process.communicate(timeout=30)
    http.delete(f"{here.sandbox.url}/_sandbox/faults", timeout=10)
