"""What happened to an issue or a pull request, in words: each event from its verb on."""

from sandbox.world.issues import Event, EventKind
from sandbox.world.people import Account, Team
from sandbox.world.pulls import PullRequest

WORDS = {
    EventKind.LABELED: "added the label",
    EventKind.UNLABELED: "removed the label",
    EventKind.RENAMED: "changed the title from",
    EventKind.COMMENT_DELETED: "deleted a comment",
    EventKind.READY_FOR_REVIEW: "marked this as ready for review",
    EventKind.CONVERT_TO_DRAFT: "made this a draft",
    EventKind.BASE_REF_CHANGED: "chose another base branch",
    EventKind.HEAD_REF_DELETED: "deleted the branch",
}


def words(event: Event) -> str:
    found = WORDS.get(event.kind) or _of_pull(event)
    if found is not None:
        return found
    match event.kind:
        case EventKind.CLOSED:
            return f"closed this as {(event.state_reason or 'completed').replace('_', ' ')}"
        case EventKind.ASSIGNED | EventKind.UNASSIGNED:
            return f"{event.kind.value} {_named(event.assignee)}"
        case EventKind.TRANSFERRED:
            source = event.from_repository.full_name if event.from_repository else "elsewhere"
            return f"transferred this from {source}"
        case _:
            return f"{event.kind.value.replace('_', ' ')} this"


def _of_pull(event: Event) -> str | None:
    """What is said of pull requests alone, or of them in another way."""
    pull, commit = event.issue, (event.commit_id or "")[:7]
    if not isinstance(pull, PullRequest):
        return None
    match event.kind:
        case EventKind.CLOSED:
            return "closed this"
        case EventKind.MERGED:
            return f"merged this into {pull.base_ref} as {commit}"
        case EventKind.REVIEW_REQUESTED:
            return f"asked {_named(event.requested)} for a review"
        case EventKind.REVIEW_REQUEST_REMOVED:
            return f"no longer asks {_named(event.requested)} for a review"
        case EventKind.REVIEW_DISMISSED:
            whose = _named(event.review.author.account if event.review else None)
            return f"dismissed the review of {whose}: {event.dismissal_message or 'without a word'}"
        case EventKind.HEAD_REF_FORCE_PUSHED:
            return f"pushed another history, to {commit}"
        case _:
            return None


def _named(who: Account | Team | None) -> str:
    if isinstance(who, Team):
        return f"the team {who.slug}"
    return who.rest_login if who else "somebody"
