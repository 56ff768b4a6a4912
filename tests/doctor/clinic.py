"""An organisation to be examined: acme at a sandbox, with one thing or another broken."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import requests as http

from app.clock import Clock, now
from app.doctor.checkup import examine
from app.doctor.finding import Finding, Level
from app.settings import Settings
from sandbox import RunningSandbox, Seed, serve
from sandbox.seed import read_seed
from tests.environment import ROOT, private_key, settings

HOOK_URL = "https://slipway.example/webhook"


@dataclass
class Clinic:
    """A sandbox, and the settings of the Slipway that works with it."""

    sandbox: RunningSandbox
    settings: Settings

    def findings(self, clock: Clock = now) -> Iterator[Finding]:
        """What the doctor finds, in its order."""
        return examine(self.settings, clock)

    def trouble(self, clock: Clock = now) -> list[Finding]:
        """All that is not fine."""
        return [one for one in self.findings(clock) if one.level is not Level.FINE]

    def first_trouble(self, clock: Clock = now) -> Finding:
        """The first that is not fine; what comes after it is not looked at."""
        return next(one for one in self.findings(clock) if one.level is not Level.FINE)

    def controls(self, name: str, **order: Any) -> None:
        """Tell the sandbox something that no person on GitHub could."""
        url = f"{self.sandbox.url}/_sandbox/{name}"
        http.post(url, json=order, timeout=10).raise_for_status()

    def with_settings(self, **changes: str) -> "Clinic":
        """The same organisation, and a Slipway that is set up in another way."""
        own = {
            "app_id": self.settings.app_id,
            "github_api_url": self.settings.github_api_url,
            "database_url": self.settings.database_url,
        }
        return Clinic(self.sandbox, settings(self.settings.data_dir, **(own | changes)))


@contextmanager
def clinic(
    folder: Path,
    app: dict[str, Any] | None = None,
    control: dict[str, Any] | None = None,
    **seed: Any,
) -> Iterator[Clinic]:
    """Acme in good health, but for the changed parts of the seed.

    `app` and `control` change the App and the control repository, `seed` anything else.
    """
    planted = _seed(folder, app or {}, control or {}).model_copy(update=seed)
    with serve(planted, folder / "github") as sandbox:
        assert sandbox.world.app is not None
        assert planted.app is not None
        sandbox.world.app.webhook_url = (app or {}).get("webhook_url", HOOK_URL)
        own = {"app_id": str(planted.app.id), "github_api_url": sandbox.api_url}
        yield Clinic(sandbox, settings(folder / "slipway", **own))


def later(seconds: float) -> Clock:
    """The clock of a machine that is ahead by so much."""

    def shown() -> datetime:
        return datetime.fromtimestamp(now().timestamp() + seconds, tz=now().tzinfo)

    return shown


def _seed(folder: Path, app: dict[str, Any], control: dict[str, Any]) -> Seed:
    key = folder / "app.pem"
    key.write_text(private_key())
    seed = read_seed(ROOT / "sandbox/seeds/acme.yml")
    assert seed.app is not None
    registered = {name: value for name, value in app.items() if name != "webhook_url"}
    [services] = seed.repositories
    return seed.model_copy(
        update={
            "app": seed.app.model_copy(update={"private_key": key, **registered}),
            "repositories": [services.model_copy(update=control)],
        }
    )
