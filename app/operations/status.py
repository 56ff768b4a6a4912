"""`slipway status`: how Slipway is, who waits for what, and what waits for a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.settings import Settings
from app.store import chores, figures, overview, requests
from app.store.chores import Chore
from app.store.figures import BudgetFigures, DeliveryFigures, RequestFigures
from app.store.overview import Standing
from app.usecases.vitals import Vitals, examine
from app.usecases.workbench import Workbench

LISTED = 20
"""So many requests of each sort are listed; how many there are is always said."""


@dataclass(frozen=True, slots=True)
class Status:
    """All that `slipway status` tells; `--json` prints it by these names."""

    at: datetime
    vitals: Vitals
    deliveries: DeliveryFigures
    lost_deliveries: int
    requests: RequestFigures
    parked: list[Standing]
    held_back: list[Standing]
    under_way: list[Standing]
    budgets: list[BudgetFigures]
    organisations: Mapping[int, str]
    chores: list[Chore]


def read(settings: Settings, bench: Workbench) -> Status:
    """How it is now. Raises sqlalchemy.exc.SQLAlchemyError without a database of this version."""
    now = bench.clock()
    vitals = examine(bench, timedelta(seconds=settings.sweep_seconds))
    with bench.database.reading() as tx:
        ours = requests.spellings(tx, bench.organisations)
        return Status(
            at=now,
            vitals=vitals,
            deliveries=figures.of_deliveries(tx),
            lost_deliveries=figures.lost_deliveries(tx),
            requests=figures.of_requests(tx, now, ours),
            parked=overview.parked(tx, ours, LISTED),
            held_back=overview.held_back(tx, now, ours, LISTED),
            under_way=overview.under_way(tx, now, ours, LISTED),
            budgets=figures.of_budgets(tx, now),
            organisations=figures.organisations(tx),
            chores=chores.known(tx),
        )
