"""What happens around the tasks: logs with ids, a sweep at the start, children that end too."""

import ctypes
import signal
import sys
from typing import Any

import structlog
from celery import Celery, bootsteps, signals
from celery.beat import EmbeddedService, Scheduler

from app import logs, queue
from app.settings import Settings

_PR_SET_PDEATHSIG = 1
_ID_NAMES = {queue.HANDLE_DELIVERY: "delivery", queue.ADVANCE_REQUEST: "request"}


class Beat(bootsteps.StartStopStep):  # type: ignore[misc]  # Celery has no types
    """Runs the beat schedule in a thread: Celery's own -B process outlives a killed worker."""

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self._service: Any = None

    def start(self, worker: Any) -> None:
        # The plain scheduler keeps no file: after a start, everything is due in one interval.
        self._service = EmbeddedService(worker.app, thread=True, scheduler_cls=Scheduler)
        self._service.start()

    def stop(self, worker: Any) -> None:  # noqa: ARG002 - Celery's signature
        self._service.stop()


def attach(celery: Celery, settings: Settings) -> None:
    """Connects all this to one Celery application."""
    celery.steps["worker"].add(Beat)

    def set_up_logs(**_: Any) -> None:
        logs.configure(settings.log_level)

    signals.setup_logging.connect(set_up_logs, weak=False)
    signals.worker_ready.connect(sweep_once, weak=False)
    signals.worker_process_init.connect(end_with_parent, weak=False)
    signals.task_prerun.connect(bind_ids, weak=False)
    signals.task_postrun.connect(unbind_ids, weak=False)


def sweep_once(sender: Any, **_: Any) -> None:
    """What was left lying before the start is handed on now, not after the first interval."""
    sender.app.send_task(queue.SWEEP)


def end_with_parent(**_: Any) -> None:
    """A pool child whose worker was killed would wait for work for ever."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def bind_ids(task_id: str, task: Any, args: tuple[object, ...], **_: Any) -> None:
    ids = {_ID_NAMES[task.name]: args[0]} if task.name in _ID_NAMES and args else {}
    structlog.contextvars.bind_contextvars(task=task.name, task_id=task_id, **ids)


def unbind_ids(**_: Any) -> None:
    structlog.contextvars.clear_contextvars()
