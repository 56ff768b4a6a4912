"""The hidden lines by which Slipway knows its own comments again."""

from app.domain.issue import Comment


def bears(comment: Comment, marker: str) -> bool:
    """Whether we wrote this comment with this marker as a line of its own.

    Within a line, an answer of ours may quote what somebody typed.
    """
    return comment.ours and marker in comment.body.splitlines()
