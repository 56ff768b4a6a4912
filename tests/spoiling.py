"""Copies of the source that are spoilt on purpose, to see whether the tests would notice."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextmanager
def a_copy_of(*packages: str) -> Iterator[Path]:
    """A folder with copies of these packages of the repository, gone afterwards."""
    ignored = shutil.ignore_patterns("__pycache__")
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        for package in packages:
            shutil.copytree(ROOT / package, Path(folder) / package, ignore=ignored)
        yield Path(folder)


def run_in(copy: Path, module: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
    """Run a module of the copy in a process of its own; TimeoutExpired after so many seconds."""
    return subprocess.run(
        [sys.executable, "-P", "-m", module],
        cwd=copy,
        env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
