"""Walls that hold where Python's own guard is got around: no hook has more than its folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.sealed.folder import room_folder
from tests import native_walls

pytestmark = native_walls.needed

PRELUDE = """
import ctypes, os, resource, socket, sys, threading
from pathlib import Path
from app.sealed import native, powers

secret, listener = Path(sys.argv[2]), sys.argv[3]
os.chdir(sys.argv[1])
powers._hold_no_new_privileges()
assert set(native.close(sys.argv[1])) == native.NATIVE_WALLS
libc = ctypes.CDLL(None, use_errno=True)
"""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file of this user, which nothing but these walls keeps from being read and written."""
    file = tmp_path / "key.pem"
    file.write_text("secret")
    return file


@pytest.fixture
def folder() -> Iterator[Path]:
    with room_folder() as made:
        yield made


def attempt(deed: str, folder: Path, secret: Path) -> str:
    """What comes of a deed behind these walls alone: no guard, and the same user."""
    run = subprocess.run(
        [sys.executable, "-c", PRELUDE + deed, str(folder), str(secret), str(os.getpid())],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return run.stdout + run.stderr.strip().rpartition("\n")[2]


@pytest.mark.parametrize(
    "deed",
    [
        "secret.read_text()",
        "secret.write_text('x')",
        "secret.unlink()",
        "secret.rename('mine')",
        "os.truncate(secret, 0)",
        "os.link(secret, 'mine')",
        "os.symlink(secret, 'mine')",
        "os.mkfifo('pipe')",
        "os.listdir('/proc/self')",
        "open('/proc/self/mem', 'r+b')",
        "open(f'/proc/{os.getppid()}/environ')",
        "open('/etc/passwd')",
        "open(sys.prefix + '/mine', 'w')",
        "os.execv(sys.executable, [sys.executable])",
        "os.fork()",
        "os.posix_spawn(sys.executable, [sys.executable], {})",
        "socket.socket(socket.AF_UNIX)",
        "socket.socketpair()",
        "socket.socket()",
        "os.kill(int(listener), 0)",
        "os.pidfd_open(int(listener))",
        "resource.prlimit(int(listener), resource.RLIMIT_CPU)",
        "os.setpriority(os.PRIO_PROCESS, int(listener), 19)",
        "os.setxattr('.', 'user.a', b'')",
        "os.removexattr('.', 'user.a')",
    ],
)
def test_the_kernel_refuses(deed: str, folder: Path, secret: Path) -> None:
    said = attempt(deed, folder, secret)

    # The second is what Landlock says of a link from elsewhere.
    assert "PermissionError" in said or "Invalid cross-device link" in said
    assert secret.read_text() == "secret"


def test_a_mode_is_changed_of_what_can_be_opened_and_of_nothing_else(
    folder: Path, secret: Path
) -> None:
    own = "Path('own').touch(); Path('own').chmod(0o755); print(oct(os.stat('own').st_mode))"
    natively = "print(libc.chmod(sys.argv[2].encode(), 0), ctypes.get_errno())"

    assert attempt(own, folder, secret) == "0o100755\n"
    assert "PermissionError" in attempt("secret.chmod(0)", folder, secret)
    assert attempt(natively, folder, secret) == "-1 1\n"


def test_a_thread_cannot_be_started(folder: Path, secret: Path) -> None:
    assert "can't start new thread" in attempt(
        "threading.Thread(target=print).start()", folder, secret
    )


def test_limits_of_one_s_own_stay_known(folder: Path, secret: Path) -> None:
    said = attempt("print(len(resource.getrlimit(resource.RLIMIT_CPU)))", folder, secret)

    assert said == "2\n"


def test_its_folder_and_late_modules_are_free(folder: Path, secret: Path) -> None:
    deed = (
        "import sqlite3, xml.dom.minidom\nos.makedirs('a/b')\nPath('a/c').write_text('c')\n"
        "os.rename('a/c', 'a/b/c')\nprint(Path('a/b/c').read_text())"
    )

    assert attempt(deed, folder, secret) == "c\n"
