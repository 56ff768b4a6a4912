"""What is removed from the system's temporary folder, and what is left alone."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.sealed.leftovers import ROOM_PREFIX, remove_old_rooms

HOURS_AGO = time.time() - 2 * 60 * 60


@pytest.fixture
def temporary(tmp_path: Path) -> Iterator[Path]:
    """The system's temporary folder, for this test alone."""
    usual, tempfile.tempdir = tempfile.tempdir, str(tmp_path)
    yield tmp_path
    tempfile.tempdir = usual


def aged(path: Path) -> Path:
    os.utime(path, (HOURS_AGO, HOURS_AGO), follow_symlinks=False)
    return path


def test_a_room_that_was_left_hours_ago_is_removed(temporary: Path) -> None:
    room = temporary / f"{ROOM_PREFIX}x"
    (room / "out").mkdir(parents=True)
    aged(room)

    assert remove_old_rooms() == 1

    assert not room.exists()


def test_a_room_that_may_be_in_use_is_left_alone(temporary: Path) -> None:
    room = temporary / f"{ROOM_PREFIX}x"
    room.mkdir()

    assert remove_old_rooms() == 0

    assert room.exists()


def test_what_is_no_folder_of_ours_is_left_alone(temporary: Path) -> None:
    other = temporary / "slipway-demo-x"
    other.mkdir()
    target = temporary / "elsewhere"
    target.mkdir()
    link = temporary / f"{ROOM_PREFIX}link"
    link.symlink_to(target)
    for path in (other, target, link):
        aged(path)

    assert remove_old_rooms() == 0

    assert target.exists()
    assert other.exists()
