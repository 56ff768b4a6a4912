"""Where a database's file lies, and who may read it."""

import stat
from pathlib import Path

from app.store.database import Database


def test_a_folder_made_for_the_database_is_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var"

    Database(f"sqlite:///{folder}/slipway.db").close()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
