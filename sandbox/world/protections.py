"""Classic branch protection: what one branch asks for, and who need not keep to it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.world.people import Account, Team

if TYPE_CHECKING:
    from sandbox.world.apps import App


@dataclass(frozen=True)
class Chosen:
    """People, teams and Apps that a list of a protection names."""

    users: list[Account] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    apps: list["App"] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.users or self.teams or self.apps)


NOBODY = Chosen()


@dataclass(frozen=True)
class RequiredCheck:
    """A check that must pass; any App may have said so while `app_id` is None."""

    context: str
    app_id: int | None = None


@dataclass(frozen=True)
class RequiredChecks:
    """Checks that must pass; `strict` wants the latest of the branch as well."""

    checks: list[RequiredCheck]
    strict: bool


@dataclass(frozen=True)
class RequiredReviews:
    """How reviews are asked for; None in `dismissals` lets everybody dismiss who may write."""

    count: int = 1
    code_owners: bool = False
    dismiss_stale: bool = False
    last_push: bool = False
    bypass: Chosen = NOBODY
    dismissals: Chosen | None = None


@dataclass(frozen=True)
class Protection:
    """All that protects a branch; None in `restrictions` lets everybody push who may write.

    `conversations` and `fork_syncing` are told and ask for nothing: there are no comments on
    lines and no forks.
    """

    enforce_admins: bool = False
    checks: RequiredChecks | None = None
    reviews: RequiredReviews | None = None
    restrictions: Chosen | None = None
    linear_history: bool = False
    force_pushes: bool = False
    deletions: bool = False
    block_creations: bool = False
    conversations: bool = False
    lock: bool = False
    fork_syncing: bool = False
