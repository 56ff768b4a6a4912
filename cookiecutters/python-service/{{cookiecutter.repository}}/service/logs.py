"""Logs for machines: one JSON object a line on standard output."""

import json
import logging
import sys
from datetime import UTC, datetime

# Probes and scrapes come every few seconds: their answers are not worth a line each.
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """Whether a line of the server's access log is about more than a probe or a scrape."""
    match record.args:
        case (_client, _method, str(path), *_):
            return path not in QUIET
    return True


def set_up_logs(level: str) -> None:
    """Send the logs of the service and of its server to standard output, from `level` on."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    logging.getLogger("uvicorn.access").addFilter(is_worth_a_line)
    # The service says itself when it is ready and when it stops.
    logging.getLogger("uvicorn.error").setLevel(max(logging.getLogger().level, logging.WARNING))
