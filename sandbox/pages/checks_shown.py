"""Checks and statuses as pages show them: one kind of line for both, the worst first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.acts.check_suites import grow_stale
from sandbox.acts.requirements import rules_for
from sandbox.world.checks import CheckRun, CheckStatus, CommitStatus, Conclusion, StatusState
from sandbox.world.issues import State
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.state import World

# How a check is shown, the first first.
BAD, WAITING, PASSED, QUIET = "bad", "waiting", "passed", "quiet"
ORDER = (BAD, WAITING, PASSED, QUIET)
WORDS = {BAD: "failing", WAITING: "waiting", PASSED: "passed", QUIET: "neutral or skipped"}
CONCLUSIONS = {
    Conclusion.SUCCESS: PASSED,
    Conclusion.NEUTRAL: QUIET,
    Conclusion.SKIPPED: QUIET,
    Conclusion.STALE: WAITING,
}
STATES = {StatusState.SUCCESS: PASSED, StatusState.PENDING: WAITING}


@dataclass(frozen=True)
class ShownCheck:
    """A check run, a commit status, or one that is required and was not heard of."""

    name: str
    look: str
    word: str
    required: bool
    run: CheckRun | None = None
    status: CommitStatus | None = None


def look(run: CheckRun) -> str:
    """The look of a check run: one of `ORDER`."""
    if run.status is not CheckStatus.COMPLETED or run.conclusion is None:
        return WAITING
    return CONCLUSIONS.get(run.conclusion, BAD)


def word(run: CheckRun) -> str:
    """`timed out`, `in progress`."""
    return (run.conclusion or run.status).value.replace("_", " ")


def checks_of_pull(world: World, pull: PullRequest) -> list[ShownCheck]:
    """All that is said of the head of a pull request, and what is waited for while it is open."""
    required = {
        str(one.get("context"))
        for rule in rules_for(pull, "required_status_checks")
        for one in rule.get("required_status_checks") or []
    }
    found = checks_of(world, pull.repository, pull.head_sha, required)
    missing = required - {one.name for one in found} if pull.state is State.OPEN else set()
    return _sorted(found + [ShownCheck(name, WAITING, "expected", True) for name in missing])


def checks_of(
    world: World, where: Repository, sha: str, required: Iterable[str] = ()
) -> list[ShownCheck]:
    """All that is said of a commit."""
    found = [
        ShownCheck(one.name, look(one), word(one), one.name in required, run=one)
        for one in runs_at(world, where, sha)
    ]
    for status in where.checks.latest_statuses(sha):
        shown, name = STATES.get(status.state, BAD), status.context
        found.append(ShownCheck(name, shown, status.state.value, name in required, status=status))
    return _sorted(found)


def _sorted(found: list[ShownCheck]) -> list[ShownCheck]:
    return sorted(found, key=lambda one: (ORDER.index(one.look), one.name))


def runs_at(world: World, where: Repository, sha: str) -> list[CheckRun]:
    """The newest check run of each name for a commit."""
    grow_stale(world, where.checks.of_commit.get(sha, []))
    return where.checks.latest_runs(sha)


def summed_up(checks: Iterable[ShownCheck]) -> str:
    """`1 failing, 2 passed`."""
    counts = Counter(one.look for one in checks)
    return ", ".join(f"{counts[one]} {WORDS[one]}" for one in ORDER if counts[one])
