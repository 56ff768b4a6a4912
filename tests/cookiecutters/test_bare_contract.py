"""The contract's tests of a bare service notice each way in which a service can break it."""

import shutil
from pathlib import Path

import pytest

from app.templates.preview import write_pair
from tests.cookiecutters.checkouts import make

STARTERS = Path(__file__).parents[2] / "cookiecutters"
BREAKS = {
    "health": ("stand_in/routes.py", 'return 200, {"status": "ok"}', "raise Wrong(500, 'No.')"),
    "version": ("stand_in/settings.py", 'given.get("VERSION", "dev")', '"dev"'),
    "metrics_count": ("stand_in/server.py", "self.requests[method, route, status] += 1", "pass"),
    "metrics_tell": ("stand_in/routes.py", "lines + durations + process", "lines + durations"),
    "notes_are": ("stand_in/routes.py", 'if note["author"] == author', ""),
    "notes_that": ("stand_in/server.py", '"application/json"', '"text/html"'),
    "bad_notes": ("stand_in/routes.py", "raise Wrong(422", "return str(422"),
    "configuration": ("stand_in/settings.py", "{name} is", "It is"),
    "logs": ("stand_in/server.py", '"message": message', '"msg": message'),
    "stopping_ends": ("stand_in/__main__.py", 'service.log("info", "stopped")', "pass"),
    "stopping_fails": ("stand_in/server.py", "            self.ready = False\n", ""),
    "make": ("Makefile", "format: ##", "formats: ##"),
    "image": ("Dockerfile", "USER 10001:10001", "USER service"),
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bare")
    write_pair(STARTERS, "bare-service", folder)
    return folder / "billing"


def test_the_stand_in_keeps_the_contract(whole: Path) -> None:
    said = make(whole, "setup", "lint", "test")

    assert f"Ran {len(BREAKS) + 1} tests" in said


@pytest.mark.parametrize("box", BREAKS)
def test_a_break_is_noticed_by_its_box(whole: Path, tmp_path: Path, box: str) -> None:
    path, right, wrong = BREAKS[box]
    broken = shutil.copytree(whole, tmp_path / "billing")
    source = (broken / path).read_text()
    assert right in source
    (broken / path).write_text(source.replace(right, wrong))

    said = make(broken, "contract", f"ONLY=test_{box}", status=2)

    assert f"test_{box}" in said
    assert "Ran 1 test" in said
