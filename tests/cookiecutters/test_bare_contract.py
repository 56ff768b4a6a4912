"""The contract's tests of a bare service notice each way in which a service can break it."""

import shutil
from pathlib import Path

import pytest

from app.templates.preview import write_pair
from tests.cookiecutters.checkouts import make

STARTERS = Path(__file__).parents[2] / "cookiecutters"
BREAKS = {
    "health": ("stand_in/routes.py", 'return 200, {"status": "ok"}', "raise Wrong(500, 'No.')"),
    "head": ("stand_in/handler.py", '== "HEAD" else', '== "BREW" else'),
    "version": ("stand_in/settings.py", 'given.get("VERSION", "dev")', '"dev"'),
    "answers": ("stand_in/handler.py", '"nosniff"', '"sniff"'),
    "metrics_count": ("stand_in/handler.py", "self.route = route", "self.route = path"),
    "metrics_tell": ("stand_in/figures.py", "durations + process()", "durations"),
    "notes_are": ("stand_in/routes.py", 'if note["author"] == author', ""),
    "notes_that": ("stand_in/handler.py", 'else "application/json"', 'else "text/html"'),
    "refusals_of_paths": ("stand_in/handler.py", "Wrong(404", "Wrong(400"),
    "refusals_of_methods": ("stand_in/handler.py", "Allow=", "Permit="),
    "refusals_of_what_is_no_json": ("stand_in/handler.py", "RecursionError", "KeyError"),
    "refusals_of_what_is_no_note": ("stand_in/routes.py", "raise Wrong(422", "return str(422"),
    "refusals_of_a_list": ("stand_in/routes.py", '    checked("author", author)', "    pass"),
    "refusals_of_other": ("stand_in/handler.py", '!= "application/json"', '== "nothing"'),
    "refusals_of_large": ("stand_in/handler.py", "MOST_BYTES = 1 << 20", "MOST_BYTES = 1 << 19"),
    "configuration_that_is_wrong": ("stand_in/settings.py", "{name} is", "It is"),
    "configuration_that_is_empty": ("stand_in/settings.py", ".items() if text", ".items()"),
    "logs": ("stand_in/server.py", '"message": message', '"msg": message'),
    "stopping_ends": ("stand_in/__main__.py", 'service.log("info", "stopped")', "pass"),
    "stopping_fails": ("stand_in/server.py", "            self.ready = False\n", ""),
    "stopping_cuts": ("stand_in/server.py", "daemon_threads = True", "daemon_threads = False"),
    "make": ("Makefile", "format: ##", "formats: ##"),
    "image": ("Dockerfile", "USER 10001:10001", "USER service"),
}  # fmt: skip
# Broken, nothing would be ready, or answer at all: every other test would notice.
UNBROKEN = ("readiness", "refusals_are_no_reason")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bare")
    write_pair(STARTERS, "bare-service", folder)
    return folder / "billing"


def test_the_stand_in_keeps_the_contract(whole: Path) -> None:
    said = make(whole, "setup", "lint", "test")

    assert f"Ran {len(BREAKS) + len(UNBROKEN)} tests" in said


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
