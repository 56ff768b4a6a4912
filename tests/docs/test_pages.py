"""The pages lead where they say, and their tables are true."""

import re
import tomllib
from pathlib import Path

import pytest

from app.github.permissions import (
    NEEDED_EVENTS,
    NEEDED_PERMISSIONS,
    OPTIONAL_EVENTS,
    OPTIONAL_PERMISSIONS,
)
from app.store.tables import metadata

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
OPERATING = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")


def links(page: Path) -> list[str]:
    """The addresses of links and pictures within the repository, code blocks left out."""
    text = re.sub(
        r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    found = re.findall(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"", text)
    addresses = [markdown or picture for markdown, picture in found]
    return [address for address in addresses if "://" not in address]


def anchors(page: Path) -> set[str]:
    """What GitHub makes of the headings: small letters, dashes for spaces, no punctuation."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for address in links(page):
        path, _, anchor = address.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(address)

    assert lost == []


def test_the_permissions_are_those_that_the_doctor_asks_for() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (read|write) \| (.*) \|$", OPERATING, re.MULTILINE)

    all_there_are = (*NEEDED_PERMISSIONS, *OPTIONAL_PERMISSIONS)
    assert rows == [(one.name, one.level, one.reason) for one in all_there_are]


def test_every_event_that_may_be_needed_has_its_reason() -> None:
    table = OPERATING.split("## The App's events")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*`) \|", table, re.MULTILINE)

    assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(
        (*NEEDED_EVENTS, *OPTIONAL_EVENTS)
    )


@pytest.mark.parametrize("page", [ARCHITECTURE, GLOSSARY], ids=["architecture", "glossary"])
def test_the_code_that_a_page_names_is_there(page: str) -> None:
    named = re.findall(r"`(app/[\w/]+\.py)`", page)

    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_layers_are_those_that_are_enforced() -> None:
    (contract, *_) = tomllib.loads(PROJECT)["tool"]["importlinter"]["contracts"]

    told = ARCHITECTURE.split("\napp:  ")[1].split("\n```")[0].splitlines()

    enforced = [re.findall(r"\w+", layer) for layer in contract["layers"]]
    assert [line.split() for line in told] == enforced


def test_the_house_has_every_part_of_the_application() -> None:
    house = ARCHITECTURE.split("## The house")[1].split("\nworker/")[0]
    named = re.findall(r"^  (\w+)(?:/|\.py) ", house, re.MULTILINE)

    parts = [path.stem for path in (ROOT / "app").iterdir() if path.name[0] not in "_."]
    assert sorted(named) == sorted(parts)


def test_every_table_has_its_reason() -> None:
    table = ARCHITECTURE.split("## What is remembered")[1].split("\n## ")[0]
    named = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)))

    assert sorted(named) == sorted(metadata.tables)


def test_the_first_page_stays_short() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()

    assert len(lines) < 150
