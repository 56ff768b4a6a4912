"""A run of the integration tests says what it tested, tests one version, and leaves nothing.

Downloads what the generated tests ask for, so `make test-templates` runs this, not `make test`.
"""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest

from app.templates.preview import write_pair
from tests.cookiecutters.checkouts import free_port, make, run, served
from tests.cookiecutters.deployments import answering, deployed

STARTERS = Path(__file__).parents[2] / "cookiecutters"
RUNNING = "version-that-runs"
BROKEN = """
import os, signal
from integration import data

def test_it_goes_wrong(client, run):
    client.post("/notes", json={{"author": run.identity, "text": "Left behind?"}})
    {end}
"""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds `billing` and `billing-tests`, each set up."""
    folder = tmp_path_factory.mktemp("pair")
    write_pair(STARTERS, "bare-service", folder)
    make(folder / "billing-tests", "setup")
    return folder


@pytest.fixture
def tests(pair: Path) -> Path:
    return pair / "billing-tests"


@pytest.fixture(scope="module")
def url(pair: Path) -> Iterator[str]:
    """Where the pair's service answers."""
    port = free_port()
    with served(pair / "billing", port, VERSION=RUNNING):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def broken(tests: Path) -> Iterator[Path]:
    """A further test of the pair, which each test writes for itself."""
    path = tests / "tests/test_broken.py"
    yield path
    path.unlink()


def report(tests: Path) -> dict[str | None, str | None]:
    suite = ET.parse(tests / "reports/integration.xml").getroot()[0]  # noqa: S314 - ours
    assert int(suite.get("tests", 0)) > 0
    return {entry.get("name"): entry.get("value") for entry in suite.iter("property")}


def texts(url: str, author: str) -> list[str]:
    return [note["text"] for note in httpx.get(f"{url}/notes", params={"author": author}).json()]


def test_the_report_says_what_was_tested_where(tests: Path, url: str) -> None:
    asked = [f"BASE_URL={url}", "ENVIRONMENT=staging", "DEPLOYMENT_ID=42", "RUN_ID=mine"]

    make(tests, "test", *asked, f"EXPECTED_VERSION={RUNNING}")

    assert report(tests) == {
        "service": "billing",
        "version": RUNNING,
        "environment": "staging",
        "base_url": url,
        "run_id": "mine",
        "deployment_id": "42",
    }


def test_a_job_is_named_after_its_run_and_attempt(tests: Path, url: str) -> None:
    run(tests, "make", "test", BASE_URL=url, GITHUB_RUN_ID="4711", GITHUB_RUN_ATTEMPT="2")

    assert report(tests)["run_id"] == "4711-2"


def test_another_version_than_expected_is_named_with_the_expected_one(
    tests: Path, url: str
) -> None:
    asked = [f"BASE_URL={url}", "EXPECTED_VERSION=newer", "WAIT_SECONDS=0"]

    said = make(tests, "test", *asked, status=2)

    assert f"{url} ran version {RUNNING} after 0 seconds, but newer was expected." in said
    assert not (tests / "reports/integration.xml").exists()


def test_a_version_that_is_still_on_its_way_is_waited_for(tests: Path) -> None:
    with deployed(["older", "older", "newer"]) as url:
        python = str(tests / ".venv/bin/python")

        said = run(tests, python, "-m", "integration.wait", BASE_URL=url, EXPECTED_VERSION="newer")

    assert said == ""


@pytest.mark.parametrize(
    ("status", "said", "sentence"),
    [
        (503, {}, "was not ready after 0 seconds: it answers 503, so it is starting or stopping."),
        (404, {}, "was not ready after 0 seconds: it answers 404. Is BASE_URL the address of the"),
        (200, {"name": "ledger", "version": "1"}, "is ledger, and these are the tests of billing."),
        (200, [], "did not say its name and version at /version."),
    ],
)
def test_what_answers_instead_of_the_service_is_named(
    tests: Path, status: int, said: object, sentence: str
) -> None:
    with answering(status, said) as url:
        told = make(tests, "test", f"BASE_URL={url}", "WAIT_SECONDS=0", status=2)

    assert f"{url} {sentence}" in told
    assert not (tests / "reports/integration.xml").exists()


def test_where_nothing_answers_the_reason_is_told(tests: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}"

    said = make(tests, "test", f"BASE_URL={url}", "WAIT_SECONDS=0", status=2)

    assert "Connection refused. Is it running, and does this machine reach it?" in said
    assert "urlopen" not in said


