"""JSON of repositories (`full-repository`)."""

from dataclasses import asdict
from typing import Any

from sandbox.clock import stamp
from sandbox.shapes.people import account, permissions
from sandbox.shapes.properties import set_properties
from sandbox.world.issues import State
from sandbox.world.people import Role
from sandbox.world.repositories import Repository
from sandbox.world.state import World

LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}


# Counts that are shown where one repository is asked for.
SEEN_ALONE = ("network_count", "subscribers_count")


def api_url(world: World, repository: Repository) -> str:
    return f"{world.api_url}/repos/{repository.full_name}"


def repository(world: World, one: Repository, role: Role | None = None) -> dict[str, Any]:
    """`full-repository`; `role` adds the caller's `permissions`."""
    api, page = api_url(world, one), f"{world.url}/{one.full_name}"
    shape: dict[str, Any] = {
        "id": one.id,
        "node_id": one.node_id,
        "name": one.name,
        "full_name": one.full_name,
        "private": one.private,
        "visibility": one.visibility.value,
        "owner": account(world, one.owner),
        "organization": account(world, one.owner),
        "html_url": page,
        "description": one.description,
        "homepage": one.homepage or None,
        "fork": False,
        "url": api,
        **{key: api + path for key, path in LINKS.items()},
        **_clone_urls(one, page),
        **_numbers(one),
        **asdict(one.settings),
        "has_pages": False,
        "has_downloads": True,
        "allow_forking": True,
        "archived": one.archived,
        "disabled": False,
        "language": None,
        "license": None,
        "topics": list(one.topics),
        "custom_properties": set_properties(one),
        "default_branch": one.default_branch,
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "pushed_at": stamp(one.pushed_at),
    }
    if one.template is not None and one.template.id in world.repositories:
        shape["template_repository"] = plain(world, one.template)
    return shape if role is None else shape | {"permissions": permissions(role)}


def security_and_analysis(one: Repository) -> dict[str, Any]:
    """What watches over a repository, as far as it is known here."""
    states = {
        "dependabot_security_updates": one.security.security_updates,
        "secret_scanning": one.security.secret_scanning,
        "secret_scanning_push_protection": one.security.push_protection,
    }
    return {name: {"status": "enabled" if on else "disabled"} for name, on in states.items()}


def plain(world: World, one: Repository, role: Role | None = None) -> dict[str, Any]:
    """`repository`: as in tokens, and in the parts of webhooks that are no whole repository."""
    unsaid = ("organization", "custom_properties", "template_repository", *SEEN_ALONE)
    return _without(repository(world, one, role), *unsaid)


def told(world: World, one: Repository) -> dict[str, Any]:
    """`repository-webhooks`: what a webhook is about; its organisation stands beside it."""
    return plain(world, one) | {"custom_properties": set_properties(one)}


def minimal(world: World, one: Repository, role: Role | None = None) -> dict[str, Any]:
    """`minimal-repository`: as in the lists of an organisation."""
    merging = [name for name in asdict(one.settings) if name.startswith("allow_")]
    unsaid = ("organization", "template_repository", *merging)
    return _without(repository(world, one, role), *unsaid)


def _without(shape: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in shape.items() if name not in names}


def lite(world: World, one: Repository) -> dict[str, Any]:
    """`repository-lite`: as within a workflow run that a webhook tells of."""
    named = ("id", "node_id", "name", "full_name", "private", "owner", "html_url", "description")
    shape = repository(world, one)
    return {name: shape[name] for name in (*named, "fork", "url", *LINKS)}


def brief(one: Repository) -> dict[str, Any]:
    """A repository in a list of an installation's repositories."""
    return {
        "id": one.id,
        "node_id": one.node_id,
        "name": one.name,
        "full_name": one.full_name,
        "private": one.private,
    }


def _clone_urls(one: Repository, page: str) -> dict[str, Any]:
    return {
        "clone_url": f"{page}.git",
        "git_url": page.replace("http:", "git:") + ".git",
        "ssh_url": f"git@localhost:{one.full_name}.git",
        "svn_url": page,
        "mirror_url": None,
    }


def _numbers(one: Repository) -> dict[str, int]:
    issues = sum(1 for issue in one.issues.values() if issue.state is State.OPEN)
    zeros = ("forks", "forks_count", "stargazers_count", "watchers", "watchers_count", "size")
    return dict.fromkeys(zeros, 0) | {
        "open_issues": issues,
        "open_issues_count": issues,
        "network_count": 0,
        "subscribers_count": 0,
    }
