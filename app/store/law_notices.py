"""What an organisation is told of a law that does not check: one issue, and what it says."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.store import wants
from app.store.database import Transaction
from app.store.tables import law_notices
from app.store.wants import WantedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class LawNotice(WantedRow):
    """The one issue of an organisation.

    `commit_id` is where the default branch was when it was looked at last. `mark` is the issue's
    unguessable mark, kept before it is opened, and `issue_number` the issue. `shown` is the digest
    of its text, `mended_at` when it was closed. `farewell` marks the comment that closes it, kept
    before it is posted.
    """

    commit_id: str | None
    mark: str | None
    issue_number: int | None
    shown: str | None
    mended_at: datetime | None
    farewell: str | None

    @property
    def says_broken(self) -> bool:
        """Whether its issue tells of mistakes just now."""
        return self.issue_number is not None and self.mended_at is None


def want(tx: Transaction, organisation: str, at: datetime) -> int:
    """Say that the law of an organisation must be looked at (again); the row id."""
    statement = (
        tx.insert(law_notices)
        .values(organisation=organisation, wanted=1, updated_at=at)
        .on_conflict_do_update(
            index_elements=["organisation"], set_={"wanted": law_notices.c.wanted + 1}
        )
        .returning(law_notices.c.id)
    )
    row_id: int = tx.connection.execute(statement).scalar_one()
    return row_id


def get(tx: Transaction, row_id: int) -> LawNotice | None:
    """The notice of that row id."""
    return wants.get(tx, law_notices, LawNotice, row_id)


def of(tx: Transaction, organisation: str) -> LawNotice | None:
    """The notice of an organisation, if there ever was something to look at."""
    columns = [law_notices.c[name] for name in LawNotice.__dataclass_fields__]
    statement = select(*columns).where(law_notices.c.organisation == organisation)
    row = tx.connection.execute(statement).mappings().one_or_none()
    return LawNotice(**row) if row else None
