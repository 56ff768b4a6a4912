"""An organisation for live checks: acme at a sandbox, and the Slipway that checks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests as http

from app.github.permissions import NEEDED_PERMISSIONS
from app.interrupt import Interrupt
from app.live import made
from app.live.check import Check
from app.live.patience import Patience
from app.live.report import Report
from app.settings import Settings
from app.store import schema
from app.store.database import Database
from sandbox import RunningSandbox, serve
from tests.environment import environment, private_key, settings

ORGANISATION = "acme"
NOBODY = "http://127.0.0.1:9/webhook"


@dataclass
class Place:
    """A sandbox, and the settings of a Slipway beside it; `said` is what checks say."""

    sandbox: RunningSandbox
    settings: Settings
    said: list[str] = field(default_factory=list)

    @contextmanager
    def check(self, team: str = "") -> Iterator[Check]:
        """A check that is about to begin; to wait for GitHub takes it no time."""
        database = Database(self.settings.database_url)
        schema.upgrade(database)
        interrupt = Interrupt()
        patience = Patience(self.pass_time, interrupt, self.said.append)
        with made.alone(made.folder(self.settings), ORGANISATION):
            yield Check(self.settings, ORGANISATION, database, patience, interrupt, team)
        database.close()

    def report(self, team: str = "") -> Report:
        """What comes of a whole check."""
        with self.check(team) as check:
            return check.make()

    def clean(self) -> list[Any]:
        """What is left after the rests of earlier checks were removed."""
        with self.check() as check:
            return check.remove_earlier()

    def pass_time(self, seconds: float) -> None:
        """At the sandbox alone."""
        self.sandbox.world.clock.advance(seconds)

    def hear_of_a_label(self) -> None:
        """Somebody made one, and the sandbox tried to tell the App."""
        url = f"{self.sandbox.api_url}/repos/{ORGANISATION}/services/labels"
        ada = {"Authorization": "Bearer ghp_sandbox_ada"}
        http.post(url, json={"name": "help"}, headers=ada, timeout=10).raise_for_status()
        self.sandbox.world.outbox.queue.join()

    def control(self, name: str, **order: Any) -> None:
        """Tell the sandbox something that no person on GitHub could."""
        url = f"{self.sandbox.url}/_sandbox/{name}"
        http.post(url, json=order, timeout=10).raise_for_status()

    def repositories(self) -> list[str]:
        """The names of all repositories that there are."""
        return sorted(one.name for one in self.sandbox.world.repositories.values())

    def rests(self) -> list[Path]:
        """What is kept of checks that left something."""
        return sorted(made.folder(self.settings).glob("*.json"))

    def environment(self) -> dict[str, str]:
        """The settings as a command in a process of its own has them."""
        return environment(
            app_id=self.settings.app_id,
            data_dir=str(self.settings.data_dir),
            github_api_url=self.settings.github_api_url,
            write_gap_ms="0",
        )


@contextmanager
def place(folder: Path, **seed: Any) -> Iterator[Place]:
    """Acme on a paid plan; `seed` changes parts of it."""
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / "app.pem"
    key.write_text(private_key())
    with serve(_seed(key) | seed, folder / "github") as sandbox:
        chosen = settings(
            folder / "slipway",
            app_id="4242",
            github_api_url=sandbox.api_url,
            write_gap_ms="0",
        )
        yield Place(sandbox, chosen)


def _seed(key: Path) -> dict[str, Any]:
    return {
        "organisation": {"login": ORGANISATION, "name": "Acme", "plan": "team"},
        "users": [{"login": "ada", "role": "admin"}, {"login": "dana"}],
        "teams": [{"slug": "payments", "name": "Payments", "members": ["dana"]}],
        "app": {
            "id": 4242,
            "private_key": str(key),
            "permissions": {one.name: one.level for one in NEEDED_PERMISSIONS},
            # One is enough for a list of deliveries.
            "events": ["label"],
            "webhook": {"url": NOBODY, "secret": "nobody listens there"},
        },
        "installation": {"id": 77, "repositories": "all"},
        "repositories": [{"name": "services", "contents": {"README.md": "Ask here."}}],
    }
