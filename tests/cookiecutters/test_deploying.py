"""A deployment puts in what is newer, tells `bin/deploy` all it needs, and reports what runs."""

import json
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cookiecutters.jobs import Job, workflow
from tests.cookiecutters.pairs import ANSWERS, rendered
from tests.cookiecutters.runner import IMAGE, Runner

# Says what it was told, one a line.
TELLS = """\
#!/usr/bin/env bash
echo "deployed $1 $2"
for name in VERSION GH_TOKEN SERVICE_URL DEPLOY_IDENTITY DEPLOY_TARGET DEPLOY_SECRET; do
  echo "$name is ${!name}"
done
echo "url=$SERVICE_URL" >> "$GITHUB_OUTPUT"
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered("python-service", ANSWERS["plain"], tmp_path_factory.mktemp("pair")).service


class Checkout:
    """A clone of the service with three commits on main, and one on a branch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._git("init", "--quiet", "--initial-branch", "main")
        self._git("add", "--all")
        self.old, self.middle, self.new = (self._commit(one) for one in ("one", "two", "three"))
        self._git("checkout", "--quiet", "-b", "feature", self.old)
        self.aside = self._commit("aside")
        self._git("checkout", "--quiet", "main")

    def _commit(self, message: str) -> str:
        who = ("-c", "user.name=Olga", "-c", "user.email=olga@example.com")
        self._git(*who, "commit", "--quiet", "--allow-empty", "--message", message)
        return self._git("rev-parse", "HEAD").strip()

    def _git(self, *arguments: str) -> str:
        command = ["git", *arguments]
        return subprocess.run(
            command, check=True, cwd=self.folder, capture_output=True, text=True
        ).stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    pair = rendered("python-service", ANSWERS["plain"], tmp_path / "pair")
    (pair.service / "bin/deploy").write_text(TELLS)
    return Checkout(pair.service)


@pytest.fixture
def runner(checkout: Checkout, tmp_path: Path) -> Runner:
    folder = tmp_path / "runner"
    folder.mkdir()
    return Runner(checkout.folder, folder)


def promote(service: Path, version: str, is_older: bool = False) -> Job:
    knows = {
        "!inputs.is_older": str(not is_older).lower(),
        "github.token": "a-token",
        "inputs.environment": "dev",
        "inputs.image": IMAGE,
        "inputs.version": version,
        "secrets.DEPLOY_SECRET": "hidden",
        "vars.DEPLOY_IDENTITY": "roles/billing-dev",
        "vars.DEPLOY_TARGET": "cluster-7",
        "vars.SERVICE_URL": "https://billing.dev.example.com",
    }
    return Job(workflow(service, "promote")["jobs"]["promote"], knows)


def deployments(*told: tuple[str, str]) -> dict[str, Any]:
    """What GitHub says of these commits and states, the last deployment first."""
    nodes = [
        {"commitOid": commit, "latestStatus": {"state": state, "createdAt": f"2026-11-0{day}"}}
        for day, (commit, state) in enumerate(told, start=1)
    ]
    return {"graphql": {"data": {"repository": {"deployments": {"nodes": nodes[::-1]}}}}}


def test_the_first_deployment_of_an_environment_goes_on(runner: Runner, checkout: Checkout) -> None:
    runner.known = deployments((checkout.old, "IN_PROGRESS"))

    status, said, output = promote(checkout.folder, checkout.old).runs(runner, checkout.folder)

    assert status == 0, said
    assert f"deployed dev {IMAGE}" in said
    assert output == "url=https://billing.dev.example.com\n"


@pytest.mark.parametrize("runs", ["old", "middle"], ids=["an older one", "the same"])
def test_a_newer_commit_or_the_same_goes_on(runner: Runner, checkout: Checkout, runs: str) -> None:
    runner.known = deployments((getattr(checkout, runs), "SUCCESS"))

    status, said, _ = promote(checkout.folder, checkout.middle).runs(runner, checkout.folder)

    assert status == 0, said


@pytest.mark.parametrize("runs", ["new", "aside"], ids=["a newer one", "another branch"])
def test_a_commit_that_was_overtaken_is_not_deployed(
    runner: Runner, checkout: Checkout, runs: str
) -> None:
    deployed = getattr(checkout, runs)
    runner.known = deployments((deployed, "SUCCESS"))

    status, said, output = promote(checkout.folder, checkout.middle).runs(runner, checkout.folder)

    assert (status, output) == (1, "")
    assert f"Nothing was deployed. {deployed} runs in dev already" in said
    assert "use the workflow roll back" in said
    assert "deployed dev" not in said


