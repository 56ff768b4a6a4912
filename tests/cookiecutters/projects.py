"""A generated project as its developers have it: `make` in it, with the tools of every language."""

import os
import subprocess
from pathlib import Path

TOOLS = Path(__file__).parents[2] / ".tools/bin"
# This test run's own make and settings stay out.
OURS = ("MAKE", "MFLAGS", "PYTEST", "SLIPWAY", "VIRTUAL_ENV")


def make(folder: Path, *arguments: str, status: int = 0, **variables: str) -> str:
    """What `make` says in `folder`, with these variables; it has to end with `status`."""
    run = subprocess.run(
        ["make", *arguments],
        check=False,
        cwd=folder,
        env=environment() | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert run.returncode == status, run.stdout
    return run.stdout


def environment() -> dict[str, str]:
    """As the shell of a developer would have it who has installed every language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"PATH": f"{TOOLS}:{kept['PATH']}"}
