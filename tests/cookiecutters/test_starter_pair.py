"""The starter pair really works: set up, linted, tested, served, tested from outside.

Downloads what the generated projects ask for, so `make test-templates` runs this, not `make test`.
"""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.templates.preview import SAMPLE, write_pair
from tests.templates.builders import pair_answers

REPOSITORIES = ("billing", "billing-tests")
STARTERS = Path(__file__).parents[2] / "cookiecutters"
NASTY = (
    "{{ 7*7 }} ${{ secrets.X }} \"quoted\" 'too' \\ `code` | cell\n### heading\n- item "
    "<b>&amp; @all \u202e \x00 🚀 $(touch here) " + "x" * 10_000
)


@pytest.fixture(scope="module", params=["plain", "nasty"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds `billing` and `billing-tests`, each set up."""
    folder = tmp_path_factory.mktemp(request.param)
    nasty = pair_answers(
        description=NASTY, depends_on=[NASTY], tier=NASTY, data=NASTY, extra={"data_store": NASTY}
    )
    write_pair(STARTERS, "python-service", folder, nasty if request.param == "nasty" else SAMPLE)
    with ThreadPoolExecutor() as both:
        for done in [both.submit(make, folder / name, "setup") for name in REPOSITORIES]:
            done.result()
    return folder


def make(folder: Path, *arguments: str, status: int = 0) -> str:
    run = subprocess.run(
        ["make", *arguments],
        check=False,
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
    )
    said = run.stdout + run.stderr
    assert run.returncode == status, said
    return said


def environment() -> dict[str, str]:
    """As a developer's shell would have it; this test run's own make and settings stay out."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKE", "MFLAGS", "PYTEST", "SLIPWAY", "VIRTUAL_ENV"))
    }


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of the service as `make run` starts it; it has to stop in good order."""
    port = free_port()
    service = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(service.pid, signal.SIGTERM)
        # make is gone first; the log ends when the service itself has ended.
        log, _ = service.communicate(timeout=60)
    assert '"message": "stopped"' in log


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def test_the_service_passes_its_own_checks(pair: Path) -> None:
    assert "passed" in make(pair / "billing", "lint", "test")


def test_the_integration_tests_pass_their_own_checks(pair: Path) -> None:
    make(pair / "billing-tests", "lint")


def test_the_integration_tests_pass_against_the_running_service(pair: Path) -> None:
    with running(pair / "billing") as url:
        make(pair / "billing-tests", "test", f"BASE_URL={url}")

    report = ET.parse(pair / "billing-tests/reports/integration.xml")  # noqa: S314 - ours
    suite = report.getroot()[0]
    assert int(suite.get("tests", 0)) > 0
    assert (suite.get("failures"), suite.get("errors"), suite.get("skipped")) == ("0", "0", "0")


def test_without_an_address_the_integration_tests_ask_for_one(pair: Path) -> None:
    said = make(pair / "billing-tests", "test", status=2)

    assert "make test BASE_URL=http://127.0.0.1:8000" in said


def test_a_service_that_never_answers_is_given_up_in_a_sentence(pair: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}"

    said = make(pair / "billing-tests", "test", f"BASE_URL={address}", "WAIT_SECONDS=0", status=2)

    assert f"{address} was not ready after 0 seconds: " in said


def test_nothing_that_was_typed_ran(pair: Path) -> None:
    assert not list(pair.rglob("here"))
