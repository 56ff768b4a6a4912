"""The starter as an admin has it on a machine of their own."""

from pathlib import Path

import pytest

from tests.operations.policy.folder import Folder, starter_in


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return starter_in(tmp_path)
