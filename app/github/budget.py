"""Admits every call to GitHub before it is made, and puts down what came of it."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import OperationalError

from app.clock import Clock
from app.domain import budget as rules
from app.domain.budget import Limits, Standing, Wait
from app.github.calls import Call
from app.github.charges import Charge
from app.github.errand import Admission, Errand
from app.github.errors import Busy, GitHubError, OverBudget
from app.github.rate_headers import is_used_up, primary_limit
from app.store import audit, ledger
from app.store.database import Database, Transaction

TIMEOUT_SECONDS = 20
"""What is waited for each of the parts of a call, if nothing else is said."""

# For what no timeout bounds: to look a name up, to read a long answer, to settle the call.
_CALL_MARGIN = timedelta(seconds=10)
_LONGEST_NAP = timedelta(seconds=0.5)
# A request that had to wait is at work again so soon after its moment. Nobody comes back before.
_BACK = timedelta(seconds=5)
# A worker that was stopped notices it before its claim runs out.
_LEASE_SHARE = 0.8

Pause = Callable[[float], object]
"""Lets so many seconds pass."""

_log = structlog.get_logger(__name__)


def longest_call(timeout_seconds: int) -> timedelta:
    """A call that has not ended by then is taken for one whose worker died.

    The timeout bounds the wait for the connection, and then the wait for the answer.
    """
    return 2 * timedelta(seconds=timeout_seconds) + _CALL_MARGIN


class Budget:
    """The write budget: one ledger for all workers. Safe to share between threads.

    `pause` is how a short wait is spent, `timeout_seconds` that of each call.
    """

    def __init__(
        self,
        database: Database,
        limits: Limits,
        clock: Clock,
        pause: Pause = time.sleep,
        timeout_seconds: int = TIMEOUT_SECONDS,
    ) -> None:
        self._call_time = longest_call(timeout_seconds)
        self._database = database
        self._limits = limits
        self._clock = clock
        self._pause = pause

    def admit(self, errand: Errand, charge: Charge) -> Admission:
        """Leave to make this call now; short waits are over by then.

        Raises OverBudget for a long wait, LostClaim when the work is another worker's by now.
        """
        waited = timedelta()
        while True:
            found = self._ask(errand, charge)
            if isinstance(found, Admission):
                errand.writes += found.ask.is_paced
                return found
            now = self._clock()
            left = max(found.until - now, timedelta())
            if waited + left > errand.patience(found.reason):
                raise OverBudget(charge.route, max(found.until, now + _BACK), found.reason)
            nap = min(left, _LONGEST_NAP)
            self._pause(nap.total_seconds())
            waited += nap

    def _ask(self, errand: Errand, charge: Charge) -> Admission | Wait:
        """One short transaction: the claim still stands, the limits allow it, it is put down."""
        who, warrant, ask = errand.installation_id, errand.warrant, errand.ask(charge)
        with self._database.transaction() as tx:
            began = time.monotonic()
            warrant.renew(tx, self._clock())
            known = ledger.standing(tx, who)
            now = self._clock()  # both may have waited for somebody else's transaction
            spent = ledger.tally(tx, who, ask.resource, now)
            if wait := rules.judge(ask, known, spent, self._limits, now):
                _save(tx, who, known, rules.put_off(known, ask, wait, _BACK))
                return wait
            ends = now + self._call_time
            ledger.forget_the_old(tx, who, now)
            spending_id = ledger.spend(tx, who, ask, charge.kind, now, ends)
            _save(tx, who, known, rules.begun(known, ask, self._limits, now, ends))
            if charge.is_write:
                audit.add(tx, warrant.before(charge, now))
        lease = warrant.lease
        deadline = began + lease.total_seconds() * _LEASE_SHARE if lease is not None else None
        return Admission(errand, charge, ask, spending_id, now, deadline)

    def settle(
        self,
        admission: Admission,
        call: Call,
        headers: Mapping[str, str],
        error: GitHubError | None,
    ) -> GitHubError | None:
        """Put down what came of a call; its error, whose moment to come back may be later now.

        The answer counts also when the database is away: what the ledger holds open runs out.
        """
        who, charge = admission.errand.installation_id, admission.charge
        try:
            with self._database.transaction() as tx:
                known = ledger.standing(tx, who)
                now = self._clock()
                standing = _after(known, admission, headers, error, now)
                _save(tx, who, known, standing)
                if not ledger.end(tx, admission.spending_id, admission.at, now):
                    # It took so long that it was forgotten, and GitHub counted it all the same.
                    ledger.spend(tx, who, admission.ask, charge.kind, now, now)
                ledger.count(tx, who, call.route, call.outcome, round(call.seconds * 1000))
                if charge.is_write:
                    audit.add(tx, admission.errand.warrant.after(charge, call, now))
        except OperationalError as failure:
            _log.warning("call not settled", route=call.route, reason=str(failure.orig))
            return error
        return _not_before(error, standing)


def _after(
    known: Standing,
    admission: Admission,
    headers: Mapping[str, str],
    error: GitHubError | None,
    now: datetime,
) -> Standing:
    standing = rules.ended(known, admission.ask)
    if told := primary_limit(headers):
        standing = rules.learned(standing, *told)
    if isinstance(error, Busy) and not is_used_up(headers):
        named = error.retry_at if error.is_named else None
        return rules.refused(standing, admission.at, now, named, error.refusal.said)
    if error is None:
        return rules.forgiven(standing, admission.at)
    return standing


def _save(tx: Transaction, who: int, before: Standing, after: Standing) -> None:
    if after != before:
        ledger.save(tx, who, after)


def _not_before(error: GitHubError | None, standing: Standing) -> GitHubError | None:
    paused = standing.paused_until
    if isinstance(error, Busy) and paused is not None and paused > error.retry_at:
        return Busy(error.refusal, paused, is_named=error.is_named)
    return error
