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
        queue.CHECK_COMMIT,
        queue.CHECK_TEMPLATES,
        queue.TELL_OF_LAW,
        queue.START_TESTS,
        queue.SWEEP,
        queue.CHORES,
        queue.START,
    }

    assert {name for name in celery.tasks if name.startswith("slipway.")} == names


def test_nothing_rests_on_the_broker(tmp_path: Path) -> None:
    conf = app.make(settings(tmp_path)).conf

    assert conf.task_acks_late is False
    assert conf.task_ignore_result is True
    assert conf.result_backend is None
    assert conf.worker_prefetch_multiplier == 1


def test_redis_keeps_no_copy_of_what_a_worker_took(tmp_path: Path) -> None:
    """It would be handed out again, late, and could not be written where Redis is full."""
    conf = app.make(settings(tmp_path)).conf

    assert conf.broker_transport_options["ack_emulation"] is False
