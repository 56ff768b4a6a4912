"""A town in which nothing has happened yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.town import Town, opened


@pytest.fixture
def town(tmp_path: Path, sqlite_template: Path) -> Iterator[Town]:
    with opened(tmp_path, sqlite_template) as opened_town:
        yield opened_town
