"""`--data`: what a sandbox knew when it was killed, it knows when it is started again."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from ruamel.yaml import YAML

from sandbox import RunningSandbox
from sandbox.keeping.folder import recalled
from sandbox.keeping.state_file import load, save
from sandbox.world.state import World
from tests.sandbox.conftest import Ear, until
from tests.sandbox.voices import PATIENCE, Voice, signed_jwt


class Process:
    """A sandbox in a process of its own, on a folder that outlives it."""

    def __init__(self, folder: Path, seed: Path, *words: str) -> None:
        program = [sys.executable, "-m", "sandbox", "--seed", str(seed), "--port", "0"]
        self._process = subprocess.Popen(
            [*program, "--data", str(folder), *words], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().removeprefix("sandbox ready ").strip()
        self.told = self._process.stdout.readline().strip()
        self.folder = folder

    def person(self, login: str) -> Voice:
        return Voice(self.url, f"ghp_sandbox_{login}")

    def control(self, path: str, verb: str = "POST", **order: Any) -> Any:
        url = f"{self.url}/_sandbox/{path}"
        answer = requests.request(verb, url, json=order or None, timeout=PATIENCE)
        assert answer.ok, answer.text
        return answer.json()

    def is_kept(self, what: Callable[[World], bool]) -> None:
        """Wait until the state on disk says so."""
        until(lambda: what(load(self.folder) or World(self.folder)))

    def dies(self) -> None:
        self.ends(signal.SIGKILL)

    def ends(self, number: signal.Signals = signal.SIGTERM) -> int:
        self._process.send_signal(number)
        status = self._process.wait(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return status


Begin = Callable[..., Process]


@pytest.fixture
def begin(tmp_path: Path, seed: dict[str, Any]) -> Iterator[Begin]:
    """Starts sandboxes one after the other on one folder."""
    file, started = tmp_path / "seed.yml", []
    YAML(typ="safe").dump(seed, file)

    def begin(*words: str) -> Process:
        started.append(Process(tmp_path / "data", file, *words))
        return started[-1]

    yield begin
    for one in started:
        if one._process.poll() is None:
            one.dies()


def test_what_was_kept_outlives_a_kill(begin: Begin, key_file: Path) -> None:
    first = begin()
    issue = first.person("dana").opens_an_issue(title="Kept")
    ahead = first.control("clock", advance_seconds=86_400)["now"]
    app = Voice(first.url, signed_jwt(key_file))
    token = app.does("POST", "/app/installations/77/access_tokens")["token"]
    first.is_kept(lambda world: token in world.tokens)
    first.dies()

    second = begin()

    assert "planted its seed" in first.told
    assert "goes on from the state" in second.told
    found = Voice(second.url, token).gets(f"/repos/acme/services/issues/{issue['number']}")
    assert (found["title"], found["id"]) == ("Kept", issue["id"])
    assert second.control("clock", "GET")["now"] >= ahead
    routes = second.control("calls", "GET")["routes"]
    assert {"POST /repos/{owner}/{repo}/issues"} <= {
        f"{one['method']} {one['route']}" for one in routes
    }


def test_an_end_in_peace_keeps_the_last_change(begin: Begin) -> None:
    first = begin()
    for number in range(3):
        first.person("dana").opens_an_issue(title=f"{number}")

    assert first.ends() == 0

    listed = begin().person("dana").gets("/repos/acme/services/issues")
    assert [one["title"] for one in listed] == ["2", "1", "0"]


def test_deliveries_that_waited_are_sent_after_a_kill(begin: Begin) -> None:
    ear = Ear()
    first = begin()
    first.control("webhook", url=ear.url, secret="hush")
    ear.hears()
    first.control("deliveries", hold="all")
    first.person("dana").opens_an_issue()
    first.is_kept(lambda world: len(world.outbox.held) == 1)
    first.dies()

    second = begin()
    assert second.control("deliveries", "GET")["held"] == 1
    second.control("deliveries/release", shuffle=1)

    assert ear.hears()[0].name == "issues.opened"
    second.dies()
    ear.close()


def test_a_kill_amid_a_save_leaves_the_last_good_state(begin: Begin) -> None:
    first = begin()
    first.person("dana").opens_an_issue(title="Good")
    first.is_kept(lambda world: bool(next(iter(world.repositories.values())).issues))
    first.dies()
    whole = (first.folder / "state").read_bytes()
    (first.folder / "state.new").write_bytes(whole[: len(whole) // 2])

    assert begin().person("dana").gets("/repos/acme/services/issues/1")["title"] == "Good"


@pytest.mark.parametrize("milliseconds", [0, 50])
def test_whatever_the_moment_of_the_kill_the_folder_can_be_used(
    begin: Begin, milliseconds: int
) -> None:
    first = begin()
    ada = first.person("ada")
    ada.does("POST", "/orgs/acme/repos", {"name": "fresh", "auto_init": True})
    first.control("latency", ms=milliseconds)
    first.dies()

    ada = begin().person("ada")
    ada.asks("POST", "/orgs/acme/repos", {"name": "fresh", "auto_init": True})

    assert ada.gets("/repos/acme/fresh/branches")[0]["name"] == "main"


def test_refs_are_gits_to_say_and_repositories_the_states(
    sandbox: RunningSandbox, person: Callable[[str], Voice]
) -> None:
    world, ada = sandbox.world, person("ada")
    ada.does("POST", "/orgs/acme/repos", {"name": "early", "auto_init": True})
    save(world, world.data)
    head = ada.gets("/repos/acme/services/git/ref/heads/main")["object"]["sha"]
    ada.does("POST", "/repos/acme/services/git/refs", {"ref": "refs/heads/late", "sha": head})
    late = ada.does("POST", "/orgs/acme/repos", {"name": "late", "auto_init": True})
    ada.does("DELETE", "/repos/acme/early")

    found = recalled(world.data)

    assert found is not None
    services = found.repository("acme", "services")
    assert services is not None
    assert services.git.ref("refs/heads/late") == head
    assert found.repository("acme", "early") is None
    assert found.repository("acme", "late") is None
    assert not (world.data / "repositories" / f"{late['id']}.git").exists()


def test_fresh_begins_again_with_the_same_key(begin: Begin, seed: dict[str, Any]) -> None:
    first = begin()
    first.person("dana").opens_an_issue()
    first.ends()

    second = begin("--fresh")

    assert "planted its seed" in second.told
    assert second.person("dana").gets("/repos/acme/services/issues") == []
