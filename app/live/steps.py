"""All steps of a check, in their order, and how one of them ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.exc import OperationalError

from app.github.errors import Busy, GitHubError, Suspended, Unauthorised, Unavailable
from app.interrupt import Interrupted
from app.live import asking, building, reading, refusing
from app.live.reading import CannotRun
from app.live.recording import Recorder
from app.live.scene import Scene, Skipped, Step

STEPS: tuple[Step, ...] = (*reading.STEPS, *building.STEPS, *asking.STEPS, *refusing.STEPS)
REMOVAL = "removal"


class End(StrEnum):
    """How a step ended."""

    DONE = "done"
    SKIPPED = "skipped"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step's end; `broken` has a sentence for each promise that GitHub did not keep."""

    step: Step
    end: End
    said: str = ""
    broken: tuple[str, ...] = ()


class Aborted(Exception):
    """The check could not go on; the text says why and what to do."""


def make(step: Step, scene: Scene, recorder: Recorder) -> Outcome:
    """Make one step. Raises Aborted where it, or GitHub's failing, leaves nothing to go on with."""
    recorder.begin(step.name)
    try:
        outcome = _made(step, scene)
    except Interrupted:
        raise Aborted("The check was interrupted.") from None
    except CannotRun as why:
        raise Aborted(str(why)) from None
    except (Busy, Unavailable, Unauthorised, Suspended) as error:
        raise Aborted(f"{error} Run the check again later.") from None
    except OperationalError as error:
        raise Aborted(f"The database cannot be used: {str(error.orig).splitlines()[0]}") from None
    except Exception as error:  # noqa: BLE001 - what was made is to be removed and told of
        raise Aborted(
            f"{step.sentence}: {type(error).__name__}. This is a mistake in Slipway or in this "
            "machine's set-up. Report it with this line."
        ) from None
    if outcome.end is End.SKIPPED:
        recorder.skip()
    if step.is_essential and outcome.end is not End.DONE:
        raise Aborted(f"{step.sentence}: {outcome.said}")
    return outcome


def _made(step: Step, scene: Scene) -> Outcome:
    broken: list[str] = []
    try:
        _collect(step.act(scene), broken)
    except Skipped as why:
        return Outcome(step, End.SKIPPED, str(why), tuple(broken))
    except GitHubError as error:
        return Outcome(step, End.REFUSED, str(error), tuple(broken))
    except (AttributeError, KeyError, LookupError, TypeError, ValueError) as error:
        # An answer of another shape than Slipway reads: the very thing that is looked for.
        said = f"Slipway cannot read GitHub's answer: {type(error).__name__} {error}"
        return Outcome(step, End.UNREADABLE, said, (*broken, said))
    return Outcome(step, End.DONE, "", tuple(broken))


def _collect(promises: Iterable[str], broken: list[str]) -> None:
    for one in promises:
        broken.append(one)  # noqa: PERF402 - what came before a failure counts
