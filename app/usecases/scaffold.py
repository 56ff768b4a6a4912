"""Builds the pair of an approved request: the next unfinished step, each one "make it so"."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from app.domain.progress import CATALOG, CONFIRM, StepName
from app.domain.replies import announcements as say
from app.domain.replies.status import status_comment
from app.domain.state import State
from app.github.errors import Busy, GitHubError, Unavailable
from app.github.issues import CloseReason, update_comment
from app.store import pairs, requests
from app.store.audit import Action
from app.store.requests import RequestRow
from app.usecases import (
    catalog,
    confirm,
    record,
    repository_steps,
    room,
    settings_steps,
    whereabouts,
)
from app.usecases.build import Build, StepRefused, load_build
from app.usecases.case import control_client
from app.usecases.debts import Debt
from app.usecases.status import build_view
from app.usecases.workbench import Workbench

_log = structlog.get_logger(__name__)

_ACTIONS: Mapping[str, Callable[[Build], Mapping[str, Any]]] = {
    CONFIRM.action: confirm.confirm,
    **repository_steps.ACTIONS,
    **settings_steps.ACTIONS,
    CATALOG.action: catalog.enter,
}
# Every edit of the comment is a write, so it is told of progress after these steps only.
_SHOWN_AFTER = {"tests:create", "tests:push", "service:protect"}


def build_next(bench: Workbench, row: RequestRow) -> None:
    """Make the first unfinished step so and record it; after the last one the pair is live."""
    build = load_build(bench, row)
    step = build.next_step
    if step is None:
        _go_live(build)
        return
    with bench.database.transaction() as tx:
        attempt = pairs.begin_step(tx, build.pair, str(step))
    _log.info("step begins", step=str(step), attempt=attempt)
    try:
        result = _ACTIONS[step.action](build.at(step, attempt))
    except confirm.NoLongerApproved:
        _log.info("no longer approved, stepping back")
        confirm.step_back(build)
        return
    except (GitHubError, StepRefused) as error:
        if isinstance(error, Busy | Unavailable) or not _is_elsewhere(build):
            raise
        return  # under its new name, the same step is next
    _record(build, step, result)


def _is_elsewhere(build: Build) -> bool:
    """Whether a repository of the pair has another name by now, which later steps use."""
    try:
        return whereabouts.follow(build)
    except GitHubError as error:
        _log.info("whereabouts unknown", reason=str(error))
        return False


def _record(build: Build, step: StepName, result: Mapping[str, Any]) -> None:
    now = build.bench.clock()
    with build.bench.database.transaction() as tx:
        pairs.finish_step(tx, build.pair, str(step), result, now)
        row = requests.save(tx, build.row, now, failures=0, wait_until=None)
        if step == CONFIRM:
            holds = "Read afresh, all that was approved still held."
            record.act(tx, row, now, Action.BUILD_CONFIRMED, holds, digest=build.pair.digest)
    _log.info("step finished", step=str(step))
    if str(step) in _SHOWN_AFTER:
        show_progress(load_build(build.bench, row))


def show_progress(build: Build, waiting: str = "") -> None:
    """A courtesy: if it fails, the next step goes on and the next look puts it right."""
    if build.row.comment_id is None:
        return
    repository = build.bench.control_repository
    text = status_comment(build_view(build, waiting))
    try:
        client = control_client(build.bench, build.organisation)
        update_comment(client, build.organisation, repository, build.row.comment_id, text)
    except GitHubError as error:
        _log.info("progress not shown", reason=str(error))


def _go_live(build: Build) -> None:
    """The pair is built: the next look closes the issue and tells the requester, once."""
    live = replace(build.row, state=State.LIVE)
    text = say.live(build_view(replace(build, row=live)))
    debt = Debt(text, CloseReason.COMPLETED)
    now = build.bench.clock()
    with build.bench.database.transaction() as tx:
        room.prepare(tx, build.row)
        requests.save(
            tx,
            build.row,
            now,
            state=State.LIVE,
            announcement=debt.to_json(),
            wanted=build.row.wanted + 1,
        )
        pairs.release_names(tx, build.row)
        made = " and ".join(one.url for one in build.created().values()) + " are built."
        record.act(tx, build.row, now, Action.LIVE, made, digest=build.pair.digest)
        room.make(tx, build.bench, build.row)
    _log.info("pair is live", pair=build.pair.id)
