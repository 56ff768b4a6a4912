"""Whether the git repositories of a folder are whole, as git itself says."""

import subprocess
from collections.abc import Iterable
from pathlib import Path


def faults(folders: Iterable[Path]) -> dict[str, str]:
    """What is wrong, by the name of the folder; what is whole is not among it."""
    found = ((one.name, _fault(one)) for one in folders)
    return {name: why for name, why in found if why}


def _fault(folder: Path) -> str:
    """The first thing that git says, or nothing."""
    command = ["git", "--git-dir", str(folder), "fsck", "--no-dangling", "--no-progress"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode == 0:
        return ""
    said = [line for line in (done.stderr + done.stdout).splitlines() if "notice:" not in line]
    return next(iter(said), f"git fsck ends with {done.returncode}")
