import json
import logging
import sys

from service.logs import JsonFormatter


def record(message: str, *, failed: bool = False) -> logging.LogRecord:
    error = sys.exc_info() if failed else None
    return logging.LogRecord("service", logging.INFO, __file__, 1, message, None, error)


def test_a_record_is_one_line_of_json() -> None:
    line = JsonFormatter().format(record('two\nlines and a "quote"'))

    assert "\n" not in line
    assert json.loads(line)["message"] == 'two\nlines and a "quote"'


def test_an_error_carries_its_traceback() -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        line = JsonFormatter().format(record("failed", failed=True))

    assert "ValueError: broken" in json.loads(line)["error"]


def test_fields_stand_beside_the_message() -> None:
    asked = record("request")
    asked.fields = {"route": "/notes", "status": 200}

    entry = json.loads(JsonFormatter().format(asked))

    assert (entry["message"], entry["route"], entry["status"]) == ("request", "/notes", 200)
