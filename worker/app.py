"""How Celery is set up: early acknowledgement and no results, for nothing rests on the broker."""

from celery import Celery

from app import queue
from app.settings import Settings
from worker.door import Door

# A task that has not ended by itself is told so, to leave its row in order, then killed.
_SOFT_LIMIT_SECONDS = queue.LONGEST_TASK_SECONDS - 30


def make(settings: Settings) -> Celery:
    """The Celery application of this process, with its tasks."""
    celery = Celery("slipway", include=["worker.tasks"], task_cls=Door)
    celery.conf.update(queue.celery_settings(queue.redis_url(settings)))
    celery.conf.update(
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        # A Redis that is full refuses commands: that passes too.
        broker_channel_error_retry=True,
        # Only what is acknowledged late would be cancelled; the setting spares a warning.
        worker_cancel_long_running_tasks_on_connection_loss=True,
        worker_consumer="worker.consumer:Consumer",
        # Nobody asks a worker anything by way of Redis; doing without spares connections to it.
        worker_enable_remote_control=False,
        task_acks_late=False,
        worker_prefetch_multiplier=1,
        task_soft_time_limit=_SOFT_LIMIT_SECONDS,
        task_time_limit=queue.LONGEST_TASK_SECONDS,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
    )
    return celery
