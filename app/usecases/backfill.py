"""Finds issues of which no webhook ever came, and those that changed without a word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from app.github.issue_list import IssuePage, ListedIssue, issues_since
from app.store import chores, requests
from app.store.chores import Chore
from app.store.database import Transaction
from app.usecases.case import control_client
from app.usecases.chores import LEASE, Done, Duty
from app.usecases.workbench import Workbench

INTERVAL = timedelta(hours=1)
PAGES_A_RUN = 10

OVERLAP = timedelta(minutes=10)
"""A list may show a change a while after it was made."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far the list was read: all that was touched before `since`, by GitHub's clock.

    `page` counts on while more was touched at one moment than fits on a page.
    """

    since: datetime | None = None
    page: int = 1

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Bookmark":
        since = datetime.fromisoformat(data["since"]) if data.get("since") else None
        return cls(since, data.get("page", 1))

    def to_json(self) -> dict[str, Any]:
        """As the chore's row keeps it."""
        return {"since": self.since.isoformat() if self.since else None, "page": self.page}

    def after(self, read: IssuePage) -> "Bookmark":
        """Where to read on. By the moment, not by the page: what is touched moves on the list."""
        if self.since is None or read.through is None or read.through <= self.since:
            return replace(self, page=self.page + 1)
        return Bookmark(read.through)

    def back_from(self, newest: datetime | None, began: datetime) -> "Bookmark":
        """Where to begin the next time, after a list that was read from `began` to its end."""
        if newest is None:
            # Where nothing was open at first, what is closed by now would be left out for ever.
            return Bookmark(self.since or began - OVERLAP)
        return Bookmark(max(newest - OVERLAP, self.since or newest - OVERLAP))


def backfill(organisation: str) -> Duty:
    """The chore for one organisation; another one's trouble does not touch it."""
    return Duty(f"backfill {organisation}", INTERVAL, partial(_backfill, organisation=organisation))


def _backfill(bench: Workbench, chore: Chore, organisation: str) -> Done:
    bookmark, newest, found = Bookmark.of(chore.data), None, 0
    began = bench.clock()
    client = control_client(bench, organisation)
    for _ in range(PAGES_A_RUN):
        read = issues_since(
            client, organisation, bench.control_repository, bookmark.since, bookmark.page
        )
        newest = read.through or newest
        is_last = not read.is_full
        bookmark = bookmark.back_from(newest, began) if is_last else bookmark.after(read)
        with bench.database.transaction() as tx:
            found += _want(bench, tx, organisation, read)
            chores.keep(tx, chore, bench.clock(), LEASE, bookmark.to_json())
        if is_last:
            return Done(_note(found), bookmark.to_json())
    return Done(_note(found), bookmark.to_json(), again_at=bench.clock())


def _note(found: int) -> str:
    return f"{found} issues to look at" if found else "no issue was missed"


def _want(bench: Workbench, tx: Transaction, organisation: str, read: IssuePage) -> int:
    """Have those looked at that were missed; how many."""
    last_touched = requests.last_touched(tx, organisation, [one.number for one in read.issues])
    missed = [one for one in read.issues if _is_missed(one, last_touched.get(one.number))]
    # In the order in which everybody wants several, so that none waits for the other.
    for one in sorted(missed, key=lambda one: one.number):
        row_id = requests.want(tx, organisation, one.number, bench.clock())
        tx.after_commit(partial(bench.hints.request, row_id))
        _log.info("issue found without a webhook", organisation=organisation, issue=one.number)
    return len(missed)


def _is_missed(issue: ListedIssue, touched_at: datetime | None) -> bool:
    """An open issue that is not known, or one that changed after we last had to do with it."""
    return issue.is_open if touched_at is None else issue.updated_at > touched_at
