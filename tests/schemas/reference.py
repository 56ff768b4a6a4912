"""What the reference pages say of each key: its bounds, whether it must be there, its meaning."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.environment import ROOT

POLICY_PAGE = ROOT / "docs/policy.md"
CASES_PAGE = ROOT / "docs/policy-tests.md"
TEMPLATES_PAGE = ROOT / "docs/templates.md"
_ROW = re.compile(r"^\| `([^`]+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)
_BOUNDS = re.compile(r"([\d,]+) to ([\d,]+)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of keys; `bounds` are those of a number, both included."""

    meaning: str
    default: str
    bounds: tuple[int, int] | None

    @property
    def is_needed(self) -> bool:
        return self.default == "must be given"

    @property
    def description(self) -> str:
        """The meaning as editors show it: no links, which lead nowhere from there."""
        text = _LINK.sub(r"\1", self.meaning)
        default = "" if self.default in {"none", "must be given"} else f" Default: {self.default}."
        return f"{text[:1].upper()}{text[1:].removesuffix('.')}.{default}"


@cache
def rows() -> dict[str, Row]:
    """Key to row, of both pages; of a key that both have, `version`, the policy's."""
    return _rows_of(CASES_PAGE) | _rows_of(POLICY_PAGE)


@cache
def manifest_rows() -> dict[str, Row]:
    """Key to row, of a template's manifest; its keys mean other things than the policy's."""
    return _rows_of(TEMPLATES_PAGE)


def _rows_of(page: Path) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for key, kind, default, meaning in _ROW.findall(page.read_text(encoding="utf-8")):
        found.setdefault(key, Row(meaning, default, _bounds(kind)))
    return found


def _bounds(kind: str) -> tuple[int, int] | None:
    match = _BOUNDS.search(kind)
    if match is None:
        return None
    low, high = (int(number.replace(",", "")) for number in match.groups())
    return low, high
