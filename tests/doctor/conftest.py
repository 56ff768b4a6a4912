"""Acme in good health."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doctor.clinic import Clinic, clinic


@pytest.fixture
def healthy(tmp_path: Path) -> Iterator[Clinic]:
    """Everything is in order; a test breaks what it wants."""
    with clinic(tmp_path) as found:
        yield found
