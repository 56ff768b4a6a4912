"""Reads deployments of a repository, and what was last said of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.deployment import Deployment, Report
from app.github.client import Client

_DEPLOYMENTS = "GET /repos/{owner}/{repo}/deployments"
_A_PAGE = 100


def read_deployment(client: Client, owner: str, repo: str, deployment_id: int) -> Deployment:
    """From `GET …/deployments/{deployment_id}`. Raises NotFound for one that was deleted."""
    route = f"{_DEPLOYMENTS}/{{deployment_id}}"
    return _deployment(client.rest(route, owner=owner, repo=repo, deployment_id=deployment_id))


def newest_report(client: Client, owner: str, repo: str, deployment: Deployment) -> Report:
    """What was last said of it; a state of "" if nothing was.

    From `GET …/deployments/{deployment_id}/statuses`, whose order is not documented: of a page.
    """
    route = f"{_DEPLOYMENTS}/{{deployment_id}}/statuses"
    query = {"per_page": _A_PAGE}
    found = client.rest(route, None, query, owner=owner, repo=repo, deployment_id=deployment.id)
    newest = max(found, key=lambda one: int(one["id"]), default=None)
    return (
        Report(newest["state"], newest.get("environment_url") or "") if newest else Report("", "")
    )


def later_deployments(
    client: Client, owner: str, repo: str, deployment: Deployment
) -> Iterator[Deployment]:
    """Those to the same environment that were made after it, the newest first.

    From `GET …/deployments`, of whose newest 100.
    """
    query = {"environment": deployment.environment, "per_page": _A_PAGE}
    found = client.rest(_DEPLOYMENTS, None, query, owner=owner, repo=repo)
    later = (one for one in map(_deployment, found) if one.id > deployment.id)
    yield from sorted(later, key=lambda one: one.id, reverse=True)


def _deployment(answer: Mapping[str, Any]) -> Deployment:
    return Deployment(answer["id"], answer["sha"], answer["environment"])
