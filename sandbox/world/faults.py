"""Which calls are to fail, and how."""

from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from threading import Event
from typing import Any

ALWAYS = 10**9


class Mode(StrEnum):
    """What a fault does to a call."""

    STATUS = "status"  # an error in JSON
    HTML = "html"  # an error page in HTML, as from a proxy
    REDIRECT = "redirect"  # 301 or 307
    PRIMARY = "primary"  # the hour is used up
    SECONDARY = "secondary"  # too much at once
    SLOW = "slow"  # the true answer, late
    HANG = "hang"  # no answer: the connection is held until the caller gives up
    CUT = "cut"  # no answer: the connection is cut


@dataclass
class Fault:
    """Spoils calls of a route, or of any, before or after their effect.

    The first `skip` calls that match pass; of the others the next `times`, or a `share` that
    `seed` settles. A `status` or `message` of None is the usual one of the mode.
    """

    method: str | None = None
    route: str | None = None
    mode: Mode = Mode.STATUS
    status: int | None = None
    message: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    skip: int = 0
    share: float = 1.0
    seed: int = 0
    after_effect: bool = False
    drop_answer: bool = False
    app_only: bool = False
    retry_after: int | None = None
    location: str | None = None
    ms: float = 0.0
    released: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self._dice = Random(self.seed)  # noqa: S311 - repeatable on purpose

    def __getstate__(self) -> dict[str, Any]:
        kept = {name: one for name, one in vars(self).items() if name not in {"released", "_dice"}}
        return kept | {"dice": self._dice.getstate()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """The dice go on where they were."""
        dice = state.pop("dice")
        vars(self).update(state)
        self.released = Event()
        self.__post_init__()
        self._dice.setstate(dice)

    def strikes(self, method: str, route: str, *, of_app: bool) -> bool:
        """Whether this call is struck; what was skipped or struck is counted off."""
        if self.times <= 0 or not self._matches(method, route, of_app):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self._dice.random() >= self.share:
            return False
        self.times -= 1
        return True

    def _matches(self, method: str, route: str, of_app: bool) -> bool:
        return (
            (of_app or not self.app_only)
            and self.method in {None, method}
            and self.route in {None, route}
        )

    @property
    def keeps_the_answer(self) -> bool:
        """Whether nobody hears what came of the call."""
        return self.drop_answer or self.mode in {Mode.HANG, Mode.CUT}
