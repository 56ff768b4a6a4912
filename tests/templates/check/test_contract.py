"""Makefiles: lines of a rule that make would stop at."""

import pytest

from app.templates.check.contract import without_tab


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a:\n    echo\n", [2]),
        ("a: b\n\techo\n  echo\n", [3]),
        ("a:\n    echo \\\n      more\n\nb:\n  echo\n", [2, 6]),
        (".PHONY: a\na:\n  @echo $(B:c=d)\n", [3]),
        ("a:\n\techo \\\n    more\n", []),
        ("A = b \\\n    c\n", []),
        ("A := b\n  B := c\n", []),
        ("a:\nifdef B\n    C = d\nendif\n\techo\n", []),
        ("a: A = b\n  B ?= c\n  # why\n", []),
        ("define a\n  b: c\n    d\nendef\n", []),
        (".RECIPEPREFIX = >\na:\n>echo\n  b\n", []),
    ],
)
def test_a_line_of_a_rule_has_to_begin_with_a_tab(text: str, lines: list[int]) -> None:
    assert list(without_tab(text)) == lines
