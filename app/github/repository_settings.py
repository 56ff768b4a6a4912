"""Sets up a repository: who may enter, and what it is about.

Every call here makes it so: to repeat it changes nothing.
"""

from collections.abc import Iterable

from app.domain.policy import Access
from app.github.client import Client


def grant_team(client: Client, organisation: str, repo: str, team: str, access: Access) -> None:
    """Gives a team access.

    From `PUT /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}`. Raises NotFound without the
    team.
    """
    client.rest(
        "PUT /orgs/{org}/teams/{team}/repos/{owner}/{repo}",
        {"permission": access.value},
        org=organisation,
        team=team,
        owner=organisation,
        repo=repo,
    )


def set_topics(client: Client, owner: str, repo: str, topics: Iterable[str]) -> None:
    """Replaces the topics: lower-case letters, digits and hyphens, at most 50 characters each.

    From `PUT /repos/{owner}/{repo}/topics`.
    """
    client.rest("PUT /repos/{owner}/{repo}/topics", {"names": list(topics)}, owner=owner, repo=repo)
