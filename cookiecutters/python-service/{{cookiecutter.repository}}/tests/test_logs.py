import json
import logging
import sys

from service.logs import JsonFormatter, is_worth_a_line


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


def test_probes_are_not_worth_a_line() -> None:
    probed, asked = access("/readyz"), access("/notes?author=ada")

    assert not is_worth_a_line(probed)
    assert is_worth_a_line(asked)


def access(path: str) -> logging.LogRecord:
    """A line of the server's access log."""
    args = ("127.0.0.1:5000", "GET", path, "1.1", 200)
    text = '%s - "%s %s HTTP/%s" %d'
    return logging.LogRecord("uvicorn.access", logging.INFO, __file__, 1, text, args, None)
