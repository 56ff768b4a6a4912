"""How Celery is set up: early acknowledgement and no results, for nothing rests on the broker."""

from celery import Celery

from app import queue
from app.settings import Settings

# A task that has not ended by itself is told so, to leave its row in order, then killed.
_SOFT_LIMIT_SECONDS = queue.LONGEST_TASK_SECONDS - 30


def make(settings: Settings) -> Celery:
    """The Celery application of this process, with its tasks and its beat schedule."""
    celery = Celery("slipway", include=["worker.tasks"])
    celery.conf.update(queue.celery_settings(queue.redis_url(settings)))
    celery.conf.update(
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        task_acks_late=False,
        worker_prefetch_multiplier=1,
        task_soft_time_limit=_SOFT_LIMIT_SECONDS,
        task_time_limit=queue.LONGEST_TASK_SECONDS,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        beat_schedule={
            queue.SWEEP: {
                "task": queue.SWEEP,
                "schedule": settings.sweep_seconds,
                # A sweep that nobody took before the next one is due has nothing to add to it.
                "options": {"expires": settings.sweep_seconds},
            }
        },
    )
    return celery
