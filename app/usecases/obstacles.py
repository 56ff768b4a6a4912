"""What keeps Slipway from an organisation's requests altogether, and who can mend it.

Asked of GitHub when a call was refused, for its refusals alone do not tell these apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.github.installations import read_installation
from app.github.permissions import READ_METADATA, REQUEST, Permissions, lacking
from app.github.repositories import Repository, follow_repository
from app.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why nothing goes on and what an admin does about it, in plain sentences.

    `can_be_told`: the issue can still be written to, so that people read it there.
    `of_issues_only`: what has nothing to do with issues goes on.
    """

    why: str
    todo: str
    can_be_told: bool = False
    of_issues_only: bool = False

    def stops(self, wanted: Permissions) -> bool:
        """Whether it stands before work that needs these permissions."""
        return not self.of_issues_only or "issues" in wanted

    def __str__(self) -> str:
        return f"{self.why} {self.todo}"


def obstacle(bench: Workbench, organisation: str, wanted: Permissions = REQUEST) -> Obstacle | None:
    """What stands before work with these permissions just now; None if nothing does."""
    # It may have been installed anew, under another id, and another process heard of it.
    bench.github.forget_installation(organisation)
    installation = read_installation(bench.github, organisation)
    if installation is None:
        return Obstacle(
            f"The App is not installed in {organisation}.",
            "An owner of the organisation installs it again.",
        )
    if installation.is_suspended:
        return Obstacle(
            f"The App's installation in {organisation} is suspended.",
            "An owner lifts that in the organisation's settings, under GitHub Apps.",
        )
    if missing := lacking(installation.permissions, wanted):
        can_be_told = "issues: write" not in missing
        return Obstacle(*lost_permission(organisation, missing), can_be_told)
    client = bench.github.for_step(installation.id, READ_METADATA)
    name = bench.control_repository
    found = _unusable(organisation, name, follow_repository(client, organisation, name))
    return found if found is None or found.stops(wanted) else None


def missing_permissions(
    bench: Workbench, organisation: str, wanted: Permissions
) -> tuple[str, ...]:
    """Which of these permissions the organisation does not grant just now."""
    installation = read_installation(bench.github, organisation)
    return lacking(installation.permissions, wanted) if installation else ()


def lost_permission(organisation: str, missing: Sequence[str]) -> tuple[str, str]:
    """Why and what to do, for permissions that were taken away or never accepted."""
    mend = (
        "Give the App that permission in its settings, and let an owner of the organisation "
        "accept it."
    )
    return f"The App is not allowed {' and '.join(missing)} in {organisation}.", mend


def _unusable(organisation: str, name: str, found: Repository | None) -> Obstacle | None:
    if found is None:
        return Obstacle(
            f"GitHub shows no repository {organisation}/{name}: it was deleted or moved away, or "
            "the App was denied access to it.",
            "Bring it back, or add it to the repositories that the App may reach.",
        )
    if not found.is_called(organisation, name):
        return Obstacle(
            f"The control repository {organisation}/{name} is called {found.owner}/{found.name} "
            "now.",
            "Give it its name back, or set SLIPWAY_CONTROL_REPO to the new one and restart.",
        )
    if found.is_archived:
        return Obstacle(
            f"The control repository {organisation}/{name} is archived, so that nothing in it can "
            "be written.",
            "Unarchive it in its settings.",
        )
    if not found.has_issues:
        return Obstacle(
            f"The issues of the control repository {organisation}/{name} are switched off.",
            "Switch them on in its settings, under Features.",
            of_issues_only=True,
        )
    return None
