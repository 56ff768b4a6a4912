"""Slipway's own part: it works, dies, is replaced, and comes to rest."""

import itertools
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import requests as http
from sqlalchemy import func, select

from app.github.calls import Call
from app.store import tables
from app.usecases.advance import advance
from app.usecases.duties import do_chores, start
from app.usecases.failures import ATTEMPTS
from app.usecases.look import SLOW_LOOK
from sandbox.world.calls import Kind
from tests.journeys.acme import Acme
from tests.journeys.death import Died, Fate, mortal_database
from tests.simulation import reach
from tests.simulation.budget import check_budget
from tests.simulation.checks import check_rest
from tests.simulation.reach import Reach
from tests.simulation.stalls import Stalled
from tests.simulation.town import Town

_MOST_ROUNDS = 200
_MOST_SLOW_LOOKS = 6


@dataclass(frozen=True)
class Slipway:
    """The worker of a town; each act leaves the rows as a real one would."""

    town: Town

    def hear(self) -> None:
        """Take what was delivered, and do nothing about it yet."""
        self.town.acme.hears()
        self.town.notes_work()

    def work(self) -> None:
        """Do all that is due now."""
        self.town.acme.one_round()
        self.town.notes_work()

    def advance(self, number: int) -> None:
        """Work on one request, due or not."""
        if (row_id := self._row_id(number)) is not None:
            advance(self.town.acme.bench, row_id)
        self.town.notes_work()

    def tend(self) -> None:
        """Do the chores that are due: ask for lost deliveries, look for issues nobody told of."""
        do_chores(self.town.acme.bench)
        self.town.notes_work()

    def restart(self) -> None:
        """Forget all that is not in the database, and see what came meanwhile."""
        self._forget()
        start(self.town.acme.bench)
        self.town.notes_work()

    def _forget(self) -> None:
        self.town.acme.bench = replace(self.town.acme.bench, github=self.town.connect())

    def die(self, place: int, *, at_commit: bool) -> None:
        """Work until death: right after a call took effect, or right before a commit."""
        fate, acme = Fate(place), self.town.acme
        database = mortal_database(acme.bench.database, fate, at_commit=at_commit)

        def on_call(call: Call) -> None:
            if at_commit or call.kind == "read":
                fate.lives_on()
            else:
                fate.passes()

        github = self.town.connect(on_call, database)
        with suppress(Died):
            Acme(acme.sandbox, replace(acme.bench, github=github, database=database)).one_round()
        database.close()
        self._forget()
        self.town.notes_work()

    def lose_reach(self, place: int, where: Reach) -> None:
        """Work until an admin takes the App away right after a call, then on until others give up.

        What an admin has to mend is waited for, however often it fails.
        """
        calls = itertools.count(1)

        def on_call(_: Call) -> None:
            if next(calls) == place:
                reach.put(self.town, where)

        acme = self.town.acme
        slipway = acme.with_bench(github=self.town.connect(on_call))
        for _ in range(2 * ATTEMPTS + 1):  # one that works, one that waits
            slipway.one_round()
        self._forget()
        self.town.notes_work()

    def stall(self, number: int, place: int) -> None:
        """A second worker begins with a request and is stopped at one of its calls."""
        self.go_on()
        if (row_id := self._row_id(number)) is not None:
            self.town.stalled.append(Stalled(self.town, row_id, place))
        self.town.notes_work()

    def go_on(self) -> None:
        """The worker that was stopped goes on as if nothing had happened."""
        while self.town.stalled:
            self.town.stalled.pop().goes_on()
        self.town.notes_work()

    def settle(self) -> None:
        """GitHub works again, the App and all that the post has are there, and there is time."""
        self._clear_faults()
        reach.put(self.town, Reach.THERE)
        for _ in range(_MOST_ROUNDS):
            self.town.post.deliver_all()
            busy = self.town.acme.one_round()
            self.town.notes_work()
            if not busy and not self.town.post.waiting and not self._outwaits_a_claim():
                return
        raise AssertionError("Slipway does not come to rest.")

    def rest(self) -> None:
        """Settle, and look at everything slowly until a whole look writes nothing any more."""
        self.settle()
        for _ in range(_MOST_SLOW_LOOKS):
            before = self._writes()
            self.town.acme.waits((SLOW_LOOK + timedelta(seconds=1)).total_seconds())
            self._do_chores()
            self.settle()
            if before == self._writes():
                check_rest(self.town)
                check_budget(self.town)
                self.town.is_calm = True
                return
        raise AssertionError("Slipway goes on writing although nothing happens.")

    def _writes(self) -> int:
        """Calls that change something; new tokens are none."""
        log = self.town.acme.sandbox.world.calls
        token = ("POST", "/app/installations/{installation_id}/access_tokens")
        return log.kinds[Kind.WRITE] - log.routes[token]

    def _do_chores(self) -> None:
        for _ in range(_MOST_ROUNDS):
            if not do_chores(self.town.acme.bench):
                return
        raise AssertionError("The chores have no end.")

    def _outwaits_a_claim(self) -> bool:
        """Time passes until a dead worker's claim has run out; False when there is none."""
        now = self.town.acme.bench.clock()
        claimed = tables.requests.c.lease_until
        with self.town.acme.bench.database.transaction() as tx:
            until: datetime | None = tx.connection.execute(
                select(func.min(claimed)).where(claimed > now)
            ).scalar_one()
        if until is not None:
            self.town.acme.waits((until - now).total_seconds() + 1)
        return until is not None

    def _clear_faults(self) -> None:
        http.delete(f"{self.town.acme.sandbox.url}/_sandbox/faults", timeout=10).raise_for_status()

    def _row_id(self, number: int) -> int | None:
        statement = select(tables.requests.c.id).where(tables.requests.c.issue_number == number)
        with self.town.acme.bench.database.transaction() as tx:
            found: int | None = tx.connection.execute(statement).scalar_one_or_none()
        return found
