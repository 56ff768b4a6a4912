"""Which comments approve, withdraw, break the glass and build, and for whom they speak."""

from collections.abc import Iterator

from app.domain.approvals.evidence import Evidence, Withdrawal
from app.domain.commands import Approve, BreakGlass, Command, Order, parse_command
from app.domain.issue import Comment, Issue, Person


def orders(issue: Issue) -> Iterator[tuple[Comment, Person, Order]]:
    """The commands that people wrote here, oldest first, each with its author.

    The second of a transfer belongs to the repository that the issue came from.
    """
    moved = issue.moved_in_at
    for comment in issue.comments:
        author = comment.author
        if author is None or author.is_bot or comment.ours:
            continue
        order = parse_command(comment.body) if moved is None or comment.at > moved else None
        if order is not None:
            yield comment, author, order


def approving(issue: Issue) -> Iterator[tuple[Comment, Person, Approve]]:
    """The comments that approve a digest."""
    for comment, author, order in orders(issue):
        if isinstance(order, Approve):
            yield comment, author, order


def breaking(issue: Issue) -> Iterator[tuple[Comment, Person, BreakGlass]]:
    """The comments that break the glass."""
    for comment, author, order in orders(issue):
        if isinstance(order, BreakGlass):
            yield comment, author, order


def building(issue: Issue) -> Iterator[tuple[Comment, Person]]:
    """The comments that start the build."""
    for comment, author, order in orders(issue):
        if order is Command.BUILD:
            yield comment, author


def withdrawals(issue: Issue) -> tuple[Withdrawal, ...]:
    """What the comments take back; one that was edited is no command."""
    return tuple(
        Withdrawal(author.id, comment.at)
        for comment, author, order in orders(issue)
        if order is Command.WITHDRAW and not comment.edited
    )


def spoken_objection(evidence: Evidence, comment: Comment, author: Person) -> str | None:
    """Why a comment does not speak for its author now; None if it does.

    What was taken back in the same second has no order, and what has none does not count.
    """
    if comment.via_app:
        return "it was written by an App, not by a person; write it yourself"
    if comment.edited:
        return "it was edited, so that nobody can tell who wrote what; write a new comment"
    taken_back = (*evidence.withdrawals, *withdrawals(evidence.issue))
    if any(one.person_id == author.id and one.at >= comment.at for one in taken_back):
        return f"{author.login} withdrew it"
    return None
