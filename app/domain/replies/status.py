"""The one status comment of a request: what it says, in which order, and how it stays short."""

from collections.abc import Iterator

from app.domain.replies.detail import DETAILS, Detail
from app.domain.replies.headline import headline
from app.domain.replies.layout import paragraphs
from app.domain.replies.outline import answers, progress, verdict
from app.domain.replies.repositories import pair
from app.domain.replies.todo import (
    approvals,
    blockers,
    corrections,
    ending,
    failure,
    newer_templates,
    notes,
    start,
)
from app.domain.state import State
from app.domain.status import StatusView
from app.domain.text import code, link

MARKER = "<!-- slipway:status -->"
"""By this line the comment is found again where its id is not on record."""

MOST_CHARACTERS = 65_000
"""GitHub refuses a comment of more than 65,536."""

_OPEN = {State.AWAITING_APPROVAL, State.WAITING, State.VETOED, State.BLOCKED}

_TAKES_NEWEST = {State.NEEDS_CORRECTION} | _OPEN

TOO_LONG = "There is more to say of this request than a comment can hold; shorten its answers."


def status_comment(view: StatusView) -> str:
    """The comment's whole text, the same for the same view; all but the first line may shrink."""
    for detail in DETAILS:
        text = paragraphs(*_parts(view, detail))
        if len(text) <= MOST_CHARACTERS:
            return text
    return paragraphs(headline(view), TOO_LONG, _footer(view), MARKER)


def _parts(view: StatusView, detail: Detail) -> Iterator[str]:
    yield headline(view)
    yield ending(view)
    if view.state is State.NEEDS_CORRECTION:
        yield corrections(view, detail)
    if view.state is State.BLOCKED:
        yield blockers(view, detail)
    yield failure(view)
    if view.state in _OPEN:
        yield approvals(view)
        yield start(view)
    if view.state is State.LIVE:
        yield pair(view, detail)
    yield progress(view, detail)
    yield notes(view, detail)
    yield verdict(view, detail)
    yield answers(view, detail)
    if view.state is not State.LIVE:
        yield pair(view, detail)
    if view.state in _TAKES_NEWEST:
        yield newer_templates(view)
    yield _footer(view)
    yield MARKER


def _footer(view: StatusView) -> str:
    parts = []
    if view.digest:
        parts.append(f"Approvals are bound to this text: {code(view.digest[:12])}")
    if view.template_trees:
        trees = sorted(view.template_trees.items())[:6]
        shown = ", ".join(f"{code(name, 60)} {code(tree[:12])}" for name, tree in trees)
        parts.append(f"Templates: {shown}")
    if view.policy_url:
        parts.append(link("Policy", view.policy_url))
    parts.append("Commands: `/slipway help`")
    return f"<sub>{' · '.join(parts)}</sub>"
