"""Whether the visitor can merge a pull request, and each reason why not."""

from dataclasses import dataclass

from sandbox.acts.mergeability import judge
from sandbox.acts.merging import Method, allows
from sandbox.acts.requirements import is_behind, unmet
from sandbox.pages.page import Visit
from sandbox.world.issues import Actor, State
from sandbox.world.people import Role
from sandbox.world.pulls import PullRequest

NAMES = {
    Method.MERGE: "Create a merge commit",
    Method.SQUASH: "Squash into one commit",
    Method.REBASE: "Rebase and merge",
}


@dataclass(frozen=True)
class Gate:
    """What stands in the way of a merge; `bypassed` is what does not for the visitor."""

    reasons: list[str]
    bypassed: list[str]
    methods: dict[str, str]
    behind: bool

    @property
    def is_open(self) -> bool:
        return not self.reasons


def gate(visit: Visit, pull: PullRequest) -> Gate | None:
    """None for a pull request that is closed."""
    if pull.state is State.CLOSED:
        return None
    actor = Actor(visit.who)
    reasons = [] if visit.may(pull.repository, Role.WRITE) else [_no_access(visit)]
    if pull.draft:
        reasons.append("It is a draft.")
    if judge(visit.world, pull).state == "dirty":
        reasons.append(f"There are conflicts with {pull.base_ref}.")
    wanted = [one.sentence for one in unmet(visit.world, pull)]
    missing = [one.sentence for one in unmet(visit.world, pull, actor)]
    behind = is_behind(pull)
    if is_behind(pull, actor):
        reasons.append(f"It does not hold the latest of {pull.base_ref}.")
    methods = {one.value: NAMES[one] for one in Method if allows(pull, actor, one)}
    if not methods:
        reasons.append("No way of merging is allowed.")
    bypassed = [one for one in wanted if one not in missing]
    return Gate(reasons + missing, bypassed, methods, behind)


def _no_access(visit: Visit) -> str:
    return f"{visit.who.login} has no write access to this repository."
