"""A program that is kept warm: nothing passes from one request to the next, whoever dies."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from app.sealed import warm
from app.sealed.bounds import Bounds
from app.sealed.papers import Stopped
from tests.patience import until

BOUNDS = Bounds(
    wall_seconds=20.0, cpu_seconds=5, memory_bytes=256 * 1024 * 1024, answer_bytes=100_000
)


def tries(deed: str, *arguments: object, bounds: Bounds = BOUNDS) -> object:
    """What comes of an intruder's deed. Raises Stopped."""
    request = {"deed": deed, "arguments": arguments, "bounds": asdict(bounds)}
    text = json.dumps(request).encode()
    return json.loads(warm.ask("tests.sealed.intruder", text, bounds, "Intruding"))


def keeper() -> int:
    """The process id of the intruder's keeper, which runs."""
    tries("is")
    return warm.process_ids()[-1]


@pytest.fixture(autouse=True)
def no_keepers_of_other_tests() -> None:
    warm.close()


def test_one_keeper_serves_one_request_after_the_other() -> None:
    assert keeper() == keeper()


def test_nothing_is_known_or_left_of_the_request_before() -> None:
    assert tries("remembers", "one") == ["heard-one"]
    assert tries("remembers", "two") == ["heard-two"]


def test_a_request_that_was_stopped_does_no_harm_to_the_next() -> None:
    before = keeper()
    with pytest.raises(Stopped, match=r"more than 0\.2 seconds"):
        tries("waits", bounds=replace(BOUNDS, wall_seconds=0.2))
    with pytest.raises(Stopped, match="status 3"):
        tries("dies")

    assert tries("remembers", "one") == ["heard-one"]
    assert keeper() == before


def test_where_nobody_may_go_root_stays_root(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    assert tries("writes", "note") == len("was here")


def test_requests_of_many_threads_each_get_their_own_answer() -> None:
    words = [f"word-{number}" for number in range(12)]

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda word: tries("remembers", word), words))

    assert answers == [[f"heard-{word}"] for word in words]


def test_a_keeper_that_was_killed_is_replaced() -> None:
    before = keeper()

    os.kill(before, signal.SIGKILL)

    assert tries("remembers", "one") == ["heard-one"]
    assert keeper() != before


def test_a_request_whose_keeper_dies_is_made_once_more_and_then_given_up() -> None:
    before = keeper()
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(tries, "waits")
        first = the_child_of(before)
        os.kill(before, signal.SIGKILL)
        until(lambda: warm.process_ids() not in ([], [before]))
        second = the_child_of(after := warm.process_ids()[-1])
        os.kill(after, signal.SIGKILL)

        with pytest.raises(Stopped, match="Intruding was tried twice: the room's keeper died"):
            asked.result()

    until(lambda: is_gone(first) and is_gone(second))
    assert tries("remembers", "one") == ["heard-one"]


def test_a_keeper_that_hangs_is_killed_with_all_it_started() -> None:
    before = keeper()
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(tries, "waits", bounds=replace(BOUNDS, wall_seconds=0.5))
        child = the_child_of(before)
        os.kill(before, signal.SIGSTOP)

        with pytest.raises(Stopped, match=r"more than 0\.5 seconds"):
            asked.result()

    until(lambda: is_gone(before) and is_gone(child))
    assert tries("remembers", "one") == ["heard-one"]


def test_a_program_that_does_not_start_says_why() -> None:
    with pytest.raises(Stopped, match="keeper died: ModuleNotFoundError: No module named"):
        warm.ask("tests.nowhere", b"", BOUNDS, "Intruding")


def test_a_fork_has_a_keeper_of_its_own() -> None:
    said = ran("forks").stdout.splitlines()

    (own,), (before, (other,)), is_same = map(json.loads, (*said[:2], said[2].lower()))
    assert (before, is_same) == ([], True)
    assert own != other
    assert is_gone(own)
    assert is_gone(other)


def test_a_keeper_ends_with_whom_it_serves() -> None:
    (keeper_id,) = json.loads(ran("ends").stdout)

    assert is_gone(keeper_id)


@pytest.mark.parametrize("doing", ["reads", "asks on"])
def test_a_keeper_ends_when_whom_it_serves_is_killed(doing: str) -> None:
    with started(doing) as asker:
        assert asker.stdout is not None
        (keeper_id,) = json.loads(asker.stdout.readline())
        children = [the_child_of(keeper_id)] if doing == "asks on" else []
        asker.kill()

    until(lambda: all(map(is_gone, [keeper_id, *children])))


def started(doing: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.sealed.asker", doing]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ran(doing: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.sealed.asker", doing]
    return subprocess.run(command, check=True, capture_output=True, text=True)


def the_child_of(process: int) -> int:
    """The process id of the one child that it has, or soon will have."""
    until(lambda: bool(children_of(process)))
    return children_of(process)[0]


def children_of(process: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-A", "-o", "ppid=,pid="], check=True, capture_output=True, text=True
    ).stdout
    rows = (line.split() for line in listed.splitlines())
    return [int(child) for parent, child in rows if int(parent) == process]


def is_gone(process: int) -> bool:
    """No such process, or a dead one that its parent did not bury yet."""
    with suppress(subprocess.CalledProcessError):
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(process)], check=True, capture_output=True, text=True
        ).stdout
        return state.startswith("Z")
    return True
