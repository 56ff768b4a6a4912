"""An installed wheel carries all that a control repository begins with."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from app.operations.init.starter import Teams, starter_files
from app.templates.tree import blob_id
from tests.environment import ROOT

_SOURCES = ("app", "worker", "cookiecutters")
_FILES = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a virtual environment that the wheel was installed into."""
    folder = tmp_path_factory.mktemp("wheel")
    copied = folder / "slipway"
    for name in _SOURCES:
        shutil.copytree(ROOT / name, copied / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy(ROOT / name, copied / name)
    runs(
        sys.executable, "-m", "pip", "wheel", *_QUIET, "--no-build-isolation", "-w", folder, copied
    )
    runs(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    python = folder / "venv/bin/python"
    [wheel] = folder.glob("*.whl")
    runs(sys.executable, "-m", "pip", "--python", python, "install", *_QUIET, wheel)
    # What Slipway depends on is that of the tests, behind what was just installed.
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    own = folder / "venv/lib" / version / "site-packages"
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "venv/bin/slipway"


_QUIET = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")


def runs(*command: str | Path, cwd: Path | None = None) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SLIPWAY_")}
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, env=clean, cwd=cwd, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_writes_the_same_files_as_a_checkout(installed: Path, tmp_path: Path) -> None:
    runs(installed, "init", "globex", "--to", "services", cwd=tmp_path)

    folder = tmp_path / "services"
    written = {
        path.relative_to(folder).as_posix(): (
            bool(path.stat().st_mode & 0o100),
            blob_id(path.read_bytes()),
        )
        for path in folder.rglob("*")
        if path.is_file()
    }
    expected = {
        path: (mode == 0o100755, blob_id(content))
        for path, mode, content in starter_files("globex", Teams("platform-reviewers", "security"))
    }
    assert written == expected


def test_it_is_the_wheel_that_wrote_them(installed: Path, tmp_path: Path) -> None:
    python = installed.with_name("python")

    ask = "import app.operations.init.starter as s; print(s.__file__)"
    place = runs(python, "-c", ask, cwd=tmp_path)

    assert place.startswith(str(installed.parents[1]))
