"""Stops a build that trying again will not help, and owes its people the reason."""

from dataclasses import asdict, replace

import structlog

from app.domain.plan import Half
from app.domain.progress import STEPS
from app.domain.replies import announcements as say
from app.domain.state import State
from app.domain.status import Failure
from app.github.errors import Forbidden, NotFound
from app.github.permissions import BUILD, SET_PROPERTIES
from app.store import pairs, requests
from app.store.audit import Action
from app.store.requests import RequestRow
from app.usecases import obstacles, record, whereabouts
from app.usecases.build import Build, StepRefused, load_build
from app.usecases.debts import Debt
from app.usecases.failures import ATTEMPTS, doing, explain
from app.usecases.status import build_view
from app.usecases.workbench import Workbench

_log = structlog.get_logger(__name__)


def park_if_hopeless(bench: Workbench, row: RequestRow, error: Exception) -> bool:
    """Whether the build was stopped; False while trying again may still help."""
    build = load_build(bench, row)
    failures = _failures(build)
    lost = _lost(build, error, failures)
    cause = whereabouts.deleted(build, lost) if lost else _named(build, error)
    failure = explain(cause, failures, doing(build))
    if failure is None:
        return False
    _park(build, failure, lost)
    _log.warning("build parked", what=failure.what, why=failure.why)
    return True


def _failures(build: Build) -> int:
    """How often in a row the present step failed. Looks that failed are in the row's number too."""
    failures, step = build.row.failures + 1, build.next_step
    return min(failures, build.attempts(step)) if step else failures


def _park(build: Build, failure: Failure, lost: tuple[Half, ...]) -> None:
    stopped = replace(build.row, state=State.FAILED, failure=asdict(failure))
    view = build_view(replace(build, row=stopped))
    debt, now = Debt(say.failed(view)), build.bench.clock()
    with build.bench.database.transaction() as tx:
        requests.save(
            tx,
            build.row,
            now,
            state=stopped.state,
            failure=stopped.failure,
            announcement=debt.to_json(),
            wanted=build.row.wanted + 1,
            wait_until=None,
        )
        # What was done to a repository that is gone is to be done again to the next one.
        undone = [str(step) for step in STEPS if step.half in lost]
        pairs.reopen_steps(tx, build.pair, undone)
        parked = f"{failure.what} {failure.why}"
        record.act(tx, build.row, now, Action.PARKED, parked, digest=build.pair.digest)


def _lost(build: Build, error: Exception, failures: int) -> tuple[Half, ...]:
    """Halves that were deleted: what GitHub does not show for so long is not just too new."""
    if not isinstance(error, NotFound) or failures < ATTEMPTS:
        return ()
    return whereabouts.gone(build)


def _named(build: Build, error: Exception) -> Exception:
    """A refusal for a permission that the App lost, with the permission's name."""
    if not isinstance(error, Forbidden):
        return error
    is_property = build.next_step is not None and build.next_step.action == "properties"
    wanted = {**BUILD, **(SET_PROPERTIES if is_property else {})}
    missing = obstacles.missing_permissions(build.bench, build.organisation, wanted)
    if not missing:
        return error
    why, todo = obstacles.lost_permission(build.organisation, missing)
    what = "A step of the build needs a permission that the App has not."
    return StepRefused(what, why, f"{todo} Then comment `/slipway retry`.")
