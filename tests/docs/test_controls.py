"""Every control of the sandbox stands on its page, with all that it takes."""

import re

import pytest

from sandbox.controls.mount import ORDERS, PLAIN
from tests.environment import ROOT

PAGE = (ROOT / "sandbox/README.md").read_text(encoding="utf-8")
CONTROLS = PAGE.split("\n## Controls\n")[1].split("\n## ")[0]
ROWS = dict(re.findall(r"^\| `([^`]+)`.*?\| (.*) \|$", CONTROLS, re.MULTILINE))


def explained(name: str) -> str:
    """The row of a control, and the chapter that bears its name if there is one."""
    _, _, chapter = CONTROLS.partition(f"\n### {name.capitalize()}\n")
    return str(ROWS[name]) + chapter.split("\n### ")[0]


def test_every_control_has_a_row() -> None:
    assert {*ORDERS, *(name for _, name in PLAIN)} - ROWS.keys() == set()


@pytest.mark.parametrize("name", ORDERS)
def test_every_field_of_an_order_is_explained(name: str) -> None:
    model, _ = ORDERS[name]
    named = re.findall(r'["`](\w+)["`]', explained(name))

    assert set(model.model_fields) - set(named) == set()
