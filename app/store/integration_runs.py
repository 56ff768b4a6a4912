"""Deployments that were reported as a success, and the run of integration tests that followed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select

from app.domain.deployment import Conclusion
from app.store import wants
from app.store.database import Transaction
from app.store.tables import integration_runs
from app.store.wants import WantedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrationRun(WantedRow):
    """A deployment of a service and its run.

    `service` is what the catalog called it when it was deployed, `repository_id` the number of its
    repository. `asked_at` is when GitHub was asked for a run that nobody has found yet. `run_id` is
    None where GitHub started it and does not tell its number. `reason` says why none was started.
    """

    service: str
    repository_id: int
    deployment_id: int
    asked_at: datetime | None
    run_id: int | None
    conclusion: Conclusion | None
    reason: str

    @property
    def is_awaited(self) -> bool:
        """A pipeline deploys as often as it likes, and people who ask for a service go first."""
        return False


def want(
    tx: Transaction,
    organisation: str,
    service: str,
    repository_id: int,
    deployment_id: int,
    at: datetime,
) -> int:
    """Say that this deployment is to be looked at (again); the row id."""
    statement = (
        tx.insert(integration_runs)
        .values(
            organisation=organisation,
            service=service,
            repository_id=repository_id,
            deployment_id=deployment_id,
            wanted=1,
            created_at=at,
            updated_at=at,
        )
        .on_conflict_do_update(
            index_elements=["organisation", "repository_id", "deployment_id"],
            set_={"wanted": integration_runs.c.wanted + 1},
        )
        .returning(integration_runs.c.id)
    )
    row_id: int = tx.connection.execute(statement).scalar_one()
    return row_id


def get(tx: Transaction, row_id: int) -> IntegrationRun | None:
    """The deployment of that row id."""
    return wants.get(tx, integration_runs, IntegrationRun, row_id)


@dataclass(frozen=True, slots=True)
class Untested:
    """A deployment that could not be tested, since when and why."""

    organisation: str
    service: str
    deployment_id: int
    updated_at: datetime
    reason: str


def untested(
    tx: Transaction, since: datetime, organisations: Collection[str], limit: int
) -> list[Untested]:
    """Deployments that somebody has to mend something for, the newest first.

    Where tests were started after a later one of the same service, it was mended.
    """
    table, later = integration_runs, integration_runs.alias()
    is_mended = exists().where(
        later.c.organisation == table.c.organisation,
        later.c.repository_id == table.c.repository_id,
        later.c.deployment_id > table.c.deployment_id,
        later.c.conclusion == Conclusion.DISPATCHED,
    )
    statement = (
        select(*(table.c[name] for name in Untested.__dataclass_fields__))
        .where(
            table.c.organisation.in_(organisations),
            table.c.conclusion == Conclusion.IMPOSSIBLE,
            table.c.created_at >= since,
            ~is_mended,
        )
        .order_by(table.c.id.desc())
        .limit(limit)
    )
    return [Untested(*row) for row in tx.connection.execute(statement)]


def drop(tx: Transaction, before: datetime, limit: int) -> int:
    """Forget deployments first seen before that moment, at most so many; how many."""
    table = integration_runs
    old = select(table.c.id).where(table.c.created_at < before).limit(limit)
    ids = list(tx.connection.execute(old).scalars())
    return tx.connection.execute(delete(table).where(table.c.id.in_(ids))).rowcount
