"""What runs sealed off reaches nothing, and is stopped when it takes too much."""

import json
import socket
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from app.sealed.bounds import Bounds
from app.sealed.process import Stopped, exchange

BOUNDS = Bounds(
    wall_seconds=20.0, cpu_seconds=5, memory_bytes=256 * 1024 * 1024, answer_bytes=100_000
)


def tries(deed: str, *arguments: object, bounds: Bounds = BOUNDS) -> object:
    """What comes of an intruder's deed. Raises Stopped."""
    request = {"deed": deed, "arguments": arguments, "bounds": asdict(bounds)}
    answer = exchange("tests.sealed.intruder", json.dumps(request).encode(), bounds, "Intruding")
    return json.loads(answer)


def test_no_file_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "key.pem"
    secret.write_text("secret")

    assert tries("reads", str(secret)) == "Outside"
    assert tries("reads", f"../{tmp_path.name}/key.pem") == "Outside"
    assert tries("lists", str(tmp_path)) == "Outside"
    assert tries("links", str(secret)) == "Outside"


def test_no_file_outside_is_written(tmp_path: Path) -> None:
    assert tries("writes", str(tmp_path / "left")) == "Outside"
    assert list(tmp_path.iterdir()) == []


def test_its_own_folder_is_free() -> None:
    assert tries("writes", "note") == len("was here")


def test_the_environment_is_not_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLIPWAY_PRIVATE_KEY", "secret")
    monkeypatch.setenv("SLIPWAY_DATABASE_URL", "postgresql://")

    assert tries("environment") == ["LANG", "PATH"]


def test_the_network_is_out_of_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)

        outcome = tries("connects", server.getsockname()[1])

        assert outcome == "Outside"
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("deed", ["runs", "forks", "changes the environment"])
def test_no_other_program_is_started(deed: str) -> None:
    assert tries(deed) == "Outside"


def test_a_loop_without_end_is_told_that_its_time_is_up() -> None:
    assert tries("loops", bounds=replace(BOUNDS, cpu_seconds=1)) == "TimeUp"


def test_one_that_only_waits_is_killed_by_the_clock() -> None:
    with pytest.raises(Stopped, match=r"^Intruding took more than 1 seconds and was stopped\.$"):
        tries("waits", bounds=replace(BOUNDS, wall_seconds=1.0))


def test_memory_is_bounded() -> None:
    assert tries("takes memory", 512 * 1024 * 1024) == "MemoryError"


def test_an_answer_that_is_too_long_is_none() -> None:
    with pytest.raises(Stopped, match="ended with status 1: OSError"):
        tries("talks", 200_000)


def test_one_that_dies_without_a_word_is_told_of() -> None:
    with pytest.raises(Stopped, match="ended with status 3: it said nothing"):
        tries("dies")


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    tries("writes", "note")
    with pytest.raises(Stopped):
        tries("dies")

    assert list(tmp_path.iterdir()) == []
