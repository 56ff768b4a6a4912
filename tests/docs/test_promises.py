"""The promises have the same numbers wherever they are told: README, pages and tests."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RELIABILITY = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")


def promised() -> dict[int, str]:
    """Each promise of the README by its number."""
    told = README.split("## What it promises\n")[1].split("\n## ")[0]
    return {int(number): text for number, text in re.findall(r"^(\d)\. (.+)$", told, re.MULTILINE)}


def test_every_promise_has_tests_that_carry_its_number() -> None:
    tested = {
        int(found[1])
        for path in (ROOT / "tests").rglob("test_promise_*.py")
        if (found := re.match(r"test_promise_(\d)_", path.name))
    }

    assert sorted(promised()) == sorted(tested) == list(range(1, 10))


def test_the_page_on_reliability_gives_promises_the_numbers_of_the_readme() -> None:
    rows = re.findall(r"^\| (\d): ([^|]+) \|", RELIABILITY, re.MULTILINE)

    assert [number for number, _ in rows] == ["3", "4", "7"]
    assert [name for number, name in rows if name not in promised()[int(number)].lower()] == []
