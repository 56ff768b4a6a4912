"""A PostgreSQL of the tests' own: which one is run, and as whom."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "50",
}
_START_SECONDS = 30


class Server:
    """A server on a Unix socket, which a test may stop and start."""

    def __init__(self, folder: Path, options: Mapping[str, str]) -> None:
        self._folder = folder
        self._options = options
        self._binaries = _reachable(_binaries(), folder)
        _give_away(folder)
        initdb = self._binaries / "initdb"
        _run(initdb, "--auth=trust", "--encoding=UTF8", "--locale=C", folder=folder)
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = _start(self._binaries / "postgres", self._folder, self._options)
        self.url = _answering(self._process, self._folder)

    def crash(self) -> None:
        """End it without a word to those who are connected."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()

    def end(self) -> None:
        """Let it shut down in good order."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait()


@contextmanager
def running() -> Iterator[str]:
    """A fresh server while the block lasts; yields its address."""
    with server(_OPTIONS) as one:
        yield one.url


@contextmanager
def server(options: Mapping[str, str]) -> Iterator[Server]:
    """A fresh server that may be stopped and started while the block lasts."""
    with tempfile.TemporaryDirectory(prefix="slipway-pg-", ignore_cleanup_errors=True) as name:
        one = Server(Path(name), options)
        try:
            yield one
        finally:
            one.end()


def _binaries() -> Path:
    """The folder of the pgserver wheel's programs, else of those on the PATH."""
    spec = find_spec("pgserver")
    if spec and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    found = shutil.which("postgres")
    if found is None:
        raise RuntimeError(
            "The tests need a PostgreSQL: there is no `postgres` on the PATH, and the pgserver "
            "package exists for Python 3.11 and 3.12 only. Install PostgreSQL and put its bin "
            "folder on the PATH (Debian, Ubuntu: /usr/lib/postgresql/*/bin)."
        )
    return Path(found).resolve().parent


def _reachable(binaries: Path, folder: Path) -> Path:
    """As root, PostgreSQL runs as nobody, who may not be able to read a home folder."""
    if os.getuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in binaries.parents):
        return binaries
    shutil.copytree(binaries.parent, folder / "program", symlinks=True)
    return folder / "program" / binaries.name


def _give_away(folder: Path) -> None:
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.getuid() == 0:
        folder.chmod(0o755)
        shutil.chown(data, "nobody")


def _run(program: Path, *arguments: str, folder: Path) -> None:
    subprocess.run(
        [program, *arguments, "--username=postgres", "--no-sync", f"--pgdata={folder / 'data'}"],
        check=True,
        capture_output=True,
        user=_user(),
        cwd="/",
    )


def _start(program: Path, folder: Path, chosen: Mapping[str, str]) -> subprocess.Popen[bytes]:
    options = [f"--{name}={value}" for name, value in chosen.items()]
    data = folder / "data"
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [program, "-D", data, "-k", data, "--listen_addresses=", *options],
            stdout=log,
            stderr=log,
            user=_user(),
            cwd="/",
        )


def _answering(server: subprocess.Popen[bytes], folder: Path) -> str:
    url = f"postgresql://postgres@/postgres?host={folder / 'data'}"
    deadline = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return url
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def _user() -> str | None:
    return "nobody" if os.getuid() == 0 else None
