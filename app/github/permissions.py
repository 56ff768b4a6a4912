"""What the App must be allowed, and how little of it each step takes along."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Permissions = Mapping[str, str]
"""Permission to level (`read`, `write` or `admin`), both in GitHub's words."""


def _only(**permissions: str) -> Permissions:
    return MappingProxyType(permissions)


# One token reads a request and answers it: a second one would cost a call for each request and
# keep no secret, since whoever holds the first may write the issue anyway.
REQUEST = _only(contents="read", issues="write", members="read", metadata="read")

# GitHub cannot narrow a token to a repository that does not exist yet. So the token that creates
# covers all repositories of the installation, but can read and write no content of any.
CREATE = _only(administration="write", metadata="read")

# Everything else of a build is narrowed to the pair, by numeric id.
BUILD = _only(
    administration="write",
    contents="write",
    issues="write",
    members="read",
    metadata="read",
    workflows="write",
)

# For the step that sets custom properties alone: without it an App does all else.
SET_PROPERTIES = _only(metadata="read", repository_custom_properties="write")

# To judge a commit of the control repository and say so; whom a policy names is asked with another.
CHECK = _only(checks="write", contents="read", metadata="read")

# To read a deployment of a service, and to start the tests in the other repository of the pair.
START_TESTS = _only(actions="write", deployments="read", metadata="read")

# To say on an issue what keeps Slipway from working on it, whatever else was taken away.
TELL = _only(issues="write", metadata="read")

READ_METADATA = _only(metadata="read")
READ_CONTENTS = _only(contents="read", metadata="read")
READ_CONTROL = _only(contents="read", issues="read", metadata="read")
READ_ORGANISATION = _only(members="read", metadata="read")

# To read all repositories for the catalog, and what the organisation's own properties say of them.
CATALOG = _only(contents="read", members="read", metadata="read")
PROPERTIES = _only(metadata="read", organization_custom_properties="read")


@dataclass(frozen=True, slots=True)
class NeededPermission:
    """A permission that the App asks for, and the reason to give it."""

    name: str
    level: str
    reason: str


NEEDED_PERMISSIONS = (
    NeededPermission(
        "administration",
        "write",
        "creates the repositories of a pair and sets their teams, rulesets and environments",
    ),
    NeededPermission(
        "checks",
        "write",
        "says on commits of the control repository what is wrong with a policy or a template",
    ),
    NeededPermission(
        "contents", "write", "reads policy and templates, and pushes the first commit of a pair"
    ),
    NeededPermission(
        "issues", "write", "reads requests, and keeps their labels and status comments"
    ),
    NeededPermission("members", "read", "asks whether an approver is in the team of the policy"),
    NeededPermission("metadata", "read", "is part of every other permission"),
    NeededPermission(
        "pull_requests", "read", "hears of pull requests from forks, to say that it judges none"
    ),
    NeededPermission("workflows", "write", "pushes the pipelines of a new repository"),
)

OPTIONAL_PERMISSIONS = (
    NeededPermission(
        "repository_custom_properties",
        "write",
        "sets the custom properties that `repositories.properties` of the policy names",
    ),
    NeededPermission(
        "organization_custom_properties",
        "read",
        "reads custom properties for the import of the catalog, and to check those of the policy",
    ),
    NeededPermission(
        "actions",
        "write",
        "starts the integration tests that `integration_tests` of the policy names",
    ),
    NeededPermission(
        "deployments",
        "read",
        "hears of the deployments after which they are started, and reads them",
    ),
)
"""What the App may lack where nothing that it is for is asked of it."""

NEEDED_EVENTS = (
    "issue_comment",
    "issues",
    "label",
    "membership",
    "pull_request",
    "push",
    "repository",
    "team",
)

OPTIONAL_EVENTS = ("deployment_status",)
"""What the App need not hear of where nothing that it is for is asked of it."""

_RANKS = {"read": 1, "write": 2, "admin": 3}


def missing_permissions(granted: Permissions) -> tuple[NeededPermission, ...]:
    """What the App needs and `granted` lacks."""
    return tuple(
        needed
        for needed in NEEDED_PERMISSIONS
        if _RANKS.get(granted.get(needed.name, ""), 0) < _RANKS[needed.level]
    )


def lacking(granted: Permissions, wanted: Permissions) -> tuple[str, ...]:
    """Which of the `wanted` permissions are not granted, each as `contents: write`."""
    return tuple(
        f"{name}: {level}"
        for name, level in wanted.items()
        if name != "metadata" and _RANKS.get(granted.get(name, ""), 0) < _RANKS[level]
    )
