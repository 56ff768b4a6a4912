"""What runs sealed off reaches nothing, and is stopped when it takes too much.

All of it holds for a process that is started for one request, and for one that is kept warm.
"""

import json
import socket
from dataclasses import asdict, replace
from pathlib import Path
from typing import Protocol

import pytest

from app.sealed.bounds import Bounds
from app.sealed.process import Stopped, exchange
from app.sealed.warm import ask

BOUNDS = Bounds(
    wall_seconds=20.0, cpu_seconds=5, memory_bytes=256 * 1024 * 1024, answer_bytes=100_000
)


class Tries(Protocol):
    """What comes of an intruder's deed. Raises Stopped."""

    def __call__(self, deed: str, *arguments: object, bounds: Bounds = BOUNDS) -> object: ...


@pytest.fixture(params=[exchange, ask])
def tries(request: pytest.FixtureRequest) -> Tries:
    def tried(deed: str, *arguments: object, bounds: Bounds = BOUNDS) -> object:
        asked = {"deed": deed, "arguments": arguments, "bounds": asdict(bounds)}
        text = json.dumps(asked).encode()
        return json.loads(request.param("tests.sealed.intruder", text, bounds, "Intruding"))

    return tried


def test_no_file_outside_is_read(tries: Tries, tmp_path: Path) -> None:
    secret = tmp_path / "key.pem"
    secret.write_text("secret")

    assert tries("reads", str(secret)) == "Outside"
    assert tries("reads", f"../{tmp_path.name}/key.pem") == "Outside"
    assert tries("lists", str(tmp_path)) == "Outside"
    assert tries("links", str(secret)) == "Outside"


def test_no_file_outside_is_written(tries: Tries, tmp_path: Path) -> None:
    assert tries("writes", str(tmp_path / "left")) == "Outside"
    assert list(tmp_path.iterdir()) == []


def test_its_own_folder_is_free(tries: Tries) -> None:
    assert tries("writes", "note") == len("was here")


def test_the_environment_is_not_inherited(tries: Tries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLIPWAY_PRIVATE_KEY", "secret")
    monkeypatch.setenv("SLIPWAY_DATABASE_URL", "postgresql://")

    assert tries("environment") == ["LANG", "PATH"]


def test_the_network_is_out_of_reach(tries: Tries) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)

        outcome = tries("connects", server.getsockname()[1])

        assert outcome == "Outside"
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("deed", ["runs", "forks", "changes the environment", "kills its maker"])
def test_no_other_program_is_started_or_stopped(tries: Tries, deed: str) -> None:
    assert tries(deed) == "Outside"


def test_a_loop_without_end_is_told_that_its_time_is_up(tries: Tries) -> None:
    assert tries("loops", bounds=replace(BOUNDS, cpu_seconds=1)) == "TimeUp"


def test_one_that_only_waits_is_killed_by_the_clock(tries: Tries) -> None:
    with pytest.raises(Stopped, match=r"^Intruding took more than 1 seconds and was stopped\.$"):
        tries("waits", bounds=replace(BOUNDS, wall_seconds=1.0))


def test_memory_is_bounded(tries: Tries) -> None:
    assert tries("takes memory", 512 * 1024 * 1024) == "MemoryError"


def test_native_code_that_gets_no_memory_may_crash_and_was_stopped_too(tries: Tries) -> None:
    with pytest.raises(Stopped, match="used up its processor time or memory"):
        tries("crashes")


def test_an_answer_that_is_too_long_is_none(tries: Tries) -> None:
    with pytest.raises(Stopped, match="ended with status 1: OSError"):
        tries("talks", 200_000)


def test_one_that_dies_without_a_word_is_told_of(tries: Tries) -> None:
    with pytest.raises(Stopped, match="ended with status 3: it said nothing"):
        tries("dies")


def test_nothing_is_left_behind(
    tries: Tries, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    tries("writes", "note")
    with pytest.raises(Stopped):
        tries("dies")

    assert list(tmp_path.iterdir()) == []


def test_nothing_of_its_maker_is_open_in_it(tries: Tries) -> None:
    """Its own three streams, and where it is kept warm, the pipe that tells of its death."""
    held = tries("holds")

    assert isinstance(held, list)
    assert set(held) <= {0, 1, 2, 3}


def test_processor_time_is_given_anew_within_the_hard_limit(tries: Tries) -> None:
    match tries("asks for time", 1), tries("asks for time", 100):
        case [int(soft), int(hard)], [int(most), int(last)]:
            # The kernel's own first limit is two seconds before its last.
            assert hard - soft > 2
            assert most == last
        case said:
            pytest.fail(f"it said {said}")
