"""Lengths of time as operators read them."""

from datetime import timedelta

import pytest

from app.domain.spans import span


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 s"),
        (0.9, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (7199, "119 min"),
        (7200, "2 h"),
        (2 * 86400 - 1, "47 h"),
        (2 * 86400, "2 days"),
    ],
)
def test_a_length_is_said_in_one_unit(seconds: float, said: str) -> None:
    assert span(timedelta(seconds=seconds)) == said
