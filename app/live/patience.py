"""How long the check waits: for its turn to write, and for what GitHub does not show at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from app.clock import now
from app.domain.budget import Limits
from app.github.budget import Budget, Pause
from app.github.charges import Charge
from app.github.errand import Admission, Errand
from app.github.errors import Busy, NotFound, OverBudget, Unavailable
from app.interrupt import Interrupt
from app.store.database import Database

Say = Callable[[str], None]
Answer = TypeVar("Answer")

# An hour that is used up is not waited out: the scratch repositories would stand about so long.
_LONGEST_WAIT = timedelta(minutes=15)
_LOOKS = 20
_BETWEEN_LOOKS = 2.0
_STEP = 0.5


class Patience:
    """Waits, and notices meanwhile when somebody wants the check to end."""

    def __init__(self, pause: Pause, interrupt: Interrupt, say: Say) -> None:
        self._pause = pause
        self._interrupt = interrupt
        self.say = say

    def check(self) -> None:
        """Raises Interrupted if the check shall end."""
        self._interrupt.check()

    def wait(self, seconds: float) -> None:
        """Lets so many seconds pass, in short pauses."""
        while seconds > 0:
            self.check()
            self._pause(min(seconds, _STEP))
            seconds -= _STEP

    def until(self, look: Callable[[], Answer], is_enough: Callable[[Answer], bool]) -> Answer:
        """What a look shows once it is enough, or at the last look."""
        found = look()
        for _ in range(_LOOKS):
            if is_enough(found):
                break
            self.wait(_BETWEEN_LOOKS)
            found = look()
        return found

    def until_shown(self, call: Callable[[], Answer]) -> Answer:
        """Repeats a call that GitHub answers 404 for what it made a moment ago."""
        for _ in range(_LOOKS):
            try:
                return call()
            except NotFound:
                self.wait(_BETWEEN_LOOKS)
        return call()

    def until_done(self, call: Callable[[], Answer]) -> Answer:
        """Repeats a call that may be made twice, through limits and short failures."""
        for _ in range(5):
            try:
                return call()
            except Busy as busy:
                self.outwait(busy)
            except Unavailable:
                self.wait(_BETWEEN_LOOKS)
        return call()

    def outwait(self, busy: Busy) -> None:
        """Waits until the moment that a limit names; raises it again if that is too far away."""
        left = busy.retry_at - now()
        if left > _LONGEST_WAIT:
            raise busy
        self.say(f"  waits for {busy.reason}, until {busy.retry_at:%H:%M:%S} UTC")
        self.wait(max(left.total_seconds(), 0) + _STEP)


class PatientBudget(Budget):
    """The write budget for a check that nobody takes up again later: it waits in place."""

    def __init__(
        self, database: Database, limits: Limits, timeout_seconds: int, patience: Patience
    ) -> None:
        super().__init__(database, limits, now, patience.wait, timeout_seconds)
        self._patience = patience

    def admit(self, errand: Errand, charge: Charge) -> Admission:
        """Leave to make this call, once the limits allow it. Raises Interrupted."""
        while True:
            self._patience.check()
            try:
                return super().admit(errand, charge)
            except OverBudget as busy:
                self._patience.outwait(busy)
