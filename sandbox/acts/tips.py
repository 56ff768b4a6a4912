"""The two commits of a pull request when it is closed, and whether it can be opened again."""

from sandbox.errors import invalid
from sandbox.world.issues import State
from sandbox.world.pulls import PullRequest, pulls_of


def settle_tips(pull: PullRequest, state: State) -> None:
    """Keep where the base branch was, or find both branches again; 422 without them."""
    if state is State.CLOSED:
        if not pull.merged:
            pull.base_sha = pull.base_tip
        return
    git = pull.repository.git
    head, base = git.ref(pull.head_name), git.ref(pull.base_name)
    if pull.merged:
        # The words of this one are unconfirmed.
        raise _stays_closed("The pull request is already merged.")
    for name, sha in ((pull.head_ref, head), (pull.base_ref, base)):
        if sha is None:
            raise _stays_closed(f"The {name} branch has been deleted.")
    if standing(pull) is not None:
        raise _stays_closed("There is another open pull request for these branches.")
    pull.head_sha, pull.base_sha = head or "", base or ""


def standing(pull: PullRequest) -> PullRequest | None:
    """Another open pull request with the same two branches, of which there is only one."""
    return find_standing(pulls_of(pull.repository), pull.head_label, pull.base_ref, pull)


def find_standing(
    pulls: list[PullRequest], head: str, base: str, apart_from: PullRequest | None = None
) -> PullRequest | None:
    """The open pull request from `head`, as `acme:topic`, to the branch `base`."""
    for one in pulls:
        same = one.head_label == head and one.base_ref == base
        if same and one.state is State.OPEN and one is not apart_from:
            return one
    return None


def _stays_closed(why: str) -> Exception:
    return invalid("PullRequest", "state", "invalid", f"state cannot be changed. {why}")
