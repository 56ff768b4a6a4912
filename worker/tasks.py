"""The tasks: an id in, one use case out, safe to run twice."""

import os
from functools import cache

from celery import shared_task

from app import bootstrap, queue
from app.settings import Settings
from app.usecases import advance, intake, sweep
from app.usecases.workbench import Workbench


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
    advance.advance(workbench(), request_id)


@shared_task(name=queue.SWEEP)
def sweep_all() -> None:
    sweep.sweep(workbench())
