"""A disk that is full keeps no live check from removing what it made."""

import errno
import os
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path

import pytest

from app.live import keeping
from app.live.keeping import Keeper
from app.live.recording import Run, Spoken, parse
from app.live.removed import Remover
from sandbox.rest.route import Answer
from tests.live.commanding import doctor
from tests.live.place import Place
from tests.live.spoiling import spoilt_sandbox

TOPICS = "PUT /repos/{owner}/{repo}/topics"


class Disk(FileIO):
    """A file that takes no more once the disk is full."""

    is_full = False

    def write(self, data: object) -> int:
        if self.is_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)  # type: ignore[arg-type]


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    with Disk(tmp_path / "found.jsonl", "ab") as found:
        monkeypatch.setattr(keeping, "opened", lambda _: found)
        yield found


def fills(disk: Disk) -> Callable[[Answer], Answer]:
    """Fills the disk while a call is answered."""

    def fill(answer: Answer) -> Answer:
        disk.is_full = True
        return answer

    return fill


def test_what_was_made_is_removed_and_the_file_is_named(here: Place, disk: Disk) -> None:
    with spoilt_sandbox({TOPICS: fills(disk)}):
        result = doctor(here, "--yes", "--record", str(disk.name))

    assert result.exit_code == 2, result.output
    said = f"NOT RECORDED: {disk.name} cannot be written: No space left on device. Make room,"
    assert said in result.stdout
    assert "Set topics" in result.stdout
    assert disk.closed
    assert here.repositories() == ["services"]
    assert here.rests() == []


def test_json_says_it_too(here: Place, disk: Disk) -> None:
    with spoilt_sandbox({TOPICS: fills(disk)}):
        result = doctor(here, "--yes", "--json", "--record", str(disk.name))

    assert '"unrecorded": "cannot be written: No space left on device.' in result.stdout


def test_a_disk_that_is_full_at_once_lets_nothing_be_made(here: Place, disk: Disk) -> None:
    disk.is_full = True

    result = doctor(here, "--yes", "--record", str(disk.name))

    assert result.exit_code == 2
    assert "cannot be written: No space left on device. Nothing was made." in result.stderr
    assert here.rests() == []


def test_what_was_refused_is_written_as_soon_as_there_is_room(disk: Disk) -> None:
    keeper = Keeper(disk, Remover(), Run({"name": "live"}, ()))
    disk.is_full = True
    keeper.tell(Spoken("app", ()))
    disk.is_full = False

    keeper.tell(Spoken("deliveries", ()))

    text = Path(str(disk.name)).read_text(encoding="utf-8")
    [run] = parse(text.splitlines()).runs
    assert [one.step for one in run.spoken] == ["app", "deliveries"]
