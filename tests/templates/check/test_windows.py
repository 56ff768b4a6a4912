"""Names that Windows cannot hold."""

import pytest

from app.templates.check.windows import trouble_on_windows


@pytest.mark.parametrize(
    "path",
    ["CON", "docs/aux.txt", "nul .md", "com1.log", "a?b", "x/a|b/c", "a.", "b /c", 'say "hi"'],
)
def test_a_name_that_windows_cannot_hold_is_found(path: str) -> None:
    assert trouble_on_windows(path)


@pytest.mark.parametrize("path", ["console", "com10", "docs/auxiliary.txt", ".github/a b", "nul-a"])
def test_other_names_are_let_pass(path: str) -> None:
    assert trouble_on_windows(path) is None
