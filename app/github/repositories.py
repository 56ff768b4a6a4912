"""Finds and creates repositories, told apart by their numeric ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.policy import FeatureSettings, MergingSettings, Visibility
from app.github.client import Client
from app.github.errors import NotFound
from app.github.properties import Value


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
    has_issues: bool

    def is_called(self, owner: str, name: str) -> bool:
        """Whether this is its address now; GitHub's names ignore case."""
        return (self.owner.lower(), self.name.lower()) == (owner.lower(), name.lower())


@dataclass(frozen=True, slots=True)
class NewRepository:
    """A repository to create; it starts with one commit of GitHub's on its default branch.

    `properties` are for organisations that want values of custom properties from the start.
    """

    name: str
    description: str
    homepage: str
    visibility: Visibility = Visibility.PRIVATE
    features: FeatureSettings = field(default_factory=FeatureSettings)
    merging: MergingSettings = field(default_factory=MergingSettings)
    properties: Mapping[str, Value] = field(default_factory=dict)


def find_repository(client: Client, owner: str, name: str) -> Repository | None:
    """The repository that has this name now, in any case of letters, or None.

    GitHub leads an old name on to the renamed repository: that one does not have the name, so it
    is None here.
    """
    found = follow_repository(client, owner, name)
    return found if found and found.is_called(owner, name) else None


def follow_repository(client: Client, owner: str, name: str) -> Repository | None:
    """The repository that has this name, or had it and is called otherwise or elsewhere now.

    From `GET /repos/{owner}/{repo}`.
    """
    try:
        return _repository(client.rest("GET /repos/{owner}/{repo}", owner=owner, repo=name))
    except NotFound:
        return None


def repository_by_id(client: Client, repository_id: int) -> Repository | None:
    """The repository of that id, whatever it is called now; None if it is gone or hidden.

    From `GET /repositories/{id}`.
    """
    try:
        return _repository(client.rest("GET /repositories/{id}", id=repository_id))
    except NotFound:
        return None


def create_repository(client: Client, organisation: str, new: NewRepository) -> Repository:
    """Creates a repository with `auto_init`, for GitHub takes no git objects into an empty one.

    From `POST /orgs/{org}/repos`. Raises NameTaken, and Invalid where the plan has no internal
    repositories or the organisation wants values of custom properties. GitHub may answer 404 for
    it for a while.
    """
    body: dict[str, Any] = {
        "name": new.name,
        "description": new.description,
        "homepage": new.homepage,
        "private": new.visibility is not Visibility.PUBLIC,
        "visibility": new.visibility.value,
        "auto_init": True,
        "has_issues": new.features.issues,
        "has_projects": new.features.projects,
        "has_wiki": new.features.wiki,
        "allow_squash_merge": new.merging.squash,
        "allow_merge_commit": new.merging.merge,
        "allow_rebase_merge": new.merging.rebase,
        "allow_auto_merge": new.merging.auto_merge,
        "delete_branch_on_merge": new.merging.delete_branch,
    }
    if new.properties:
        body["custom_properties"] = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in new.properties.items()
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
        has_issues=answer["has_issues"],
    )
