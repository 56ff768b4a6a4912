"""What every task does when the database is away: it leaves the work to a later wake-up."""

from typing import Any

import structlog
from celery import Task

from app.store import outage

_log = structlog.get_logger(__name__)


class Door(Task):  # type: ignore[misc]  # Celery has no types
    """A task whose row waits in the database, so that nothing is lost if it ends early."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        """One line in the log instead of a backtrace: an operator has to mend it, not we."""
        try:
            return super().__call__(*args, **options)
        except Exception as error:
            found = outage.of(error)
            if found is None:
                raise
            _log.error("work put off", outage=found.kind, reason=found.sentence)
            return None
