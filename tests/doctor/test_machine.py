"""What is wrong on this machine's side."""

from pathlib import Path

from app.doctor.finding import Level
from app.doctor.machine import (
    check_database,
    check_hooks,
    check_redis,
    check_room,
    check_settings,
)
from app.sealed.walls import ALL_WALLS
from app.store.database import Database
from app.templates.limits import Limits
from app.templates.render import Room
from tests import native_walls
from tests.environment import settings


def test_a_data_folder_that_is_a_file_is_broken(tmp_path: Path) -> None:
    occupied = tmp_path / "data"
    occupied.touch()

    finding = check_settings(settings(occupied / "slipway"))

    assert finding.level is Level.BROKEN
    assert "cannot write to the folder of SLIPWAY_DATA_DIR" in finding.sentence


def test_a_database_that_is_not_there_yet_is_fine_and_not_made(tmp_path: Path) -> None:
    finding = check_database(settings(tmp_path / "data"))

    assert finding.level is Level.FINE
    assert not (tmp_path / "data").exists()


def test_a_database_of_this_version_is_fine(database: Database, tmp_path: Path) -> None:
    url = database.url.render_as_string(hide_password=False)

    finding = check_database(settings(tmp_path, database_url=url))

    assert finding.level is Level.FINE
    assert "schema of this version" in finding.sentence


def test_sqlite_of_another_version_is_brought_up_to_date_by_a_restart(tmp_path: Path) -> None:
    (tmp_path / "slipway.db").touch()

    finding = check_database(settings(tmp_path))

    assert finding.level is Level.DOUBTFUL
    assert "Restart web and worker" in finding.todo[0]


def test_postgresql_of_another_version_must_be_migrated(
    postgres_server: str, tmp_path: Path
) -> None:
    finding = check_database(settings(tmp_path, database_url=postgres_server))

    assert finding.level is Level.BROKEN
    assert "slipway migrate" in finding.todo[0]


def test_a_database_that_is_away_is_broken(tmp_path: Path) -> None:
    away = settings(tmp_path, database_url=f"postgresql://slipway@/slipway?host={tmp_path}")

    finding = check_database(away)

    assert finding.level is Level.BROKEN
    assert finding.sentence == "The database does not answer."


def test_a_redis_that_answers_is_fine(redis_url: str, tmp_path: Path) -> None:
    finding = check_redis(settings(tmp_path, redis_url=redis_url))

    assert finding.level is Level.FINE


def test_a_redis_that_is_set_must_answer(tmp_path: Path) -> None:
    finding = check_redis(settings(tmp_path, redis_url=f"unix://{tmp_path}/none.sock"))

    assert finding.level is Level.BROKEN


def test_without_a_redis_the_worker_starts_one(tmp_path: Path) -> None:
    finding = check_redis(settings(tmp_path))

    assert finding.level is Level.FINE
    assert "the worker starts its own" in finding.sentence


def test_a_room_that_does_not_start_is_broken() -> None:
    finding = check_room(Room(Limits(wall_seconds=0)))

    assert finding.level is Level.BROKEN


def test_hooks_that_are_off_are_fine() -> None:
    finding = check_hooks(Room())

    assert finding.level is Level.FINE
    assert "passed over" in finding.sentence


@native_walls.needed
def test_hooks_that_run_behind_their_walls_are_fine() -> None:
    finding = check_hooks(Room(runs_hooks=True))

    assert finding.level is Level.FINE
    assert "Landlock and seccomp" in finding.sentence


def test_hooks_without_their_walls_are_broken() -> None:
    class OldKernel(Room):
        """A room on a machine that has neither Landlock nor seccomp."""

        def walls(self) -> frozenset[str]:
            return ALL_WALLS

    finding = check_hooks(OldKernel(runs_hooks=True))

    assert finding.level is Level.BROKEN
    assert "without these walls: landlock, seccomp" in finding.sentence
