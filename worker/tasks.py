"""The tasks: an id in, one use case out, safe to run twice."""

import os
from contextlib import suppress
from functools import cache

from celery import shared_task

from app import bootstrap, queue
from app.settings import Settings
from app.usecases import advance, duties, intake, sweep, tending
from app.usecases.commit_checks import COMMIT_CHECKS
from app.usecases.integration_runs import INTEGRATION_RUNS
from app.usecases.law_notices import LAW_NOTICES
from app.usecases.template_checks import TEMPLATE_CHECKS
from app.usecases.workbench import Workbench
from worker import stopping


@cache
def workbench() -> Workbench:
    """Built at the first task of a pool child: connections do not survive its fork."""
    return bootstrap.build(Settings.load(os.environ))


@shared_task(name=queue.TAKE_DELIVERIES)
def take_deliveries(newest_id: int) -> None:  # noqa: ARG001 - all that wait are taken
    intake.take(workbench())


@shared_task(name=queue.HANDLE_DELIVERY)
def handle_delivery(delivery_id: int) -> None:
    intake.handle(workbench(), delivery_id)


@shared_task(name=queue.ADVANCE_REQUEST)
def advance_request(request_id: int) -> None:
    advance.advance(workbench(), request_id, is_over=stopping.turn())


@shared_task(name=queue.CHECK_COMMIT)
def check_commit(row_id: int) -> None:
    tending.tend(workbench(), COMMIT_CHECKS, row_id)


@shared_task(name=queue.CHECK_TEMPLATES)
def check_templates(row_id: int) -> None:
    tending.tend(workbench(), TEMPLATE_CHECKS, row_id)


@shared_task(name=queue.TELL_OF_LAW)
def tell_of_law(row_id: int) -> None:
    tending.tend(workbench(), LAW_NOTICES, row_id)


@shared_task(name=queue.START_TESTS)
def start_tests(row_id: int) -> None:
    tending.tend(workbench(), INTEGRATION_RUNS, row_id)


@shared_task(name=queue.SWEEP)
def sweep_all() -> None:
    sweep.sweep(workbench())


@shared_task(name=queue.START)
def start() -> None:
    _go_on(wanted=duties.start(workbench(), stopping.turn()))


@shared_task(name=queue.CHORES)
def do_chores() -> None:
    _go_on(wanted=duties.do_chores(workbench(), stopping.turn()))


def _go_on(*, wanted: bool) -> None:
    """What is left to do of a long chore comes after what waits by now."""
    if wanted:
        settings = Settings.load(os.environ)
        # Should Redis not take it, the next interval goes on with it.
        with suppress(*queue.QUEUE_ERRORS):
            queue.wake(queue.redis_url(settings), [queue.CHORES], settings.sweep_seconds)
