"""When the state is saved: soon after a change, at most every second, and at the end."""

import sys
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

from sandbox.keeping.state_file import save
from sandbox.world.state import World

PAUSE = 1.0
# A large world takes a while to save, and holds everybody up meanwhile: a tenth of the time.
SHARE = 10


class Keeper:
    """A thread that saves a world while it is served; close it last."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ended = Event()
        self._troubled = False
        self._thread = Thread(target=self._run, name="sandbox keeper", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        again = self._world.changed.is_set()
        self._world.changed.set()
        self._thread.join()
        if again:
            self._save()

    def _run(self) -> None:
        changed = self._world.changed
        while changed.wait() and not self._ended.is_set():
            changed.clear()
            started = monotonic()
            self._save()
            self._ended.wait(max(PAUSE, SHARE * (monotonic() - started)))

    def _save(self) -> None:
        """Save; a disk that is full is complained of once, and tried again."""
        try:
            save(self._world, self._world.data)
        except OSError as error:
            if not self._troubled:
                why = error.strerror or error
                sys.stderr.write(
                    f"The state cannot be saved in {self._world.data}: {why}. What changes from"
                    " now on is lost at the end, unless that is mended.\n"
                )
            self._troubled = True
        else:
            self._troubled = False
