"""The World: every object of the sandbox, found by login, name, number or node id."""

from base64 import urlsafe_b64encode
from datetime import datetime
from pathlib import Path
from threading import Event, RLock
from typing import Any

from sandbox.clock import Clock
from sandbox.errors import not_found
from sandbox.world.apps import App, Conversion, Installation, InstallationToken
from sandbox.world.calls import CallLog
from sandbox.world.hooks import Outbox
from sandbox.world.lateness import Lateness
from sandbox.world.limits import SecondaryLimits
from sandbox.world.people import Account, Organisation
from sandbox.world.rates import Rates
from sandbox.world.repositories import Repository

# What belongs to the process that runs a world, and not to the world.
OF_THE_PROCESS = {"data", "lock", "changed", "clock", "url"}


class World:
    """All state, in memory, behind one lock: hold `lock` while reading or changing it.

    `changed` is set by whoever may have changed something, for whoever keeps it.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.lock = RLock()
        self.changed = Event()
        self.clock = Clock()
        self.url = ""
        self.open_clones = False
        self.seconds_hidden = 0.0
        self.unknown_reads = 1
        self.seconds_copying = 0.0
        self.empty_calls = 1
        self.lateness = Lateness()
        self.retired_versions: set[str] = set()
        self.accounts: dict[str, Account] = {}
        self.organisations: dict[str, Organisation] = {}
        self.repositories: dict[int, Repository] = {}
        self.names: dict[str, int] = {}
        self.apps: dict[int, App] = {}
        self.conversions: dict[str, Conversion] = {}
        self.actions_app: App | None = None
        self.installations: dict[int, Installation] = {}
        self.tokens: dict[str, InstallationToken] = {}
        self.nodes: dict[str, Any] = {}
        self.calls = CallLog()
        self.rates = Rates()
        self.limits = SecondaryLimits()
        self.outbox = Outbox()
        self.last_id = 100_000

    def remembered(self) -> dict[str, Any]:
        """All that makes this world what it is, by the names of its attributes."""
        state = {name: one for name, one in vars(self).items() if name not in OF_THE_PROCESS}
        return state | {"offset": self.clock.offset}

    def recall(self, state: dict[str, Any]) -> None:
        """Become the world that was remembered; calls that were under way then are over."""
        self.clock = Clock(state["offset"])
        vars(self).update({name: one for name, one in state.items() if name != "offset"})
        self.limits.under_way.clear()

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/v3"

    @property
    def app(self) -> App | None:
        """The seed's App, which is meant wherever none is named; without one the first made."""
        return next(iter(self.apps.values()), None)

    def now(self) -> datetime:
        return self.clock.now()

    def mint(self, prefix: str) -> tuple[int, str]:
        """A new database id and the opaque node id that belongs to it."""
        self.last_id += 1
        return self.last_id, self.node_id(prefix, self.last_id)

    def node_id(self, prefix: str, number: int) -> str:
        packed = urlsafe_b64encode(f"{prefix}:{number}".encode()).decode().rstrip("=")
        return f"{prefix}_{packed}"

    def organisation(self, login: str) -> Organisation:
        """The organisation, or 404."""
        found = self.organisations.get(login.lower())
        if found is None:
            raise not_found()
        return found

    def account(self, login: str) -> Account | None:
        """An account by the login that REST or GraphQL shows."""
        return self.accounts.get(login.lower().removesuffix("[bot]"))

    def repository(self, owner: str, name: str) -> Repository | None:
        """The repository that has this name now; a former name answers None."""
        found = self.repositories.get(self.names.get(f"{owner}/{name}".lower(), 0))
        if found is None or found.full_name.lower() != f"{owner}/{name}".lower():
            return None
        return found

    def shows(self, repository: Repository) -> bool:
        """Whether the API shows it yet: a new one may be 404 for a while after its 201."""
        hidden_until = repository.hidden_until
        return hidden_until is None or self.clock.exact() >= hidden_until

    def renamed(self, owner: str, name: str) -> Repository | None:
        """The repository that had this name before it was renamed."""
        found = self.repositories.get(self.names.get(f"{owner}/{name}".lower(), 0))
        return found if self.repository(owner, name) is None else None
