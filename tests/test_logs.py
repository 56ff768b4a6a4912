"""How Slipway logs: one JSON object a line, with the ids of what is being worked on."""

import json
import logging

import structlog

from app.logs import formatter


def line(text: str, *, exception: Exception | None = None) -> dict[str, object]:
    """What a library's record becomes."""
    info = (type(exception), exception, None) if exception else None
    record = logging.LogRecord("celery.worker", logging.WARNING, "file", 1, text, None, info)
    formatted: dict[str, object] = json.loads(formatter().format(record))
    return formatted


def test_a_librarys_record_becomes_one_line_of_json() -> None:
    written = line("two\nlines")

    assert written.pop("timestamp")
    assert written == {"level": "warning", "logger": "celery.worker", "message": "two\nlines"}


def test_a_record_carries_the_ids_that_are_bound() -> None:
    with structlog.contextvars.bound_contextvars(delivery=7):
        written = line("received")

    assert written["delivery"] == 7


def test_an_exception_is_part_of_its_line() -> None:
    written = line("failed", exception=ValueError("the reason"))

    assert "the reason" in str(written["exception"])
