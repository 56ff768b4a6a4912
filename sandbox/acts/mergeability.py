"""Whether a pull request can be merged: found out late, and told to whoever asks again."""

from sandbox.acts.requirements import is_behind, unmet
from sandbox.git.merges import merges, rebases
from sandbox.world.checks import StatusState
from sandbox.world.mergeability import UNKNOWN, Mergeability
from sandbox.world.pulls import PullRequest
from sandbox.world.state import World


def look(world: World, pull: PullRequest) -> Mergeability:
    """What a read is told: at first nothing, since the asking sets the finding out going."""
    head, base, looks = _looks(pull)
    pull.looked_at = head, base, looks + 1
    return _known(world, pull, looks)


def glance(world: World, pull: PullRequest) -> Mergeability:
    """What is known without asking: as a webhook or the answer to a change tells it."""
    return _known(world, pull, _looks(pull)[2])


def _looks(pull: PullRequest) -> tuple[str, str, int]:
    """Both tips, and how often they were asked about; a tip that moved begins anew."""
    head, base, looks = pull.looked_at
    now = pull.head_sha, pull.base_tip
    return *now, looks if now == (head, base) else 0


def _known(world: World, pull: PullRequest, looks: int) -> Mergeability:
    if looks < world.unknown_reads or pull.merged:
        return UNKNOWN
    return judge(world, pull)


def judge(world: World, pull: PullRequest) -> Mergeability:
    """The truth; that a state goes before the ones below it is unconfirmed."""
    git, base, head = pull.repository.git, pull.base_tip, pull.head_sha
    if not merges(git, base, head):
        return Mergeability(False, False, "dirty")
    rebaseable = rebases(git, base, head)
    return Mergeability(True, rebaseable, _state(world, pull))


def _state(world: World, pull: PullRequest) -> str:
    if pull.draft:
        return "draft"
    if unmet(world, pull):
        return "blocked"
    if is_behind(pull):
        return "behind"
    return "clean" if _all_pass(pull) else "unstable"


def _all_pass(pull: PullRequest) -> bool:
    """Whether nothing that is said of the head is pending or failed, required or not."""
    checks, sha = pull.repository.checks, pull.head_sha
    runs = all(one.conclusion and one.conclusion.passes for one in checks.latest_runs(sha))
    return runs and all(one.state is StatusState.SUCCESS for one in checks.latest_statuses(sha))
