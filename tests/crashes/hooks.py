"""What passes in a worker's process, told from outside of it: nothing of Slipway knows.

Calls are seen where `requests` and `http.client` make them, commits where SQLAlchemy does.
"""

import http.client
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from celery import signals
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect

from app import queue
from tests.crashes.places import Moment, commit_of, start_of

# What tells the sandbox's side who makes a call, and which one.
WORKER, EVENT = "X-Worker", "X-Event"

OnPass = Callable[[Moment, str], None]
"""Is told of each moment that passes, with the event that it belongs to."""

_THE_JOB = {queue.TAKE_DELIVERIES, queue.HANDLE_DELIVERY, queue.ADVANCE_REQUEST}
_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
_OPERATION = re.compile(r"\s*(query|mutation)\s+(\w+)")
_VARIES = re.compile(r"\b(?:[0-9a-f]{40}|\d{3,})\b")


class Watch:
    """Tells of every call to GitHub and of every commit that the tasks of the main job make.

    What the sweep and its chores do comes by the clock, so its places are not the same twice.
    """

    def __init__(self, on_pass: OnPass, worker: str) -> None:
        self._on_pass = on_pass
        self._worker = worker
        self._task = ""
        self._last_call = ""
        self._call = ""

    def install(self) -> None:
        """From now on, for the life of this process and of its children."""
        signals.task_prerun.connect(self._task_begins, weak=False)
        signals.task_postrun.connect(self._task_ends, weak=False)
        self._watch_calls()
        self._watch_commits()

    def _task_begins(self, task: Any, **_: Any) -> None:
        if task.name in _THE_JOB:
            self._task = task.name
            self._last_call = start_of(task.name)

    def _task_ends(self, **_: Any) -> None:
        self._task = ""

    def _pass(self, moment: Moment, name: str) -> None:
        if self._task:
            self._on_pass(moment, name)

    def _watch_calls(self) -> None:
        send, getresponse = HTTPAdapter.send, http.client.HTTPConnection.getresponse

        def sending(adapter: HTTPAdapter, request: PreparedRequest, **options: Any) -> Response:
            self._call = _name_of(request)
            request.headers.update({WORKER: self._worker, EVENT: self._call})
            self._pass(Moment.BEFORE, self._call)
            try:
                response = send(adapter, request, **options)
            finally:
                called, self._call = self._call, ""
            self._last_call = called
            self._pass(Moment.AFTER, called)
            return response

        def hearing(connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
            if self._call:
                self._pass(Moment.DURING, self._call)
            return getresponse(connection)

        HTTPAdapter.send = sending  # type: ignore[method-assign, assignment]
        http.client.HTTPConnection.getresponse = hearing  # type: ignore[method-assign, assignment]

    def _watch_commits(self) -> None:
        event.listen(Engine, "begin", _forget_tables)
        event.listen(Engine, "before_cursor_execute", _note_table)
        do_commit = DefaultDialect.do_commit

        def committing(dialect: DefaultDialect, connection: Any) -> None:
            tables: set[str] = connection.info.pop("tables", set())
            name = commit_of(tables, self._last_call)
            if tables:
                self._pass(Moment.BEFORE, name)
            do_commit(dialect, connection)  # type: ignore[no-untyped-call]
            if tables:
                self._pass(Moment.AFTER, name)

        DefaultDialect.do_commit = committing  # type: ignore[method-assign]


def _forget_tables(connection: Connection) -> None:
    connection.info.pop("tables", None)


def _note_table(connection: Connection, _: object, statement: str, *__: object) -> None:
    if written := _WRITES.match(statement):
        connection.info.setdefault("tables", set()).add(written[1])


def _name_of(request: PreparedRequest) -> str:
    """Verb and path without what differs from run to run; a GraphQL operation by its name."""
    path = urlsplit(request.url or "").path.removeprefix("/api/v3")
    if path.endswith("/graphql"):
        operation = _OPERATION.match(json.loads(request.body or "{}")["query"])
        return f"{operation[1]} {operation[2]}" if operation else "mutation"
    return f"{request.method} {_VARIES.sub('{}', path)}"


def event_of(route: str, places: Mapping[str, object]) -> str:
    """The event of a call by its route template and what fills it, as the audit keeps them."""
    verb, _, template = route.partition(" ")
    if verb in {"QUERY", "MUTATION"}:
        return f"{verb.lower()} {template}"
    filled = template.format(**{name: quote(str(text)) for name, text in places.items()})
    return f"{verb} {_VARIES.sub('{}', filled)}"
