"""Finds and creates repositories, told apart by their numeric ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.policy import Visibility
from app.github.client import Client
from app.github.errors import NotFound


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository; `homepage` carries the mark of one that Slipway created.

    `id` stays through renames and moves; `name` is GitHub's, which may differ from the one asked
    for.
    """

    id: int
    name: str
    owner: str
    url: str
    clone_url: str
    homepage: str
    description: str
    default_branch: str
    visibility: Visibility
    is_archived: bool


@dataclass(frozen=True, slots=True)
class NewRepository:
    """A repository to create; it starts with one commit of GitHub's on its default branch."""

    name: str
    description: str
    homepage: str
    visibility: Visibility = Visibility.PRIVATE


def find_repository(client: Client, owner: str, name: str) -> Repository | None:
    """The repository that has this name now, in any case of letters, or None.

    From `GET /repos/{owner}/{repo}`. GitHub leads an old name on to the renamed repository: that
    one does not have the name, so it is None here.
    """
    try:
        found = _repository(client.rest("GET /repos/{owner}/{repo}", owner=owner, repo=name))
    except NotFound:
        return None
    asked = (owner.lower(), name.lower())
    return found if (found.owner.lower(), found.name.lower()) == asked else None


def create_repository(client: Client, organisation: str, new: NewRepository) -> Repository:
    """Creates a repository with `auto_init`, for GitHub takes no git objects into an empty one.

    From `POST /orgs/{org}/repos`. Raises NameTaken. GitHub may answer 404 for it for a while.
    """
    body = {
        "name": new.name,
        "description": new.description,
        "homepage": new.homepage,
        "private": new.visibility is not Visibility.PUBLIC,
        "visibility": new.visibility.value,
        "auto_init": True,
        "has_issues": True,
        "has_projects": False,
        "has_wiki": False,
        "delete_branch_on_merge": True,
    }
    return _repository(client.rest("POST /orgs/{org}/repos", body, org=organisation))


def _repository(answer: Mapping[str, Any]) -> Repository:
    return Repository(
        id=answer["id"],
        name=answer["name"],
        owner=answer["owner"]["login"],
        url=answer["html_url"],
        clone_url=answer["clone_url"],
        homepage=answer["homepage"] or "",
        description=answer["description"] or "",
        default_branch=answer["default_branch"],
        visibility=Visibility(answer["visibility"]),
        is_archived=answer["archived"],
    )
