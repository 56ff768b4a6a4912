"""`slipway status`: how Slipway is, who waits for what, and what waits for a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.operations import allowance
from app.operations.allowance import Spent
from app.settings import Settings
from app.store import chores, figures, integration_runs, overview, requests, tables, wants
from app.store.chores import Chore
from app.store.figures import BudgetFigures, DeliveryFigures, RequestFigures
from app.store.integration_runs import Untested
from app.store.overview import Standing
from app.store.wants import HeldBack
from app.usecases.vitals import Sign, Vitals, examine
from app.usecases.workbench import Workbench

LISTED = 20
"""So many requests of each sort are listed; how many there are is always said."""


_MOST_FAILURES = 3
"""A chore that failed so often in a row may still get over it by itself."""


_LATELY = timedelta(days=7)
"""What is older and still untested was deployed over since, or nobody misses it."""


@dataclass(frozen=True, slots=True)
class Status:
    """All that `slipway status` tells; `--json` prints it by these names.

    `checks` are commits to check that wait, `template_checks` those whose templates are to be
    checked, `notices` issues for a policy that does not check. `deployments` are those that wait to
    be tested, `untested` those of the last week that could not be until somebody mends something.
    `spent` says by installation what is spent of GitHub's limits of a minute and of new content.
    """

    at: datetime
    needs_a_person: list[str]
    vitals: Vitals
    deliveries: DeliveryFigures
    lost_deliveries: int
    requests: RequestFigures
    parked: list[Standing]
    held_back: list[Standing]
    under_way: list[Standing]
    checks: list[HeldBack]
    template_checks: list[HeldBack]
    notices: list[HeldBack]
    deployments: list[HeldBack]
    untested: list[Untested]
    budgets: list[BudgetFigures]
    spent: Mapping[int, list[Spent]]
    organisations: Mapping[int, str]
    chores: list[Chore]


def read(settings: Settings, bench: Workbench) -> Status:
    """How it is now. Raises sqlalchemy.exc.SQLAlchemyError without a database of this version."""
    now = bench.clock()
    vitals = examine(bench, timedelta(seconds=settings.sweep_seconds))
    with bench.database.reading() as tx:
        ours = requests.spellings(tx, bench.organisations)
        deliveries, standing = figures.of_deliveries(tx), figures.of_requests(tx, now, ours)
        budgets, known = figures.of_budgets(tx, now), chores.known(tx)
        return Status(
            at=now,
            needs_a_person=list(_complaints(vitals, deliveries, standing, known)),
            vitals=vitals,
            deliveries=deliveries,
            lost_deliveries=figures.lost_deliveries(tx),
            requests=standing,
            parked=overview.parked(tx, ours, LISTED),
            held_back=overview.held_back(tx, now, ours, LISTED),
            under_way=overview.under_way(tx, now, ours, LISTED),
            checks=wants.held_back(tx, tables.commit_checks, now, ours, LISTED),
            template_checks=wants.held_back(tx, tables.template_checks, now, ours, LISTED),
            notices=wants.held_back(tx, tables.law_notices, now, ours, LISTED),
            deployments=wants.held_back(tx, tables.integration_runs, now, ours, LISTED),
            untested=integration_runs.untested(tx, now - _LATELY, ours, LISTED),
            budgets=budgets,
            spent={
                one.installation_id: allowance.spent(tx, one.installation_id, now)
                for one in budgets
            },
            organisations=figures.organisations(tx),
            chores=known,
        )


def _complaints(
    vitals: Vitals, deliveries: DeliveryFigures, requests: RequestFigures, known: list[Chore]
) -> Iterator[str]:
    """Each thing that does not mend itself, in a few words; the rest of the page tells more."""
    for name in ("database", "schema", "redis", "sweep", "deliveries"):
        sign = getattr(vitals, name).sign
        if sign is not Sign.OK:
            yield f"{name}: {sign}"
    if deliveries.failed:
        yield f"deliveries that are parked: {deliveries.failed}"
    if requests.parked:
        yield f"requests that are parked: {requests.parked}"
    for chore in known:
        if chore.failures > _MOST_FAILURES:
            yield f"chore {chore.name}: failed {chore.failures} times in a row"
