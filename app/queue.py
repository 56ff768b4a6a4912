"""Hands ids on to the worker by task name. A hint may get lost: the sweep finds the row."""

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import redis
import structlog
from celery import Celery
from kombu.exceptions import OperationalError
from redis.backoff import NoBackoff
from redis.retry import Retry

from app import embedded_redis
from app.settings import Settings

TAKE_DELIVERIES = "slipway.take_deliveries"
HANDLE_DELIVERY = "slipway.handle_delivery"  # sent by version 0.1, and by nobody since
ADVANCE_REQUEST = "slipway.advance_request"
CHECK_COMMIT = "slipway.check_commit"
CHECK_TEMPLATES = "slipway.check_templates"
TELL_OF_LAW = "slipway.tell_of_law"
START_TESTS = "slipway.start_tests"
SWEEP = "slipway.sweep"
CHORES = "slipway.chores"
START = "slipway.start"

QUEUE_NAME = "slipway"
CHORE_QUEUE = "slipway-chores"
"""What is due by the clock does not wait behind a long row of hints."""

LONGEST_TASK_SECONDS = 15 * 60

SPACING = 0.2
"""Seconds between two wake-ups for deliveries: sending one costs more than taking a delivery."""

MOST_IN_REDIS = 1000
"""No hint is sent while so many wait there: the workers have enough to do for now."""

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
            # What a worker took and did not finish is in the rows: no copy of it in Redis, which
            # would be handed out again late, and could not be written where Redis is full.
            "ack_emulation": False,
            # A Redis that went away without a word is noticed.
            "socket_connect_timeout": 5,
            "socket_timeout": 15,
        },
        "task_default_queue": QUEUE_NAME,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "timezone": "UTC",
    }


QUEUE_ERRORS = (OperationalError, OSError, redis.RedisError)
"""What a Redis that is away, full or out of its mind raises."""


def wake(url: str, tasks: Iterable[str], expires: float) -> None:
    """Have workers do these tasks, unless they come to it only after so many seconds.

    Raises one of QUEUE_ERRORS within seconds.
    """
    with _producer(url) as celery:
        for task in tasks:
            celery.send_task(task, queue=CHORE_QUEUE, expires=expires, retry=False)


