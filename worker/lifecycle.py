"""What happens around the tasks: logs with ids, what is due by the clock, children that end."""

import ctypes
import logging
import signal
import sys
from typing import Any

import structlog
from celery import Celery, bootsteps, signals
from celery.worker.consumer import Tasks

from app import logs, queue
from app.settings import LogLevel, Settings
from worker import stopping
from worker.metronome import Metronome

_PR_SET_PDEATHSIG = 1
_ID_NAMES = {queue.HANDLE_DELIVERY: "delivery", queue.ADVANCE_REQUEST: "request"}


_log = structlog.get_logger(__name__)


def attach(celery: Celery, settings: Settings) -> None:
    """Connects all this to one Celery application."""
    _keep_time(celery, Metronome(queue.redis_url(settings), settings.sweep_seconds))

    def set_up_logs(**_: Any) -> None:
        logs.configure(settings.log_level)
        if settings.log_level is not LogLevel.DEBUG:
            # It tells of every task that comes and goes; what it complains about is heard.
            logging.getLogger("celery").setLevel(logging.WARNING)

    stopping.attach()
    signals.setup_logging.connect(set_up_logs, weak=False)
    signals.worker_ready.connect(say_ready, weak=False)
    signals.worker_process_init.connect(end_with_parent, weak=False)
    signals.task_prerun.connect(bind_ids, weak=False)
    signals.task_postrun.connect(unbind_ids, weak=False)


def _keep_time(celery: Celery, metronome: Metronome) -> None:
    """The metronome ticks as long as the worker lives, and rings whenever it got connected."""

    class Ticks(bootsteps.StartStopStep):  # type: ignore[misc]  # Celery has no types
        def start(self, worker: Any) -> None:  # noqa: ARG002 - Celery's signature
            metronome.start()

        def stop(self, worker: Any) -> None:  # noqa: ARG002 - Celery's signature
            metronome.stop()

    class Rings(bootsteps.StartStopStep):  # type: ignore[misc]  # Celery has no types
        requires = (Tasks,)

        def start(self, consumer: Any) -> None:  # noqa: ARG002 - Celery's signature
            metronome.ring()

    celery.steps["worker"].add(Ticks)
    celery.steps["consumer"].add(Rings)


def say_ready(**_: Any) -> None:
    _log.info("worker ready")


def end_with_parent(**_: Any) -> None:
    """A pool child whose worker was killed would wait for work for ever."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def bind_ids(task_id: str, task: Any, args: tuple[object, ...], **_: Any) -> None:
    ids = {_ID_NAMES[task.name]: args[0]} if task.name in _ID_NAMES and args else {}
    structlog.contextvars.bind_contextvars(task=task.name, task_id=task_id, **ids)


def unbind_ids(**_: Any) -> None:
    structlog.contextvars.clear_contextvars()
