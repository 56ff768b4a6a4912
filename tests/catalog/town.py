"""An organisation with a past: repositories that nobody built with Slipway, and its command."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests as http
from click.testing import CliRunner, Result

from app.cli import main
from app.github.permissions import NEEDED_EVENTS, NEEDED_PERMISSIONS
from app.store.database import Database
from sandbox import RunningSandbox, serve
from tests.environment import environment, private_key

TEAMS = ("money", "payments", "platform")


@dataclass
class Town:
    """The organisation acme, its GitHub, and Slipway's command line beside it."""

    sandbox: RunningSandbox
    database: Database
    env: dict[str, str]

    def run(self, *arguments: str, answer: str | None = None) -> Result:
        """Type a command at no terminal."""
        return CliRunner().invoke(main, ["catalog", *arguments], input=answer, env=self.env)

    def says(self, *arguments: str) -> str:
        """What a command prints that must succeed."""
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def tells(self, *arguments: str) -> Any:
        """The same, as JSON."""
        return json.loads(self.says(*arguments, "--json"))

    def does(self, login: str, verb: str, path: str, body: Any = None) -> None:
        """One call to GitHub's API by a person, which must succeed."""
        headers = {"Authorization": f"Bearer ghp_sandbox_{login}"}
        url = f"{self.sandbox.api_url}{path}"
        answer = http.request(verb, url, json=body, headers=headers, timeout=10)
        assert answer.ok, answer.text

    def controls(self, name: str, **order: Any) -> None:
        """Tell the sandbox something that no person on GitHub could."""
        url = f"{self.sandbox.url}/_sandbox/{name}"
        http.post(url, json=order, timeout=10).raise_for_status()

    def calls(self) -> list[str]:
        """The routes of all calls so far, in their order."""
        url = f"{self.sandbox.url}/_sandbox/calls/log"
        found = http.get(url, timeout=10).json()["calls"]
        return [f"{one['method']} {one['route']}" for one in found]


@contextmanager
def town(
    folder: Path,
    database_url: str,
    repositories: list[dict[str, Any]],
    permissions: Mapping[str, str] | None = None,
) -> Iterator[Town]:
    """Acme with these repositories beside its control repository."""
    seed = _seed(folder, repositories, permissions or {})
    database = Database(database_url)
    with serve(seed, folder / "github") as sandbox:
        env = environment(
            data_dir=str(folder),
            database_url=database.url.render_as_string(hide_password=False),
            github_api_url=sandbox.api_url,
            app_id="4242",
            write_gap_ms="0",
        )
        yield Town(sandbox, database, env)
    database.close()


def _seed(
    folder: Path, repositories: list[dict[str, Any]], permissions: Mapping[str, str]
) -> dict[str, Any]:
    key = folder / "app.pem"
    key.write_text(private_key())
    needed = {one.name: one.level for one in NEEDED_PERMISSIONS}
    app = {"id": 4242, "private_key": str(key), "permissions": {**needed, **permissions}}
    return {
        "organisation": {"login": "acme", "plan": "team"},
        "users": [{"login": "ada", "role": "admin"}],
        "teams": [{"slug": team} for team in TEAMS],
        "app": app | {"events": list(NEEDED_EVENTS)},
        "installation": {"id": 77, "repositories": "all"},
        "repositories": [{"name": "services", "contents": {"a": "a"}}, *repositories],
    }
