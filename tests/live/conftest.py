"""Acme at a sandbox, in good health."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.place import Place, place


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    with place(tmp_path) as found:
        yield found
