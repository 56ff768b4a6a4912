"""Comments that are owed: kept together with what they tell, posted once, then forgotten."""

import secrets
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from app.github.issues import CloseReason, close_issue, create_comment
from app.store import requests
from app.usecases.case import Case
from app.usecases.markers import bears


@dataclass(frozen=True, slots=True)
class Debt:
    """A new comment, or the end of the issue, that is still to come.

    `marker` tells it apart from all others, also from one of the same words, and nobody who
    writes comments can guess it.
    """

    text: str = ""
    close: CloseReason | None = None
    marker: str = field(default_factory=partial(secrets.token_hex, 8))

    def to_json(self) -> dict[str, Any]:
        """As the request's row keeps it."""
        kept: dict[str, Any] = _DEBT.dump_python(self, mode="json")
        return kept


_DEBT = TypeAdapter(Debt)


def pay(case: Case) -> Case:
    """Post what is owed, unless a worker that died after posting it did so already."""
    if case.row.announcement is None:
        return case
    debt = _DEBT.validate_python(case.row.announcement)
    where = (case.client, case.organisation, case.bench.control_repository, case.issue.number)
    marker = f"<!-- slipway:{debt.marker} -->"
    posted = any(bears(one, marker) for one in case.issue.comments)
    if debt.text and not posted:
        create_comment(*where, f"{debt.text}\n{marker}\n")
    if debt.close and case.issue.is_open:
        close_issue(*where, debt.close)
    with case.bench.database.transaction() as tx:
        row = requests.save(tx, case.row, case.bench.clock(), announcement=None)
    return replace(case, row=row)
