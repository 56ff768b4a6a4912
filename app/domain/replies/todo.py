"""The part of the status comment that says who must do what next, and what happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.replies.days import day
from app.domain.replies.detail import Detail
from app.domain.replies.layout import titled
from app.domain.replies.people import both, who_may
from app.domain.replies.shadow import COMMAND
from app.domain.status import ApprovalNeed, StatusView
from app.domain.text import cell, code, fenced, inline
from app.domain.verdict import Status, Verdict


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to correct; both texts are Markdown, `sentence` is plain."""

    where: str
    sentence: str


def open_points(view: StatusView) -> tuple[Point, ...]:
    """What the form's reading and the policy's refusals ask the requester to change."""
    read = [Point(_field(problem.field), problem.sentence) for problem in view.problems]
    nodes = view.verdict.walk() if view.verdict else ()
    refused = [
        Point(_field(view.field_labels.get(node.rule, node.rule)), node.sentence)
        for node in nodes
        if _is_reason(node)
    ]
    return (*read, *refused)


def corrections(view: StatusView, detail: Detail) -> str:
    """The open points as a list."""
    points = open_points(view)
    shown = [f"- {p.where}: {inline(p.sentence, detail.sentence)}" for p in points[: detail.rules]]
    more = len(points) - len(shown)
    return titled("What to correct", [*shown, f"- and {more} more"] if more else shown)


def blockers(view: StatusView, detail: Detail) -> str:
    """What an admin must mend."""
    shown = [f"- {inline(text, detail.sentence)}" for text in view.blockers[: detail.rules]]
    return titled("What an admin has to mend", shown)


def failure(view: StatusView) -> str:
    """Why the build stopped; what stopped and what to do stand in the first line."""
    return f"**Why:** {inline(view.failure.why, 600)}" if view.failure else ""


def ending(view: StatusView) -> str:
    """On which day it is closed if nobody acts."""
    return f"Closes on {day(view.closes_on)} unless somebody acts." if view.closes_on else ""


def approvals(view: StatusView) -> str:
    """Who approves with which label or comment, and who did."""
    if not view.approvals:
        return ""
    head = ["| | Approval | Given with | Who may give it | So far |", "|---|:--|:--|:--|:--|"]
    rows = [_approval(need) for need in view.approvals[:20]]
    hints = [
        _again(need)
        for need in view.approvals[:20]
        if need.missing and need.given_by and not need.explicit
    ]
    return "\n\n".join([titled("Approvals", [*head, *rows]), *hints, *_line_to_paste(view)])


def _line_to_paste(view: StatusView) -> Iterator[str]:
    if view.digest and any(need.explicit and need.missing for need in view.approvals):
        yield (
            "Where a comment is asked for, read all of the below, then paste this line into a new"
            f" comment:\n\n{fenced(view.approving)}"
        )


def start(view: StatusView) -> str:
    """How the build of what is approved is started, where it does not begin by itself."""
    if view.builders is None:
        return ""
    who = who_may(view.builders.teams, view.builders.users)
    how = f"somebody of {who} reads all of the below, then pastes this line into a new comment:"
    end = "Whoever builds the pair by hand closes this issue."
    return "\n\n".join([titled("Build", [f"To have it built, {how}"]), fenced(COMMAND), end])


def notes(view: StatusView, detail: Detail) -> str:
    """What happened since, oldest first, the newest kept."""
    kept = view.notes[-min(10, detail.rules) :]
    return titled("What happened", [f"- {inline(text, detail.sentence)}" for text in kept])


def newer_templates(view: StatusView) -> str:
    """That templates moved on since, for who would rather have the newest ones."""
    if not view.newer_templates or view.is_revoked:
        return ""
    which = both([code(one, 60) for one in view.newer_templates[:6]])
    how = "`/slipway newest` takes it, and every approval is asked for again."
    return f"<sub>There is a newer version of {which}. {how}</sub>"


def _field(label: str | None) -> str:
    return "the issue's text" if label is None else f"**{inline(label, 80)}**"


def _is_reason(node: Verdict) -> bool:
    refused = node.status is Status.REFUSED
    return refused and not any(child.status is Status.REFUSED for child in node.children)


def _approval(need: ApprovalNeed) -> str:
    given = both([inline(login, 60) for login in need.given_by[:10]])
    count = f"{len(need.given_by)} of {len(need.given_by) + need.missing}"
    all_given = given or "given by itself"
    so_far = (f"{count}: {given}" if given else count) if need.missing else all_given
    if need.passed:
        so_far = f"{given}; not waited for" if given else "not waited for"
    mark = "⏳" if need.missing else "✅"
    what = "a comment, see below" if need.explicit else code(need.label, 50)
    who = who_may(need.teams, need.users, each=need.asks_each)
    return f"| {mark} | {cell(need.rule, 80)} | {what} | {who} | {so_far} |"


def _again(need: ApprovalNeed) -> str:
    label = code(need.label, 50)
    return f"To add the next approval, take {label} off and set it again: both of you count then."
