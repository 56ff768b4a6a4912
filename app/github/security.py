"""Switches GitHub's own watch over a repository on or off. Every call here makes it so."""

from collections.abc import Mapping

from app.github.client import Client
from app.github.errors import Invalid


def set_vulnerability_alerts(client: Client, owner: str, repo: str, *, on: bool) -> None:
    """From `PUT` and `DELETE /repos/{owner}/{repo}/vulnerability-alerts`."""
    _switch(client, owner, repo, "vulnerability-alerts", on=on)


def set_security_updates(client: Client, owner: str, repo: str, *, on: bool) -> None:
    """From `PUT` and `DELETE /repos/{owner}/{repo}/automated-security-fixes`.

    Raises Invalid where the alerts are off and these shall be on; off they are then already.
    """
    try:
        _switch(client, owner, repo, "automated-security-fixes", on=on)
    except Invalid:
        if on:
            raise


def set_private_reporting(client: Client, owner: str, repo: str, *, on: bool) -> None:
    """From `PUT` and `DELETE /repos/{owner}/{repo}/private-vulnerability-reporting`."""
    _switch(client, owner, repo, "private-vulnerability-reporting", on=on)


def set_analyses(client: Client, owner: str, repo: str, analyses: Mapping[str, bool]) -> None:
    """Switches what `security_and_analysis` names, by GitHub's names such as `secret_scanning`.

    From `PATCH /repos/{owner}/{repo}`. Raises Invalid where the plan does not have one of them.
    """
    states = {name: {"status": "enabled" if on else "disabled"} for name, on in analyses.items()}
    body = {"security_and_analysis": states}
    client.rest("PATCH /repos/{owner}/{repo}", body, owner=owner, repo=repo)


def _switch(client: Client, owner: str, repo: str, feature: str, *, on: bool) -> None:
    route = f"{'PUT' if on else 'DELETE'} /repos/{{owner}}/{{repo}}/{feature}"
    client.rest(route, owner=owner, repo=repo)