class Hints:
    """Sends wake-ups from a thread of its own: who hands on never waits for Redis.

    However many deliveries come, one wake-up for all of them goes out, at most every `SPACING`
    seconds. A request that waits for its hint is not put in again. Up to `capacity` requests wait;
    what does not fit, and what Redis does not take, is dropped.
    """

    def __init__(self, url: str, capacity: int = 10_000) -> None:
        self._url = url
        self._capacity = capacity
        self._newest_delivery: int | None = None
        self._next_wake_up = 0.0
        self._waiting: dict[tuple[str, int], None] = {}
        self._later: dict[int, float] = {}
        self._is_closing = False
        self._is_losing = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def deliveries(self, newest_id: int) -> None:
        """Deliveries wait, the newest of them under this row id."""
        with self._changed:
            self._newest_delivery = max(newest_id, self._newest_delivery or 0)
            self._wake()

    def request(self, request_id: int) -> None:
        """This request is due."""
        self._hand_on(ADVANCE_REQUEST, request_id)

    def request_after(self, seconds: float, request_id: int) -> None:
        """This request will be due; a process that ends before that leaves it to the sweep."""
        if seconds <= 0:
            self.request(request_id)
            return
        with self._changed:
            if len(self._later) < self._capacity:
                self._later[request_id] = time.monotonic() + seconds
                self._wake()

    def check(self, row_id: int) -> None:
        """A commit is to be checked."""
        self._hand_on(CHECK_COMMIT, row_id)

    def template_check(self, row_id: int) -> None:
        """The templates of a commit are to be checked."""
        self._hand_on(CHECK_TEMPLATES, row_id)

    def law_notice(self, row_id: int) -> None:
        """People may have to be told of the law of their organisation."""
        self._hand_on(TELL_OF_LAW, row_id)

    def integration_run(self, row_id: int) -> None:
        """A deployment is to be followed by its integration tests."""
        self._hand_on(START_TESTS, row_id)

    def redis_answers(self) -> bool:
        """Whether Redis is there now; takes two seconds at most."""
        with _client(self._url) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    def backlog(self) -> int:
        """How many hints wait in Redis; 0 where it does not answer."""
        with _client(self._url) as client:
            try:
                return int(client.llen(QUEUE_NAME))
            except redis.RedisError:
                return 0

    def close(self, seconds: float = 5) -> None:
        """Sends what waits, for so many seconds at most."""
        with self._changed:
            thread = self._thread
            self._is_closing = True
            self._changed.notify()
        if thread:
            thread.join(seconds)

    def _hand_on(self, task: str, row_id: int) -> None:
        with self._changed:
            if len(self._waiting) < self._capacity:
                self._waiting[task, row_id] = None
                self._wake()
                return
        _log.info("hint dropped, the sweep will find the row", task=task, id=row_id)

    def _wake(self) -> None:
        # Started at the first hint: a process that forks before it must not lose the thread.
        self._is_closing = False
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._send_all, name="hints", daemon=True)
            self._thread.start()
        self._changed.notify()

    def _send_all(self) -> None:
        with _producer(self._url) as celery, _client(self._url) as client:
            while hint := self._next():
                try:
                    _send(celery, client, *hint)
                except QUEUE_ERRORS as error:
                    self._drop(str(error))
                else:
                    self._note(is_losing=False)

    def _next(self) -> tuple[str, int] | None:
        """The hint to send now, as soon as there is one; None ends the thread."""
        with self._changed:
            while not (self._is_time_to_wake_up() or self._waiting):
                if self._is_closing:
                    self._thread = None
                    return None
                self._changed.wait(self._patience())
                self._ripen()
            if not self._is_time_to_wake_up():
                hint = next(iter(self._waiting))
                del self._waiting[hint]
                return hint
            newest, self._newest_delivery = self._newest_delivery, None
            self._next_wake_up = time.monotonic() + SPACING
            assert newest is not None
            return TAKE_DELIVERIES, newest

    def _patience(self) -> float | None:
        """Seconds until something that waits has come to its time; None if nothing does."""
        moments = list(self._later.values())
        if self._newest_delivery is not None:
            moments.append(self._next_wake_up)
        return max(min(moments) - time.monotonic(), 0) if moments else None

    def _ripen(self) -> None:
        """Let those wait to be sent whose time has come."""
        now = time.monotonic()
        for request_id in [one for one, moment in self._later.items() if moment <= now]:
            del self._later[request_id]
            self._waiting[ADVANCE_REQUEST, request_id] = None

    def _is_time_to_wake_up(self) -> bool:
        if self._newest_delivery is None:
            return False
        return self._is_closing or time.monotonic() >= self._next_wake_up

    def _drop(self, reason: str) -> None:
        """Forget what waits as well: each would take as long to fail, and the sweep finds it."""
        with self._changed:
            self._waiting.clear()
        self._note(is_losing=True, reason=reason)

    def _note(self, *, is_losing: bool, **details: str) -> None:
        """Say it once when Redis takes no hints any more, and when it does again."""
        before, self._is_losing = self._is_losing, is_losing
        if is_losing and not before:
            _log.warning("hints are lost, the sweep will find the rows", **details)
        elif before and not is_losing:
            _log.info("hints are taken again")


def _send(celery: Celery, client: redis.Redis, task: str, row_id: int) -> None:
    if client.llen(QUEUE_NAME) >= MOST_IN_REDIS:
        _log.info("hint not sent, too many wait; the sweep will find the row", task=task, id=row_id)
        return
    celery.send_task(task, args=[row_id], retry=False)


def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url, socket_connect_timeout=1, socket_timeout=1, retry=Retry(NoBackoff(), retries=0)
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
