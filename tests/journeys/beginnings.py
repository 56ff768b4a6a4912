"""An organisation without a repository, and `slipway init` as somebody types it there."""

import io
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from app.doctor import control
from app.doctor.control import Control
from app.doctor.finding import Finding
from app.doctor.organisation import Organisation
from app.doctor.people import check_teams
from app.doctor.templates import check_templates
from app.github.installations import read_installation
from app.operations.init import setting_up
from app.operations.init.starter import Teams
from app.templates.render import Room
from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL
from tests.journeys.start import seed_with, started

TEAMS = Teams("platform-reviewers", "security")
PULLS = f"{CONTROL}/pulls"


def starting(tmp_path: Path, sqlite_url: str, **app: Any) -> AbstractContextManager[Acme]:
    """Acme without a repository; `app` changes what the App is registered with."""
    seed = seed_with(tmp_path)
    assert seed.app is not None
    changed = seed.app.model_copy(update=app)
    return started(
        tmp_path, sqlite_url, seed.model_copy(update={"repositories": [], "app": changed})
    )


def inits(acme: Acme, *, agrees: bool = True, teams: Teams = TEAMS) -> tuple[bool, str]:
    """Somebody types `slipway init acme`; whether all is done, and what they read."""
    printed = io.StringIO()
    place = setting_up.place_of(acme.bench, "acme")
    wanted = setting_up.wanted_at(place, teams, None)
    done = setting_up.run(place, wanted, printed, lambda: agrees)
    return done, printed.getvalue()


def merges(acme: Acme, by: str = "paula") -> None:
    acme.does(by, "PUT", f"{PULLS}/1/merge", {})
    acme.settles()


def findings(acme: Acme) -> list[Finding]:
    """What the doctor says of the control repository."""
    installation = read_installation(acme.bench.github, "acme")
    assert installation is not None
    where = Organisation(acme.bench.github, installation, "services", acme.bench.git_url)
    opened = control.open_control(where)
    assert isinstance(opened, Control)
    law = opened.law
    assert law is not None
    return [
        control.check_readable(where, opened),
        control.check_protection(opened),
        control.check_law(opened),
        control.check_labels(opened, law),
        check_teams(opened, law.policy),
        check_templates(opened, law.form, Room()),
    ]
