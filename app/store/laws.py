"""The last policy and form that checked, so that a slip in a newer one stops nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from app.store.database import Transaction
from app.store.tables import laws


@dataclass(frozen=True, slots=True)
class LawTexts:
    """A policy and the form that it was checked against, by text and git blob id."""

    policy_blob: str
    form_blob: str
    policy: str
    form: str


def latest(tx: Transaction, organisation: str) -> LawTexts | None:
    """What was accepted last."""
    statement = (
        select(laws.c.policy_blob, laws.c.form_blob, laws.c.policy, laws.c.form)
        .where(laws.c.organisation == organisation)
        .order_by(laws.c.accepted_at.desc(), laws.c.id.desc())
        .limit(1)
    )
    row = tx.connection.execute(statement).one_or_none()
    return LawTexts(*row) if row else None


def accept(tx: Transaction, organisation: str, texts: LawTexts, at: datetime) -> None:
    """Make these texts the ones in force."""
    key = (
        laws.c.organisation == organisation,
        laws.c.policy_blob == texts.policy_blob,
        laws.c.form_blob == texts.form_blob,
    )
    renewed = tx.connection.execute(laws.update().where(*key).values(accepted_at=at))
    if renewed.rowcount == 0:
        tx.connection.execute(
            insert(laws).values(
                organisation=organisation,
                policy_blob=texts.policy_blob,
                form_blob=texts.form_blob,
                policy=texts.policy,
                form=texts.form,
                accepted_at=at,
            )
        )
