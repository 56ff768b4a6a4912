"""Finds deliveries that never came in, by GitHub's log of them, and asks for each again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from app.github.deliveries import Attempt, LogPage, ask_again, read_log
from app.github.errors import Busy, Invalid, NotFound
from app.store import chores, redeliveries
from app.store.chores import Chore
from app.store.redeliveries import Redelivery
from app.usecases.chores import LEASE, Done, Duty
from app.usecases.turns import IsOver
from app.usecases.workbench import Workbench

INTERVAL = timedelta(minutes=5)

LOG_REACHES = timedelta(days=3)
"""How far back GitHub's log goes."""

ARRIVES_WITHIN = timedelta(minutes=2)
"""What was asked for so long ago and is not there is taken for not coming."""

_ROOM_IN = timedelta(seconds=10)

_FIRST_PAUSE = timedelta(minutes=10)
_LONGEST_PAUSE = timedelta(hours=12)
_MOST_ASKS = 16
"""More than fit into the days that the log reaches back."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How much one run does, and how many may be on their way to us at a time."""

    pages: int = 20
    asks: int = 100
    under_way: int = 100


@dataclass(frozen=True, slots=True)
class Listing:
    """How far the log was read. All up to `through` is known; None before the first time.

    While a listing is under way, `cursor` is its next page and `newest` where it began.
    """

    through: datetime | None = None
    newest: datetime | None = None
    cursor: str = ""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Listing":
        through, newest = (
            datetime.fromisoformat(data[name]) if data.get(name) else None
            for name in ("through", "newest")
        )
        return cls(through, newest, data.get("cursor", ""))

    def to_json(self) -> dict[str, Any]:
        """As the chore's row keeps it."""
        return {
            "through": self.through.isoformat() if self.through else None,
            "newest": self.newest.isoformat() if self.newest else None,
            "cursor": self.cursor,
        }

    def after(self, page: LogPage, now: datetime, *, has_news: bool) -> "Listing":
        """The listing after one more page.

        It goes on beyond what is known already for as long as it finds news there: an attempt may
        turn up in the log after others that were made later.
        """
        moments = [one.delivered_at for one in page.attempts]
        newest = self.newest or max(moments, default=self.through)
        known = self.through or now - LOG_REACHES
        if page.older and (has_news or min(moments, default=now) > known):
            return replace(self, newest=newest, cursor=page.older)
        return Listing(through=newest)


def recover_deliveries(bench: Workbench, chore: Chore, is_over: IsOver, pace: Pace) -> Done:
    """Read what is new in the log, remember what is missing, and ask for some of it."""
    listing = _read_on(bench, chore, is_over, pace.pages)
    asked = _ask(bench, chore, is_over, listing, pace)
    with bench.database.transaction() as tx:
        missing = redeliveries.open_count(tx)
        coming = redeliveries.under_way(tx, bench.clock() - ARRIVES_WITHIN)
        waits = bool(redeliveries.to_ask(tx, _asked_before(bench.clock()), 1))
    note = f"{missing} missing, {asked} asked for" if missing else "none is missing"
    if not listing.cursor and not waits:
        return Done(note, listing.to_json())
    has_room = listing.cursor or coming < pace.under_way
    pause = timedelta() if has_room else _ROOM_IN
    return Done(note, listing.to_json(), again_at=bench.clock() + pause)


def recovery(pace: Pace) -> Duty:
    """The chore, done at this pace."""
    return Duty("recover deliveries", INTERVAL, partial(recover_deliveries, pace=pace))


RECOVERY = recovery(Pace())


