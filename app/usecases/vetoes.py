"""Which vetoes counted when they were seen: GitHub does not tell later who was in a role then."""

from app.domain.approvals import VetoFinding
from app.store import observations
from app.store.database import Transaction
from app.store.observations import Kind
from app.usecases.case import Case


def heard(case: Case) -> frozenset[str]:
    """The ids of all events that set or lifted a veto of this request, as far as kept."""
    with case.bench.database.transaction() as tx:
        return _kept(tx, case)


def keep(tx: Transaction, case: Case, finding: VetoFinding) -> None:
    """Remember what counts now and was not kept before."""
    known = _kept(tx, case)
    for event in finding.heard:
        if event.id not in known:
            observations.add(tx, case.row, Kind.VETO, event.at, {"event": event.id})


def _kept(tx: Transaction, case: Case) -> frozenset[str]:
    seen = observations.of_kind(tx, case.row, Kind.VETO)
    return frozenset(one.data["event"] for one in seen)
