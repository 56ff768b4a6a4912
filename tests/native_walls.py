"""Whether the kernel of this machine has the walls without which no hook runs."""

import subprocess
import sys

import pytest

from app.sealed.folder import room_folder

_LAY = """
import sys
from app.sealed import native, powers
powers._hold_no_new_privileges()
sys.exit(set(native.close(sys.argv[1])) != native.NATIVE_WALLS)
"""


def _stand() -> bool:
    with room_folder() as folder:
        command = [sys.executable, "-c", _LAY, str(folder)]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0


needed = pytest.mark.skipif(
    not _stand(), reason="hooks run behind Landlock as Linux 6.12 has it, and seccomp"
)
"""Of tests in which hooks run; what becomes of hooks elsewhere is tested on every machine."""
