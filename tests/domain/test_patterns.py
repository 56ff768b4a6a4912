"""An admin's pattern fits whole names, and cannot hold anything up."""

import time

import pytest

from app.domain.patterns import PatternFault, check_pattern, fits


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("[a-z]+", "billing", True),
        ("[a-z]+", "billing2", False),
        ("[a-z]+", "billing\n", False),
        ("(?m)^[a-z]+$", "billing\nother", False),
        ("a|b", "ab", False),
        ("^[a-z]+$", "billing", True),
    ],
)
def test_a_pattern_describes_the_whole_text(pattern: str, text: str, expected: bool) -> None:
    assert fits(pattern, text) is expected


@pytest.mark.parametrize("pattern", ["(", "a)|(b", "(?!x)a", r"(a)\1", "[z-a]", "a{9999}"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternFault):
        check_pattern(pattern)


def test_a_long_pattern_is_refused() -> None:
    with pytest.raises(PatternFault, match="longer than 200 characters"):
        check_pattern("a" * 201)


def test_a_pattern_that_would_backtrack_for_ever_is_harmless() -> None:
    started = time.process_time()

    assert not fits("(a+)+(a+)+(a|aa)+b", "a" * 100)
    assert time.process_time() - started < 1
