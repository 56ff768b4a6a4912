"""The whole demo, as a newcomer starts it: the real processes, from the form to the clones."""

import json
import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.demo.clones import clone
from app.demo.programs import clean_environment, python
from app.demo.story import STEPS

PAIR = ["billing-service", "billing-service-integration-tests"]


class Demo:
    """A demo at work, with a temporary folder of its own to look for leftovers in."""

    def __init__(self, folder: Path, scratch: Path, *options: str) -> None:
        self.scratch = scratch
        self._output = folder / "output.txt"
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                python("app.cli", "demo", *options),
                cwd=folder,
                env=clean_environment() | {"TMPDIR": str(scratch)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def output(self) -> str:
        return self._output.read_text(encoding="utf-8")

    def wait_for(self, text: str, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while text not in self.output:
            assert self._process.poll() is None, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.1)

    def wait(self, seconds: float = 120) -> int:
        return self._process.wait(seconds)

    def interrupt(self, number: signal.Signals) -> int:
        self._process.send_signal(number)
        return self.wait(60)

    def leftovers(self) -> list[str]:
        """Files that it left, and programs that it started and did not end."""
        files = [str(path) for path in self.scratch.iterdir()]
        return files + [program for program in _programs() if str(self.scratch) in program]


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder with a short path: sockets are made below it."""
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        yield Path(folder)


def test_the_demo_plays_all_of_the_story(tmp_path: Path, scratch: Path) -> None:
    demo = Demo(tmp_path, scratch, "--exit")

    status = demo.wait()

    report = _report(tmp_path)
    assert (status, report["ok"]) == (0, True), demo.output
    assert [step["name"] for step in report["steps"]] == [step.name for step in STEPS]
    assert all(step["ok"] and step["detail"] for step in report["steps"])
    assert [one["name"] for one in report["repositories"]] == PAIR
    assert all(re.fullmatch("[0-9a-f]{40}", one["head_commit"]) for one in report["repositories"])
    assert report["calls"]["reads"] > report["calls"]["content_creating"] > 0
    assert demo.leftovers() == []


def test_the_demo_stays_up_until_it_is_interrupted(tmp_path: Path, scratch: Path) -> None:
    """What it prints to clone can be cloned as it stands."""
    demo = Demo(tmp_path, scratch)
    demo.wait_for("Ctrl-C ends the demo")

    service, tests = [
        clone(url, tmp_path / str(number))
        for number, url in enumerate(re.findall(r"^ +git clone (\S+)$", demo.output, re.MULTILINE))
    ]
    status = demo.interrupt(signal.SIGINT)

    assert (service.folder / "Makefile").exists()
    assert (tests.folder / "Makefile").exists()
    assert status == 0
    assert demo.leftovers() == []


def test_a_demo_that_is_ended_early_ends_all_it_started(tmp_path: Path, scratch: Path) -> None:
    demo = Demo(tmp_path, scratch, "--exit")
    demo.wait_for("The sandbox and Slipway start")

    status = demo.interrupt(signal.SIGTERM)

    assert status == 130
    assert _report(tmp_path)["ok"] is False
    assert demo.leftovers() == []


def _report(folder: Path) -> dict[str, Any]:
    found = json.loads((folder / "demo-report.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def _programs() -> Iterator[str]:
    """The environment of each of our programs, where the system shows it (Linux)."""
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if int(path.parent.name) != os.getpid():
                yield path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
