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
from app.usecases.turns import IsOver
from app.usecases.workbench import Workbench

INTERVAL = timedelta(hours=1)
PAGES_A_RUN = 10

OVERLAP = timedelta(minutes=10)
"""A list may show a change a while after it was made, and clocks differ a little."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far the issues were read: the next is this page of those touched at `since` or later.

    Without `since` it is the first list of all, of what is open. `began_at` is when the list was
    begun, and `has_news` whether an issue was on it that nobody knew.
    """

    since: datetime | None
    page: int
    began_at: datetime
    has_news: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any], now: datetime) -> "Bookmark":
        """What the chore's row keeps. A list that was begun in another order is begun again."""
        since = _moment(data.get("since"))
        began_at = _moment(data.get("began_at"))
        if began_at is None:
            return cls(since, 1, now)
        return cls(since, data["page"], began_at, data["has_news"])

    def to_json(self) -> dict[str, Any]:
        """As the chore's row keeps it."""
        return {
            "since": self.since.isoformat() if self.since else None,
            "page": self.page,
            "began_at": self.began_at.isoformat(),
            "has_news": self.has_news,
        }

    def after(self, read: IssuePage, *, has_news: bool) -> "Bookmark | None":
        """Where to read on; None after the last page.

        A list of several pages is read until nobody is new on it: what was closed meanwhile let
        others come forward to pages that had been read.
        """
        has_news = has_news or self.has_news
        if read.is_full:
            return replace(self, page=self.page + 1, has_news=has_news)
        if has_news and self.page > 1:
            return replace(self, page=1, has_news=False)
        return None

    def next_time(self) -> dict[str, Any]:
        """Where to begin the next time: what was touched since this list was begun."""
        return {"since": (self.began_at - OVERLAP).isoformat()}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def backfill(organisation: str) -> Duty:
    """The chore for one organisation; another one's trouble does not touch it."""
    name = f"backfill {organisation.lower()}"
    return Duty(name, INTERVAL, partial(_backfill, organisation=organisation))


def _backfill(bench: Workbench, chore: Chore, is_over: IsOver, organisation: str) -> Done:
    bookmark, found = Bookmark.of(chore.data, bench.clock()), 0
    client = control_client(bench, organisation)
    for _ in range(PAGES_A_RUN):
        where = (client, organisation, bench.control_repository)
        read = issues_since(*where, bookmark.since, bookmark.page)
        with bench.database.transaction() as tx:
            missed, unknown = _want(bench, tx, organisation, read)
            found += missed
            after = bookmark.after(read, has_news=unknown > 0)
            data = after.to_json() if after else bookmark.next_time()
            chores.keep(tx, chore, bench.clock(), LEASE, data)
        if after is None:
            return Done(_note(found), data)
        bookmark = after
        if is_over():
            break
    return Done(_note(found), bookmark.to_json(), again_at=bench.clock())


def _note(found: int) -> str:
    return f"{found} issues to look at" if found else "no issue was missed"


def _want(bench: Workbench, tx: Transaction, organisation: str, read: IssuePage) -> tuple[int, int]:
    """Have those looked at that were missed; how many, and how many of them were not known."""
    organisation = requests.spelling(tx, organisation)
    last_touched = requests.last_touched(tx, organisation, [one.number for one in read.issues])
    missed = [one for one in read.issues if _is_missed(one, last_touched.get(one.number))]
    # In the order in which everybody wants several, so that none waits for the other.
    requests.take_turn(tx, organisation, wants_all=False)
    for one in sorted(missed, key=lambda one: one.number):
        row_id = requests.want(tx, organisation, one.number, bench.clock())
        tx.after_commit(partial(bench.hints.request, row_id))
        _log.info("issue found without a webhook", organisation=organisation, issue=one.number)
    return len(missed), sum(one.number not in last_touched for one in missed)


def _is_missed(issue: ListedIssue, touched_at: datetime | None) -> bool:
    """An open issue that is not known, or one that changed after we last had to do with it."""
    return issue.is_open if touched_at is None else issue.updated_at > touched_at
