"""How long people wait from the deciding label to live, at 0 and at 100 ms for each call.

The web process, the worker and the sandbox are the real processes, on SQLite and the embedded
Redis; the second that GitHub wants between two writes is set to nothing. The clock starts when
GitHub has taken the label and stops when the issue is closed.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
import requests

from app.demo.fault import DemoFault
from app.demo.people import GitHub
from app.demo.stage import Stage
from app.interrupt import Interrupt

REPETITIONS = 7
LATENCIES_MS = (0, 100)

# No person here edits an issue, so the only such call is Slipway's last one for a request.
_CLOSING = "/repos/{owner}/{repo}/issues/{issue_number}"
_PAUSE_SECONDS = 0.005
_LONGEST_SECONDS = 60
# GitHub's points for each minute are enough for five requests; what is beyond would wait.
_APART_SECONDS = 16
_ANSWERS = {
    "owner": "payments",
    "description": "Measures how long it takes.",
    "template": "python-service",
    "tier": "2",
    "data": "nothing",
    "exposure": "internal",
}


class Bench:
    """One sandbox and one Slipway, which build service after service."""

    def __init__(self, stage: Stage, github: GitHub) -> None:
        self._stage = stage
        self._github = github
        self._session = requests.Session()
        self._session.trust_env = False
        self._next_run = time.monotonic()

    def run(self, name: str, latency_ms: int) -> tuple[float, int]:
        """Seconds from label to live, and the calls that Slipway made in that time."""
        time.sleep(max(self._next_run - time.monotonic(), 0))
        self._next_run = time.monotonic() + _APART_SECONDS
        number = self._github.file_request("dana", name, _ANSWERS | {"name": name})
        self._stage.until("ask for approval", lambda: self._awaits_approval(number))
        self._control("POST", "latency", {"ms": latency_ms})
        self._control("DELETE", "calls")
        self._github.set_label("paula", number, "approved/platform")
        began = time.perf_counter()
        self._wait_until_closed()
        seconds = time.perf_counter() - began
        calls = self._control("GET", "calls")
        self._control("POST", "latency", {"ms": 0})
        # One of the writes was paula's label.
        return seconds, int(calls["reads"]) + int(calls["writes"]) - 1

    def _awaits_approval(self, number: int) -> bool | None:
        """Whether paula may act on what she read: GitHub's times are whole seconds."""
        page = self._github.look_at("paula", number)
        is_asked = "slipway/awaiting-approval" in page.labels and page.status != ""
        return (is_asked and self._github.time() > page.changed_at) or None

    def _wait_until_closed(self) -> None:
        """Asks the sandbox for its counts, which neither its latency nor its limits hold up."""
        deadline = time.monotonic() + _LONGEST_SECONDS
        while time.monotonic() < deadline:
            routes = self._control("GET", "calls")["routes"]
            if any((one["method"], one["route"]) == ("PATCH", _CLOSING) for one in routes):
                return
            time.sleep(_PAUSE_SECONDS)
        raise DemoFault(f"Nothing went live within {_LONGEST_SECONDS} seconds.")

    def _control(self, method: str, name: str, order: Any = None) -> Any:
        url = f"{self._github.url}/_sandbox/{name}"
        answer = self._session.request(method, url, json=order, timeout=10)
        answer.raise_for_status()
        return answer.json()


def measure() -> dict[int, list[tuple[float, int]]]:
    """Seconds and calls of every run, by latency in ms; the latencies take turns."""
    runs: dict[int, list[tuple[float, int]]] = {latency: [] for latency in LATENCIES_MS}
    with _bench() as bench:
        bench.run("warm-up", 0)
        for number in range(REPETITIONS):
            for latency in LATENCIES_MS:
                run = bench.run(_name(number, latency), latency)
                click.echo(f"  {latency:>3} ms a call: {run[0]:6.2f} s, {run[1]} calls")
                runs[latency].append(run)
    return runs


def _name(number: int, latency_ms: int) -> str:
    """No two of them alike, for the starter policy refuses names that are."""
    return "s" + sha256(f"{number} {latency_ms}".encode()).hexdigest()[:12]


@contextmanager
def _bench() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory(prefix="slipway-bench-") as folder:
        stage = Stage(Path(folder), Interrupt())
        try:
            yield Bench(stage, stage.start(0))
        finally:
            stage.end()


def summary(runs: Sequence[tuple[float, int]]) -> dict[str, float]:
    """Median and spread of the seconds of some runs, and the median of their calls."""
    seconds = [taken for taken, _ in runs]
    return {
        "median_seconds": round(statistics.median(seconds), 3),
        "least_seconds": round(min(seconds), 3),
        "most_seconds": round(max(seconds), 3),
        "calls": statistics.median_low([calls for _, calls in runs]),
    }


def main() -> None:
    try:
        runs = measure()
    except DemoFault as fault:
        raise SystemExit(str(fault)) from None
    found = {latency: summary(of_one) for latency, of_one in runs.items()}
    without, with_latency = (found[latency]["median_seconds"] for latency in LATENCIES_MS)
    result = {
        "benchmark": "label_to_live",
        "repetitions": REPETITIONS,
        "by_latency_ms": found,
        "ratio": round(with_latency / without, 2),
    }
    click.echo(json.dumps(result))


if __name__ == "__main__":
    main()
