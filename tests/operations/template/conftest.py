"""Templates as their author has them."""

from pathlib import Path

import pytest

from tests.operations.template.folder import Folder, folder_with_templates


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return folder_with_templates(tmp_path)
