"""What a process that was root is left with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.sealed.folder import NOBODY, room_folder

GIVES_UP = """
import json, os, sys
from app.sealed import powers

powers.PROGRAM = (sys.argv[2],)
powers.give_up(sys.argv[1])
can_read = os.access(sys.argv[3], os.R_OK)
print(json.dumps([os.getresuid(), os.getresgid(), os.getgroups(), can_read]))
"""

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def gives_up(program: Path, secret: Path) -> list[object]:
    with room_folder() as folder:
        run = subprocess.run(
            [sys.executable, "-c", GIVES_UP, str(folder), str(program), str(secret)],
            check=True,
            capture_output=True,
            text=True,
        )
    left: list[object] = json.loads(run.stdout)
    return left


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "key.pem"
    file.write_text("secret")
    file.chmod(0o600)
    return file


@only_root
def test_root_goes_on_as_nobody(secret: Path) -> None:
    left = gives_up(Path("/usr"), secret)

    assert left == [[NOBODY] * 3, [NOBODY] * 3, [], False]


@only_root
def test_root_stays_root_where_nobody_could_not_run_the_program(secret: Path) -> None:
    left = gives_up(secret.parent, secret)

    assert left[0] == [0] * 3
