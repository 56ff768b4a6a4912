"""Leave to call: given to who holds the claim, for no longer than that, and on record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.budget import Limits
from app.github.errand import Errand
from app.github.warrant import Warrant
from app.store import audit, requests
from app.store.claims import LostClaim
from app.store.database import Database
from app.store.tables import audit as audit_table
from tests.github.ledger import COMMENT, INSTALLATION, READ, START, Worker, errand, spent_rows

LEASE = timedelta(minutes=2)
NO_GAP = Limits(write_gap=timedelta(0))


def test_a_write_is_on_record_before_it_is_sent_and_after_its_answer(database: Database) -> None:
    worker = Worker(database, NO_GAP)
    by = errand(request=5)

    admission = worker.budget.admit(by, COMMENT)
    with database.transaction() as tx:
        before = audit.of_request(tx, "acme", 5)
    worker.ends(admission)
    worker.calls(READ, by)
    with database.transaction() as tx:
        after = audit.of_request(tx, "acme", 5)

    assert [(one.action, one.reason, one.actor) for one in before] == [
        ("github write", "a test", "slipway")
    ]
    assert [one.action for one in after] == ["github write", "github answer"]
    assert after[1].data == {"route": COMMENT.route, "status": 200, "outcome": "ok"}


def test_who_lost_the_claim_gets_no_leave_and_leaves_no_trace(database: Database) -> None:
    with database.transaction() as tx:
        requests.want(tx, "acme", 1, START)
        slow = requests.claim(tx, 1, START, LEASE)
        requests.claim(tx, 1, START + LEASE, LEASE)
    assert slow is not None
    warrant = Warrant("a test", renew=lambda tx, now: requests.hold(tx, slow, now, LEASE))

    with pytest.raises(LostClaim, match="took over row 1 of requests"):
        Worker(database, NO_GAP).calls(COMMENT, Errand(warrant, INSTALLATION))

    assert spent_rows(database) == 0
    with database.transaction() as tx:
        assert tx.connection.execute(select(audit_table)).all() == []


def test_each_call_keeps_the_claim(database: Database) -> None:
    with database.transaction() as tx:
        requests.want(tx, "acme", 1, START)
        row = requests.claim(tx, 1, START, LEASE)
    assert row is not None
    warrant = Warrant("a test", renew=lambda tx, now: requests.hold(tx, row, now, LEASE))
    worker = Worker(database, NO_GAP)
    worker.now = START + timedelta(seconds=90)

    worker.calls(READ, Errand(warrant, INSTALLATION))

    with database.transaction() as tx:
        assert requests.claim(tx, 1, START + LEASE, LEASE) is None


def test_leave_ends_before_the_claim_does(database: Database) -> None:
    stopped = Errand(Warrant("a test", lease=timedelta(0)), INSTALLATION)
    quick = Errand(Warrant("a test", lease=LEASE), INSTALLATION)
    worker = Worker(database, NO_GAP)

    worker.budget.admit(quick, READ).check()
    with pytest.raises(LostClaim, match="stopped for longer"):
        worker.budget.admit(stopped, READ).check()