def _read_on(bench: Workbench, chore: Chore, is_over: IsOver, pages: int) -> Listing:
    """Go on with the listing, a page a transaction, as far as one run goes."""
    listing = Listing.of(chore.data)
    for _ in range(pages):
        page = _page(bench, listing)
        missing = _missing(bench, page.attempts)
        with bench.database.transaction() as tx:
            news = [
                one
                for one in missing
                if redeliveries.expect(tx, one.guid, one.id, one.delivered_at)
            ]
            listing = listing.after(page, bench.clock(), has_news=bool(news))
            chores.keep(tx, chore, bench.clock(), LEASE, listing.to_json())
        if news:
            _log.warning("deliveries are missing", deliveries=len(news))
        if not listing.cursor or is_over():
            break
    return listing


def _page(bench: Workbench, listing: Listing) -> LogPage:
    """The next page; the first one again where GitHub knows the cursor no more."""
    try:
        return read_log(bench.github.app, listing.cursor)
    except Invalid:
        if not listing.cursor:
            raise
        return read_log(bench.github.app)


def _missing(bench: Workbench, attempts: Iterable[Attempt]) -> list[Attempt]:
    """Those that never came in and concern us, one attempt each."""
    heard_of = {one.guid: one for one in reversed(tuple(attempts)) if one.event != "ping"}
    with bench.database.transaction() as tx:
        guids = redeliveries.unrecorded(tx, heard_of)
    missing = [one for guid, one in heard_of.items() if guid in guids]
    ours = _installations(bench, {one.installation_id for one in missing})
    return [one for one in missing if one.installation_id in ours]


def _installations(bench: Workbench, wanted: set[int | None]) -> set[int | None]:
    """The installations in the organisations that we serve, asked afresh for one not known yet.

    None is among them: what concerns the App alone concerns us.
    """
    found: set[int | None] = {None}
    for organisation in bench.organisations if wanted - {None} else ():
        try:
            found.add(bench.github.installation(organisation))
            if not wanted <= found:
                bench.github.forget_installation(organisation)
                found.add(bench.github.installation(organisation))
        except NotFound:
            _log.info("not installed", organisation=organisation)
    return found


def _ask(bench: Workbench, chore: Chore, is_over: IsOver, listing: Listing, pace: Pace) -> int:
    """Ask for what is missing, no more at a time than is sure to be taken in; how many."""
    now = bench.clock()
    with bench.database.transaction() as tx:
        arrived = redeliveries.forget_arrived(tx)
        lost = redeliveries.forget_older(tx, now - LOG_REACHES)
        room = pace.under_way - redeliveries.under_way(tx, now - ARRIVES_WITHIN)
        turn = redeliveries.to_ask(tx, _asked_before(now), max(min(room, pace.asks), 0))
    if arrived:
        _log.info("deliveries came after all", deliveries=arrived)
    if lost:
        _log.warning("deliveries given up, GitHub holds them no more", deliveries=lost)
    asked = 0
    for one in turn:
        _ask_for(bench, chore, listing, one)
        asked += 1
        if is_over():
            break
    if asked:
        _log.info("deliveries asked for again", deliveries=asked)
    return asked


def _ask_for(bench: Workbench, chore: Chore, listing: Listing, one: Redelivery) -> None:
    """Recorded before the call: a crash in between costs a pause, not a second redelivery."""
    now = bench.clock()
    with bench.database.transaction() as tx:
        chores.keep(tx, chore, now, LEASE, listing.to_json())
        redeliveries.mark_asked(tx, one, now)
    try:
        ask_again(bench.github.app, one.delivery_id)
    except Busy:
        with bench.database.transaction() as tx:
            redeliveries.mark_refused(tx, one)
        raise
    except Invalid as error:
        _log.warning("delivery not sent again", guid=one.guid, reason=str(error))
    except NotFound:
        _log.warning("delivery given up, GitHub holds it no more", guid=one.guid)
        with bench.database.transaction() as tx:
            redeliveries.forget(tx, one)


def _asked_before(now: datetime) -> dict[int, datetime]:
    """By the number of asks so far, when the last one must have been for one more."""
    return {
        asks: now - min(_FIRST_PAUSE * 2 ** (asks - 1), _LONGEST_PAUSE)
        for asks in range(1, _MOST_ASKS + 1)
    }
