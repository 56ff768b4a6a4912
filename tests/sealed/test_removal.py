"""Whatever a sealed process leaves in its folder, it goes."""

import os
from pathlib import Path

from app.sealed.folder import room_folder

TOO_DEEP = 1_500


def test_a_tree_that_is_deeper_than_python_s_stack_is_removed() -> None:
    with room_folder() as folder:
        before = Path.cwd()
        os.chdir(folder)
        try:
            for _ in range(TOO_DEEP):
                Path("d" * 10).mkdir()
                os.chdir("d" * 10)
            Path("file").touch()
        finally:
            os.chdir(before)

    assert not folder.parent.exists()


def test_what_is_locked_or_oddly_named_is_removed() -> None:
    with room_folder() as folder:
        for name in ("locked", ".0.", ".1.", "other"):
            (folder / name / "below").mkdir(parents=True)
            (folder / name / "file").touch()
        (folder / "locked").chmod(0)
        (folder / "link").symlink_to("/")

    assert not folder.parent.exists()
