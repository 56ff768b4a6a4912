"""What the starter templates lock: with hashes, from no registry in particular, and of one mind."""

import json
import re
from pathlib import Path

import pytest

from tests.cookiecutters.checkouts import run
from tests.cookiecutters.workshop import STARTERS, Workshop, write

REQUIREMENTS = sorted(STARTERS.rglob("requirements*.txt"))
PACKAGE_LOCKS = sorted(STARTERS.rglob("package-lock.json"))


def short(path: Path) -> str:
    return f"{path.relative_to(STARTERS).parts[0]}-{path.name}"


def pins(path: Path) -> dict[str, str]:
    """The version of each package that a lock file of Python's names."""
    return dict(re.findall(r"(?m)^([\w.\[\]-]+)==(\S+)", path.read_text("utf-8")))


@pytest.mark.parametrize("path", REQUIREMENTS, ids=short)
def test_each_python_package_has_one_version_and_a_hash(path: Path) -> None:
    text = path.read_text("utf-8")
    packages = re.findall(r"(?m)^[^#\s].*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text)

    assert packages
    assert len(packages) == len(re.findall(r"(?m)^[^#\s]", text)) == len(pins(path))


@pytest.mark.parametrize("path", PACKAGE_LOCKS, ids=short)
def test_each_node_package_has_a_hash_and_no_address(path: Path) -> None:
    text = re.sub(r"{{[^}]*}}", '"name"', path.read_text("utf-8"))
    packages = [found for name, found in json.loads(text)["packages"].items() if name]

    assert packages
    assert all(one["integrity"].startswith("sha512-") for one in packages)
    assert not any("resolved" in one for one in packages)


def test_the_python_image_runs_what_was_tested() -> None:
    folder = STARTERS / "python-service/{{cookiecutter.repository}}"

    tested = pins(folder / "requirements-dev.txt")

    assert pins(folder / "requirements.txt").items() <= tested.items()


@pytest.mark.parametrize("text", ["plain", "nasty"])
def test_npm_has_nothing_to_add_to_its_lock(text: str, workshop: Workshop, tmp_path: Path) -> None:
    write(workshop.render("typescript-service", text).service, tmp_path)
    lock = tmp_path / "package-lock.json"
    before = lock.read_text("utf-8")

    run(tmp_path, "npm", "install", "--package-lock-only", "--no-audit")

    assert lock.read_text("utf-8") == before
