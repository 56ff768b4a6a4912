"""Every deviation from GitHub's description has its reason where people look."""

from pathlib import Path

import pytest

from tests.fidelity import deviations
from tests.fidelity.description import rest

README = Path(__file__).parents[2] / "sandbox" / "README.md"


@pytest.mark.parametrize("reason", deviations.reasons())
def test_the_readme_gives_the_reason(reason: str) -> None:
    assert reason in README.read_text(encoding="utf-8")


@pytest.mark.parametrize(("operation", "status"), deviations.STATUSES)
def test_a_status_is_excused_only_as_long_as_it_is_not_described(
    operation: str, status: int
) -> None:
    assert status not in rest().operations[operation].statuses