def test_what_failed_or_was_replaced_does_not_count_as_running(
    runner: Runner, checkout: Checkout
) -> None:
    states = ["FAILURE", "ERROR", "INACTIVE", "IN_PROGRESS", "WAITING"]
    runner.known = deployments((checkout.old, "SUCCESS"), *((checkout.new, one) for one in states))

    status, said, _ = promote(checkout.folder, checkout.middle).runs(runner, checkout.folder)

    assert status == 0, said


def test_after_going_back_a_fix_goes_on_from_there(runner: Runner, checkout: Checkout) -> None:
    runner.known = deployments((checkout.new, "SUCCESS"), (checkout.old, "SUCCESS"))

    status, said, _ = promote(checkout.folder, checkout.middle).runs(runner, checkout.folder)

    assert status == 0, said


def test_what_runs_there_but_is_in_no_history_is_not_replaced(
    runner: Runner, checkout: Checkout
) -> None:
    runner.known = deployments(("f" * 40, "SUCCESS"))

    status, said, _ = promote(checkout.folder, checkout.new).runs(runner, checkout.folder)

    assert status == 1
    assert "this repository's history does not have it" in said


@pytest.mark.parametrize("answer", [None, "", "no JSON", {"data": {"repository": None}}])
def test_where_github_does_not_say_what_runs_nothing_is_deployed(
    runner: Runner, checkout: Checkout, answer: Any
) -> None:
    runner.known = {} if answer is None else {"graphql": answer}

    status, said, _ = promote(checkout.folder, checkout.new).runs(runner, checkout.folder)

    assert status == 1
    assert "GitHub does not say what runs in dev" in said


def test_going_back_on_purpose_asks_for_no_order(runner: Runner, checkout: Checkout) -> None:
    runner.known = deployments((checkout.new, "SUCCESS"))

    job = promote(checkout.folder, checkout.old, is_older=True)
    status, said, _ = job.runs(runner, checkout.folder)

    assert status == 0, said
    assert f"VERSION is {checkout.old}" in said


def test_a_deployment_is_told_all_that_the_head_of_its_script_says(
    runner: Runner, checkout: Checkout, service: Path
) -> None:
    runner.known = deployments()
    told = {
        "VERSION": checkout.new,
        "GH_TOKEN": "a-token",
        "SERVICE_URL": "https://billing.dev.example.com",
        "DEPLOY_IDENTITY": "roles/billing-dev",
        "DEPLOY_TARGET": "cluster-7",
        "DEPLOY_SECRET": "hidden",
    }

    status, said, _ = promote(checkout.folder, checkout.new).runs(runner, checkout.folder)

    assert status == 0, said
    assert {f"{name} is {value}" for name, value in told.items()} <= set(said.splitlines())
    head = (service / "bin/deploy").read_text()
    assert all(name in head for name in told)


def test_each_environment_gets_its_commit_and_its_secret_by_name(service: Path) -> None:
    """GitHub puts an environment's secret in the place of one that was passed, and adds none."""
    stages = [job for job in workflow(service, "deploy")["jobs"].values() if "with" in job]
    back = workflow(service, "roll-back")["jobs"]["promote"]

    passed = {"DEPLOY_SECRET": "${{ secrets.DEPLOY_SECRET }}"}
    assert [job["secrets"] for job in (*stages, back)] == [passed] * 5
    assert {job["with"]["version"] for job in stages} == {"${{ github.sha }}"}
    assert back["with"]["version"] == "${{ inputs.version }}"


def test_the_first_environment_takes_all_builds_in_turn(service: Path) -> None:
    """Of those that wait, GitHub would keep the one that came last: it may be an older commit."""
    jobs = workflow(service, "deploy")["jobs"]

    assert jobs["dev"]["concurrency"] == {"group": "deploy", "queue": "max"}


def test_a_deployment_that_nobody_filled_in_says_what_to_do(service: Path, runner: Runner) -> None:
    status, said, _ = Runner(service, runner.folder).run("bin/deploy", "dev", IMAGE)

    assert status == 1
    assert "Fill in bin/deploy in the platform layer" in said


def test_the_identity_of_a_job_is_asked_for_by_audience(service: Path, runner: Runner) -> None:
    asked: list[tuple[str, str]] = []

    class Issuer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            (audience,) = parse_qs(urlsplit(self.path).query)["audience"]
            asked.append((audience, self.headers["Authorization"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"value": "a.signed.token"}).encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    Thread(target=server.serve_forever, daemon=True).start()
    job = {
        "ACTIONS_ID_TOKEN_REQUEST_URL": f"http://127.0.0.1:{server.server_address[1]}/?v=1",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "request-token",
    }

    status, said, _ = Runner(service, runner.folder).run(
        ".github/bin/identity-token", "sts.example.com&x=1", **job
    )
    server.shutdown()
    server.server_close()

    assert (status, said) == (0, "a.signed.token\n::add-mask::a.signed.token\n")
    assert asked == [("sts.example.com&x=1", "bearer request-token")]
