"""The file that keeps a sandbox's state: for whom it is, what it may hold, and what spoils it."""

import pickle
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandbox import RunningSandbox
from sandbox.keeping.folder import opened
from sandbox.keeping.pickles import NotAllowed, packed, unpacked
from sandbox.keeping.state_file import StateFault, load, save
from tests.sandbox.voices import Voice


def test_the_state_is_for_the_owners_eyes_only(sandbox: RunningSandbox, tmp_path: Path) -> None:
    with opened(tmp_path / "new"):
        save(sandbox.world, tmp_path / "new")

    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "state").stat().st_mode) == 0o600


def test_one_folder_is_for_one_sandbox(tmp_path: Path) -> None:
    with (
        opened(tmp_path / "data"),
        pytest.raises(StateFault, match="Another sandbox has"),
        opened(tmp_path / "data"),
    ):
        pass


@pytest.mark.parametrize("name", ["thesis.txt", "slipway", "state", "lock", "repositories"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, name: str) -> None:
    """Whatever it is called: what begins there anew would take it away."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "thesis.txt").write_text("mine")
    tmp_path.chmod(0o755)

    with pytest.raises(StateFault, match="holds other things"), opened(tmp_path):
        pass

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with (
        pytest.raises(StateFault, match=r"cannot keep its state in .*file"),
        opened(tmp_path / "file" / "data"),
    ):
        pass


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK...", "is no state of a sandbox"),
        (b'{"this": "state of a sandbox", "shape": "older"}\nx', "another version"),
    ],
)
def test_a_state_that_cannot_be_read_is_said_to_be_so(
    tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "state").write_bytes(content)

    with pytest.raises(StateFault, match=words):
        load(tmp_path)


def test_a_damaged_state_is_said_to_be_damaged(sandbox: RunningSandbox) -> None:
    save(sandbox.world, sandbox.world.data)
    path = sandbox.world.data / "state"
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(StateFault, match="damaged"):
        load(sandbox.world.data)


class Evil:
    """Runs a command when it is read by the usual means."""

    def __reduce__(self) -> Any:
        return (subprocess.call, (["touch", "evil"],))


HOSTILE = {
    "a function of a library": pickle.dumps(Evil()),
    "a function of ours": b"csandbox.git.http\nbackend\n(tR.",
    "what a module of ours imports": b"csandbox.git.http\nsubprocess.call\n(tR.",
    "a class of ours that does things": b"csandbox.server\nRunningSandbox\n(tR.",
    "a class of the library": b"cpathlib\nPath\n(tR.",
    "a class by another name": b"csandbox.world.state\ndatetime\n(tR.",
    "a folder elsewhere": b"S'../../elsewhere.git'\nQ.",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_state_runs_nothing(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(NotAllowed):
        unpacked(raw, tmp_path)


@pytest.mark.parametrize("odd", [subprocess.Popen, subprocess.run, packed, len])
def test_what_could_not_be_read_back_is_not_written(odd: object) -> None:
    with pytest.raises(NotAllowed, match="cannot be kept"):
        packed({"odd": odd})


def test_the_same_things_are_the_same_things_afterwards(
    sandbox: RunningSandbox, person: Callable[[str], Voice], control: Callable[..., Any]
) -> None:
    person("will").opens_an_issue(labels=["approved/platform", "bug"])
    control("faults", method="GET", route="/meta", share=0.5, seed=7)
    save(sandbox.world, sandbox.world.data)

    found = load(sandbox.world.data)

    assert found is not None
    where = found.repository("acme", "services")
    assert where is not None
    assert where.issues[1].labels[0] is where.labels["approved/platform"]
    assert where.owner is found.organisations["acme"] is found.accounts["acme"]
    assert found.nodes[where.node_id] is where
    assert found.mint("X")[0] == sandbox.world.last_id + 1
    before, after = sandbox.world.calls.faults[0], found.calls.faults[0]
    assert [before.strikes("GET", "/meta", of_app=True) for _ in range(20)] == [
        after.strikes("GET", "/meta", of_app=True) for _ in range(20)
    ]
