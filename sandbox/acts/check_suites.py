"""Check suites: one for each App and commit, asked for by a push or by hand, and grown stale."""

from collections.abc import Iterable
from datetime import timedelta

from sandbox.acts.webhooks import announce
from sandbox.shapes.checks import check_suite_told
from sandbox.world.apps import App
from sandbox.world.checks import CheckStatus, CheckSuite, Conclusion
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.state import World

STALE_AFTER = timedelta(days=14)
# Of these GitHub tells the App that made the checks, and no other.
ASKING = {"requested", "rerequested", "requested_action"}


def follow_push(
    world: World, where: Repository, actor: Actor, ref: str, before: str | None, after: str | None
) -> None:
    """Ask each App that writes checks for those of a new commit, once a commit."""
    if after is None or not ref.startswith("refs/heads/"):
        return
    for one in world.installations.values():
        if not one.covers(where) or one.permissions.get("checks") != "write":
            continue
        known = where.checks.suite(after, one.app)
        if known is None and one.app.id not in where.checks.not_triggered:
            suite, _ = open_suite(world, where, one.app, after)
            suite.head_branch, suite.before = ref.removeprefix("refs/heads/"), before
            announce_suite(world, suite, "requested", actor)


def open_suite(world: World, where: Repository, app: App, sha: str) -> tuple[CheckSuite, bool]:
    """The App's suite for a commit, and whether it is new: nobody hears of one made by hand.

    That it hears of none is unconfirmed.
    """
    known = where.checks.suite(sha, app)
    if known is not None:
        return known, False
    now = world.now()
    made = CheckSuite(*world.mint("CS"), where, app, sha, now, now, _branch_at(where, sha))
    where.checks.suites[made.id] = made
    where.checks.of_commit.setdefault(sha, []).append(made)
    world.nodes[made.node_id] = made
    return made, True


def _branch_at(where: Repository, sha: str) -> str | None:
    """A branch whose tip it is, as long as no push names one."""
    tips = where.git.refs("refs/heads/").items()
    return next((name.removeprefix("refs/heads/") for name, tip in tips if tip == sha), None)


def rerequest_suite(world: World, suite: CheckSuite, actor: Actor) -> None:
    suite.requested = True
    announce_suite(world, suite, "rerequested", actor)


def grow_stale(world: World, suites: Iterable[CheckSuite]) -> None:
    """What is not complete after 14 days is stale; that nobody is told is unconfirmed."""
    limit = world.now() - STALE_AFTER
    for run in [run for suite in suites for run in suite.runs]:
        if run.status is not CheckStatus.COMPLETED and run.created_at <= limit:
            run.status, run.conclusion = CheckStatus.COMPLETED, Conclusion.STALE
            run.completed_at = run.created_at + STALE_AFTER


def announce_suite(world: World, suite: CheckSuite, action: str, actor: Actor) -> None:
    told = {"check_suite": check_suite_told(world, suite)}
    where, asked = suite.repository, suite.app if action in ASKING else None
    announce(world, "check_suite", action, actor, about=where, extra=told, asked=asked)
