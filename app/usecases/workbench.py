"""What every use case works with; made in one place, `app.bootstrap`."""

from dataclasses import dataclass

from app.clock import Clock
from app.github.connection import Connection
from app.queue import Hints
from app.store.database import Database
from app.templates.render import Room


@dataclass(frozen=True, slots=True)
class Workbench:
    """The tools of a use case. `organisations` is the allow-list, in lower case."""

    database: Database
    github: Connection
    hints: Hints
    room: Room
    clock: Clock
    git_url: str
    control_repository: str
    organisations: frozenset[str]

    def serves(self, organisation: str) -> bool:
        """Whether the operator lets Slipway work for this organisation."""
        return organisation.lower() in self.organisations