def test_two_runs_at_the_same_time_do_not_meet(tests: Path, url: str) -> None:
    with ThreadPoolExecutor() as both:
        runs = [both.submit(make, tests, "test", f"BASE_URL={url}", f"RUN_ID={n}") for n in "ab"]
        told = [one.result() for one in runs]

    assert all(" passed" in said for said in told)
    assert texts(url, "it-runs") == []


def test_a_version_that_changes_in_the_middle_fails_the_run(tests: Path) -> None:
    with deployed(["older", "older", "newer"]) as url:
        command = [str(tests / ".venv/bin/python"), "-m", "pytest", "tests/test_health.py"]

        said = run(tests, *command, status=1, BASE_URL=url)

    assert "The service went from older to newer while it was tested." in said


def test_a_run_that_fails_leaves_nothing(tests: Path, url: str, broken: Path) -> None:
    broken.write_text(BROKEN.format(end="raise AssertionError(run.identity)"))

    said = make(tests, "test", f"BASE_URL={url}", "RUN_ID=unlucky", status=2)

    identity = said.partition("AssertionError: ")[2].split()[0]
    assert identity.startswith("it-20")
    assert identity.endswith("Z-unlucky")
    assert texts(url, identity) == texts(url, "it-runs") == []


def test_what_a_killed_run_left_is_removed_once_it_is_old(
    tests: Path, url: str, broken: Path
) -> None:
    broken.write_text(BROKEN.format(end=f"os.kill(os.getpid(), {signal.SIGKILL:d})"))
    make(tests, "test", f"BASE_URL={url}", status=2)
    (identity,) = texts(url, "it-runs")
    left = texts(url, identity)

    early = make(tests, "clean-data", f"BASE_URL={url}")
    kept = texts(url, identity)
    late = make(tests, "clean-data", f"BASE_URL={url}", "OLDER_THAN=0")

    assert left == kept == ["Left behind?"]
    assert "Removed what 0 runs left, 0 notes in all. 1 runs began less than 24 hours ago" in early
    assert "Removed what 1 runs left, 1 notes in all." in late
    assert texts(url, identity) == texts(url, "it-runs") == []


@pytest.mark.parametrize("author", ["ada", "it-runs"])
def test_other_data_stays(tests: Path, url: str, author: str) -> None:
    note = httpx.post(f"{url}/notes", json={"author": author, "text": "it-is mine"}).json()

    make(tests, "clean-data", f"BASE_URL={url}", "OLDER_THAN=0")

    assert texts(url, author) == ["it-is mine"]
    httpx.delete(f"{url}/notes/{note['id']}").raise_for_status()


def test_a_checkout_is_started_tested_and_stopped(tests: Path) -> None:
    make(tests, "test-local", "SERVICE=../billing")

    assert report(tests)["environment"] == "local"
    assert '"message": "stopped"' in (tests / "reports/service.log").read_text().splitlines()[-1]


def test_a_checkout_that_does_not_start_is_shown_with_its_reason(tests: Path) -> None:
    said = make(tests, "test-local", "SERVICE=../billing", "LOG_LEVEL=loud", status=2)

    assert "`make run` ended with 2 before the service was ready." in said
    assert "LOG_LEVEL is 'loud'" in said
    assert not (tests / "reports/integration.xml").exists()


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("BASE_URL=", "make test BASE_URL=http://127.0.0.1:8000"),
        ("BASE_URL=billing", "BASE_URL is 'billing', but has to begin with http:// or https://"),
        ("RUN_ID=a b", "RUN_ID is 'a b', but has to be 1 to 60 letters, digits, dots and dashes."),
        ("WAIT_SECONDS=soon", "WAIT_SECONDS is 'soon', but has to be a number from 0 on."),
        ("OLDER_THAN=nan", "OLDER_THAN is 'nan', but has to be a number from 0 on."),
    ],
)
def test_a_setting_that_is_wrong_is_named(tests: Path, setting: str, sentence: str) -> None:
    said = make(tests, "test", "BASE_URL=http://127.0.0.1:9", setting, status=2)

    assert sentence in said


def test_a_folder_that_is_no_checkout_is_named(tests: Path) -> None:
    said = make(tests, "test-local", "SERVICE=../nowhere", status=2)

    assert "../nowhere holds no Makefile. Name a checkout: make test-local SERVICE=../name" in said
