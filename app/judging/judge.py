"""Has the files of a commit judged in a sealed room: nobody reviewed them yet."""

import time
from dataclasses import dataclass
from datetime import datetime

import structlog

from app.domain.check import ControlFiles, History, Judgement, stopped
from app.judging.messages import judgement_in, packed
from app.sealed.bounds import Bounds
from app.sealed.papers import Stopped
from app.sealed.warm import ask

MOST_FILE_CHARACTERS = 10_000_000
"""Of all files of a commit together."""

BOUNDS = Bounds(
    wall_seconds=60.0,
    cpu_seconds=50,
    memory_bytes=1024 * 1024 * 1024,
    answer_bytes=32 * 1024 * 1024,
)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges in a process that holds no key, no database and no network."""

    bounds: Bounds = BOUNDS

    def judged(self, files: ControlFiles, history: History | None, now: datetime) -> Judgement:
        """What `app.domain.check.judge` finds; a failure that says so if it had to be stopped."""
        size = sum(len(text or "") for text in (files.policy, files.form, *files.cases.values()))
        if size > MOST_FILE_CHARACTERS:
            say = f"These files have {size:,} characters; at most {MOST_FILE_CHARACTERS:,} are read"
            return stopped(f"{say}. Shorten the policy cases, or keep fewer of them.")
        began = time.perf_counter()
        try:
            judgement = self._asked(files, history, now)
        except Stopped as stop:
            judgement = stopped(str(stop))
        except ValueError:
            judgement = stopped("The room answered what cannot be read. Push again.")
        milliseconds = round((time.perf_counter() - began) * 1000)
        _log.info("judged", milliseconds=milliseconds, was_stopped=judgement.was_stopped)
        return judgement

    def _asked(self, files: ControlFiles, history: History | None, now: datetime) -> Judgement:
        request = packed(files, history, now, self.bounds)
        return judgement_in(ask("app.judging.room", request, self.bounds, "Judging"))
