"""Makes deployment environments with what guards them. Every call here makes it so."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.domain.policy import Branches
from app.github.client import Client
from app.github.errors import NameTaken


@dataclass(frozen=True, slots=True)
class NewEnvironment:
    """An environment; `reviewers` are ids of teams that can read the repository.

    `branches` are patterns, which `allow_branch` then adds one by one, or a word of GitHub's own.
    """

    name: str
    reviewers: tuple[int, ...] = ()
    prevent_self_review: bool = False
    wait_minutes: int = 0
    branches: Branches | tuple[str, ...] = Branches.ANY

    @property
    def has_people_or_time(self) -> bool:
        """Whether somebody or some time has to pass: what fewer plans have than environments."""
        return bool(self.reviewers or self.wait_minutes)


def put_environment(client: Client, owner: str, repo: str, new: NewEnvironment) -> None:
    """Makes an environment, or sets one that is there to just this.

    From `PUT …/environments/{environment_name}`. In private repositories this needs a paid plan:
    raises Forbidden without one, and Invalid where the plan lacks reviewers or wait timers.
    """
    route = "PUT /repos/{owner}/{repo}/environments/{name}"
    client.rest(route, _guards(new) or None, owner=owner, repo=repo, name=new.name)


def allow_branch(client: Client, owner: str, repo: str, environment: str, pattern: str) -> None:
    """Lets deploy from branches like this; one that is allowed already stays so.

    From `POST …/environments/{environment_name}/deployment-branch-policies`.
    """
    route = "POST /repos/{owner}/{repo}/environments/{name}/deployment-branch-policies"
    with suppress(NameTaken):
        client.rest(route, {"name": pattern}, owner=owner, repo=repo, name=environment)


def readers(client: Client, owner: str, repo: str) -> Mapping[str, int]:
    """The ids of all teams that can read a repository, by slug.

    From `GET /repos/{owner}/{repo}/teams`.
    """
    found = client.pages("GET /repos/{owner}/{repo}/teams", owner=owner, repo=repo)
    return {team["slug"]: int(team["id"]) for team in found}


def _guards(new: NewEnvironment) -> dict[str, Any]:
    guards: dict[str, Any] = {}
    if new.reviewers:
        guards["reviewers"] = [{"type": "Team", "id": team} for team in new.reviewers]
        guards["prevent_self_review"] = new.prevent_self_review
    if new.wait_minutes:
        guards["wait_timer"] = new.wait_minutes
    if new.branches is not Branches.ANY:
        by_protection = new.branches is Branches.PROTECTED
        guards["deployment_branch_policy"] = {
            "protected_branches": by_protection,
            "custom_branch_policies": not by_protection,
        }
    return guards
