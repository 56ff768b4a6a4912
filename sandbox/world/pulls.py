"""A pull request: an issue with two branches, reviews, and those who are asked for one."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sandbox.world.issues import Comment, Event, Issue, Written
from sandbox.world.people import Account, Team

if TYPE_CHECKING:
    from sandbox.world.repositories import Repository


class ReviewState(StrEnum):
    """What a review says; REST writes the names in capitals, webhooks do not."""

    PENDING = "PENDING"
    COMMENTED = "COMMENTED"
    APPROVED = "APPROVED"
    CHANGES_REQUESTED = "CHANGES_REQUESTED"
    DISMISSED = "DISMISSED"


@dataclass(eq=False)
class Review(Written):
    """A review; a pending one is seen by its author alone and has no `submitted_at`."""

    pull: "PullRequest" = field(kw_only=True)
    state: ReviewState = field(kw_only=True)
    commit_id: str = field(kw_only=True)
    submitted_at: datetime | None = field(default=None, kw_only=True)


@dataclass(eq=False)
class Fork:
    """A person's copy of a repository, of which there is only what was proposed from it."""

    id: int
    node_id: str
    owner: Account


@dataclass(eq=False)
class PullRequest(Issue):
    """Both branches are of the same repository, unless the head is of a `fork`.

    `head_sha` follows the head branch while the pull request is open, `base_sha` is the tip of
    the base branch when it was opened, last synchronised, closed or merged. `looked_at` counts
    the reads of its mergeability since the two commits in it were the tips.
    """

    pull_id: int = field(kw_only=True)
    head_ref: str = field(kw_only=True)
    head_sha: str = field(kw_only=True)
    base_ref: str = field(kw_only=True)
    base_sha: str = field(kw_only=True)
    draft: bool = field(default=False, kw_only=True)
    merged_at: datetime | None = field(default=None, kw_only=True)
    merged_by: Account | None = field(default=None, kw_only=True)
    merge_commit_sha: str | None = field(default=None, kw_only=True)
    last_pusher: Account | None = field(default=None, kw_only=True)
    reviews: list[Review] = field(default_factory=list, kw_only=True)
    requested_reviewers: list[Account] = field(default_factory=list, kw_only=True)
    requested_teams: list[Team] = field(default_factory=list, kw_only=True)
    looked_at: tuple[str, str, int] = field(default=("", "", 0), kw_only=True)
    fork: Fork | None = field(default=None, kw_only=True)

    @property
    def merged(self) -> bool:
        return self.merged_at is not None

    @property
    def state_name(self) -> str:
        """Its state as GraphQL has it."""
        return "MERGED" if self.merged else self.state.name

    @property
    def head_name(self) -> str:
        """The ref that holds its head here: a branch, or what is kept of a fork."""
        if self.fork is not None:
            return f"refs/pull/{self.number}/head"
        return f"refs/heads/{self.head_ref}"

    @property
    def head_owner(self) -> Account:
        """Who has the head branch."""
        return self.repository.owner if self.fork is None else self.fork.owner

    @property
    def head_label(self) -> str:
        """The head as people write it: `acme:topic`."""
        return f"{self.head_owner.login}:{self.head_ref}"

    @property
    def base_name(self) -> str:
        return f"refs/heads/{self.base_ref}"

    @property
    def base_tip(self) -> str:
        """Where the base branch is now; once closed or without the branch, where it was."""
        if self.closed_at is not None:
            return self.base_sha
        return self.repository.git.ref(self.base_name) or self.base_sha

    def submitted(self) -> list[Review]:
        """Reviews that everybody sees, oldest first."""
        return [one for one in self.reviews if one.state is not ReviewState.PENDING]

    def life(self) -> list[Event | Comment | Review]:
        """Events, comments and submitted reviews in the order in which they came to be."""
        found: list[Event | Comment | Review] = [*self.events, *self.comments, *self.submitted()]
        return sorted(found, key=lambda item: (item.created_at, item.id))

    def pending(self) -> list[Review]:
        """Reviews that only their authors see."""
        return [one for one in self.reviews if one.state is ReviewState.PENDING]

    def seen_by(self, who: Account | None) -> list[Review]:
        """The same with the pending one of this account, which nobody else sees."""
        return [
            one
            for one in self.reviews
            if one.state is not ReviewState.PENDING or one.author.account is who
        ]

    def opinions(self) -> dict[int, Review]:
        """The last review of each account that approves or asks for changes, by its id."""
        decided = {ReviewState.APPROVED, ReviewState.CHANGES_REQUESTED, ReviewState.DISMISSED}
        return {one.author.account.id: one for one in self.reviews if one.state in decided}


def pulls_of(where: "Repository") -> list[PullRequest]:
    """The pull requests of a repository, oldest first."""
    return [one for one in where.issues.values() if isinstance(one, PullRequest)]
