"""What every use case works with; made in one place, `app.bootstrap`."""

from dataclasses import dataclass, replace
from datetime import timedelta

from app.clock import Clock
from app.github.connection import Connection
from app.github.warrant import Warrant
from app.judging import Judge
from app.queue import Hints
from app.store import requests
from app.store.database import Database, Transaction
from app.store.requests import RequestRow
from app.templates.render import Room
from app.usecases.template_judging import TemplateJudge


@dataclass(frozen=True, slots=True)
class Workbench:
    """The tools of a use case.

    `organisations` is the allow-list, as the operator spells it; `lease` is how long a claim
    stands without a sign of life, `keep_deliveries` how long a handled delivery stays on record,
    `keep_facts` how long what a request that ended was decided on.
    """

    database: Database
    github: Connection
    hints: Hints
    room: Room
    judge: Judge
    template_judge: TemplateJudge
    clock: Clock
    git_url: str
    control_repository: str
    organisations: tuple[str, ...]
    lease: timedelta
    keep_deliveries: timedelta
    keep_facts: timedelta

    def under(self, warrant: Warrant) -> "Workbench":
        """The same tools, with all calls to GitHub made under a warrant."""
        return replace(self, github=self.github.under(warrant))

    def rehearsing(self) -> "Workbench":
        """The same tools, which leave every row as it is; the budget counts calls all the same."""
        return replace(self, database=self.database.rehearsing())

    def for_purpose(self, purpose: str) -> "Workbench":
        """The same tools and claim, with this reason for what is written to GitHub."""
        return replace(self, github=self.github.for_purpose(purpose))

    def served(self, tx: Transaction, organisation: str) -> str | None:
        """The organisation as its rows spell it, whatever the case of the letters here.

        None if the operator does not let Slipway work for it.
        """
        listed = (one for one in self.organisations if one.lower() == organisation.lower())
        return next((requests.spelling(tx, one) for one in listed), None)

    def serves(self, tx: Transaction, row: RequestRow) -> bool:
        """Whether the operator lets Slipway work on it: not if its organisation was taken off.

        Nor if there is another row for its issue, by the spelling that counts.
        """
        return self.served(tx, row.organisation) == row.organisation
