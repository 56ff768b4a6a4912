"""Each hint has a task that takes it, and nothing rests on how it arrives."""

from pathlib import Path

from app import queue
from tests.environment import settings
from worker import app


def test_every_task_name_that_is_handed_on_is_registered(tmp_path: Path) -> None:
    celery = app.make(settings(tmp_path))
    celery.loader.import_default_modules()

    names = {
        queue.TAKE_DELIVERIES,
        queue.HANDLE_DELIVERY,
        queue.ADVANCE_REQUEST,
        queue.SWEEP,
    }

    assert {name for name in celery.tasks if name.startswith("slipway.")} == names


def test_the_beat_sweeps_and_does_nothing_else(tmp_path: Path) -> None:
    celery = app.make(settings(tmp_path, sweep_seconds="7"))

    [entry] = celery.conf.beat_schedule.values()

    assert (entry["task"], entry["schedule"]) == (queue.SWEEP, 7)


def test_nothing_rests_on_the_broker(tmp_path: Path) -> None:
    conf = app.make(settings(tmp_path)).conf

    assert conf.task_acks_late is False
    assert conf.task_ignore_result is True
    assert conf.result_backend is None
    assert conf.worker_prefetch_multiplier == 1


def test_no_task_is_handed_out_twice_while_it_runs(tmp_path: Path) -> None:
    conf = app.make(settings(tmp_path)).conf

    assert conf.broker_transport_options["visibility_timeout"] > conf.task_time_limit
