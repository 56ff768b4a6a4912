"""What all checks and statuses of a commit say together."""

from dataclasses import dataclass
from typing import Any

from sandbox.acts.check_suites import grow_stale
from sandbox.graphql.connections import connection
from sandbox.graphql.context import Info, context_of, need
from sandbox.graphql.objects import GitThing
from sandbox.world.checks import CheckRun, CheckStatus, CommitStatus, Conclusion, StatusState
from sandbox.world.pulls import PullRequest


@dataclass(frozen=True)
class Rollup:
    """All that is said about a commit."""

    commit: GitThing
    found: list[CheckRun | CommitStatus]

    @property
    def node_id(self) -> str:
        return f"SCR_{self.commit.repository.id}:{self.commit.oid}"


def rollup(one: GitThing, info: Info) -> Rollup | None:
    """Null where nothing was said; that statuses need no permission of theirs is unconfirmed."""
    need(context_of(info), one.repository, "checks:read")
    checks = one.repository.checks
    grow_stale(context_of(info).world, checks.of_commit.get(one.oid, []))
    found: list[CheckRun | CommitStatus] = [*checks.latest_runs(one.oid)]
    found += checks.latest_statuses(one.oid)
    return Rollup(one, found) if found else None


def rollup_state(one: Rollup, _: Info) -> str:
    """The worst of them (GitHub's order of them is unconfirmed)."""
    states = {_state(each) for each in one.found}
    return next(word for word in ("FAILURE", "ERROR", "PENDING", "SUCCESS") if word in states)


def _state(one: CheckRun | CommitStatus) -> str:
    if isinstance(one, CommitStatus):
        return one.state.name
    if one.status is not CheckStatus.COMPLETED or one.conclusion in {None, Conclusion.STALE}:
        return StatusState.PENDING.name
    return "SUCCESS" if one.conclusion and one.conclusion.passes else "FAILURE"


def rollup_contexts(one: Rollup, info: Info, **arguments: Any) -> dict[str, Any]:
    runs = sum(isinstance(each, CheckRun) for each in one.found)
    counts = {"checkRunCount": runs, "statusContextCount": len(one.found) - runs}
    return connection(info, one.found, arguments) | counts


def rollup_of_head(one: PullRequest, info: Info) -> Rollup | None:
    return rollup(GitThing("Commit", one.repository, one.head_sha), info)


def checks_path(one: PullRequest, _: Info) -> str:
    return f"/{one.repository.full_name}/pull/{one.number}/checks"


def checks_url(one: PullRequest, info: Info) -> str:
    return context_of(info).world.url + checks_path(one, info)


RESOLVERS: dict[str, dict[str, Any]] = {
    "Commit": {"statusCheckRollup": rollup},
    "PullRequest": {
        "checksResourcePath": checks_path,
        "checksUrl": checks_url,
        "statusCheckRollup": rollup_of_head,
    },
    "StatusCheckRollup": {"contexts": rollup_contexts, "state": rollup_state},
}
