"""Hands ids on to the worker by task name. A hint may get lost: the sweep finds the row."""

import queue
import ssl
import threading
from typing import Any

import redis
import structlog
from celery import Celery
from kombu.exceptions import OperationalError
from redis.backoff import NoBackoff
from redis.retry import Retry

from app import embedded_redis
from app.settings import Settings

HANDLE_DELIVERY = "slipway.handle_delivery"
ADVANCE_REQUEST = "slipway.advance_request"
SWEEP = "slipway.sweep"

QUEUE_NAME = "slipway"
LONGEST_TASK_SECONDS = 15 * 60

_log = structlog.get_logger(__name__)


def redis_url(settings: Settings) -> str:
    """The Redis that is set, else the embedded one of the data folder."""
    return settings.redis_url or embedded_redis.url(settings.data_dir)


def celery_settings(url: str) -> dict[str, Any]:
    """What both ends of the queue must agree on. `url` as redis-py reads it."""
    verified = {"ssl_cert_reqs": ssl.CERT_REQUIRED} if url.startswith("rediss://") else None
    return {
        "broker_url": url.replace("unix://", "redis+socket://", 1),
        "broker_use_ssl": verified,
        "broker_transport_options": {
            # A task that runs longer than this would be handed out a second time.
            "visibility_timeout": LONGEST_TASK_SECONDS * 2,
        },
        "task_default_queue": QUEUE_NAME,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "timezone": "UTC",
    }


class Hints:
    """Sends ids from a thread of its own: who hands on never waits for Redis.

    Up to `capacity` ids wait; what does not fit, and what Redis does not take, is dropped.
    """

    def __init__(self, url: str, capacity: int = 1000) -> None:
        self._url = url
        self._waiting: queue.Queue[tuple[str, int] | None] = queue.Queue(capacity)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def delivery(self, delivery_id: int) -> None:
        self._hand_on(HANDLE_DELIVERY, delivery_id)

    def request(self, request_id: int) -> None:
        self._hand_on(ADVANCE_REQUEST, request_id)

    def redis_answers(self) -> bool:
        """Whether Redis is there now; takes two seconds at most."""
        with redis.Redis.from_url(
            self._url,
            socket_connect_timeout=1,
            socket_timeout=1,
            retry=Retry(NoBackoff(), retries=0),
        ) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    def close(self, seconds: float = 5) -> None:
        """Sends what waits, for so many seconds at most."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread:
            try:
                self._waiting.put(None, timeout=seconds)
            except queue.Full:
                return
            thread.join(seconds)

    def _hand_on(self, task: str, row_id: int) -> None:
        self._ensure_thread()
        try:
            self._waiting.put_nowait((task, row_id))
        except queue.Full:
            _log.info("hint dropped, the sweep will find the row", task=task, id=row_id)

    def _ensure_thread(self) -> None:
        # Started at the first hint: a process that forks before it must not lose the thread.
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._send_all, name="hints", daemon=True)
                self._thread.start()

    def _send_all(self) -> None:
        with _producer(self._url) as celery:
            while hint := self._waiting.get():
                task, row_id = hint
                try:
                    celery.send_task(task, args=[row_id], retry=False)
                except (OperationalError, OSError, redis.RedisError) as error:
                    _log.warning(
                        "hint lost, the sweep will find the row",
                        task=task,
                        id=row_id,
                        reason=str(error),
                    )


def _producer(url: str) -> Celery:
    producer = Celery("slipway", set_as_current=False)
    producer.conf.update(celery_settings(url))
    # Without bounds, a Redis that is away would be waited for, and tried again for ever.
    producer.conf.broker_transport_options |= {
        "socket_connect_timeout": 2,
        "socket_timeout": 2,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    }
    return producer
