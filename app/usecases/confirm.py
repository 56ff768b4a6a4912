"""The first step of a build: everything is read afresh and decided once more."""

from collections.abc import Mapping
from typing import Any

from app.domain.plan import Plan
from app.domain.setups import is_alike
from app.domain.state import State
from app.github.errors import IssueGone
from app.store import pairs, requests
from app.store.audit import Action
from app.usecases import converge, record
from app.usecases.begin import plan_of
from app.usecases.build import Build
from app.usecases.case import Case, read_case
from app.usecases.decide import decide
from app.usecases.displays import history


class NoLongerApproved(Exception):
    """What was approved a moment ago is not any more; nothing was created."""


def confirm(build: Build) -> Mapping[str, Any]:
    """Let the build go on only if the same plan would be made now. Raises NoLongerApproved."""
    try:
        case = read_case(build.bench, build.row)
    except IssueGone:
        raise NoLongerApproved from None
    if not _still_holds(case, build.plan):
        raise NoLongerApproved
    converge.show_build(case, build)
    return {}


def step_back(build: Build) -> None:
    """Forget a build of which nothing was created; the next look asks again for all there is."""
    now = build.bench.clock()
    with build.bench.database.transaction() as tx:
        pairs.abandon(tx, build.pair)
        pairs.release_names(tx, build.row)
        requests.save(
            tx,
            build.row,
            now,
            state=State.AWAITING_APPROVAL,
            wanted=build.row.wanted + 1,
            surroundings=None,
        )
        changed = "What was approved did not hold any more when it was read afresh."
        digest = build.pair.digest
        record.act(tx, build.row, now, Action.BUILD_STEPPED_BACK, changed, digest=digest)


def _still_holds(case: Case, plan: Plan) -> bool:
    outcome = decide(case, history(case), afresh=True)
    if outcome.state is not State.BUILDING or not case.issue.is_open:
        return False
    now = plan_of(case, outcome)
    same_files = (now.digest, now.rendering) == (plan.digest, plan.rendering)
    return same_files and is_alike(now, plan)
