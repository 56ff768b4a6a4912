"""Lets the requests of a team go on that a limit held back, once another one of it has ended."""

from functools import partial

from app.store import requests
from app.store.database import Transaction
from app.store.requests import RequestRow
from app.usecases.workbench import Workbench


def prepare(tx: Transaction, ending: RequestRow) -> None:
    """To be called in that transaction before the row of the request that ends is changed."""
    if ending.owner is not None:
        requests.lock_of_owner(tx, ending)


def make(tx: Transaction, bench: Workbench, ended: RequestRow) -> None:
    """Look again at what the same owner team has on hold; `ended` no longer counts against it."""
    if ended.owner is None:
        return
    for request_id in requests.want_of_owner(tx, ended.organisation, ended.owner):
        tx.after_commit(partial(bench.hints.request, request_id))
