"""The part of the status comment that shows why, what was understood and how far it is built."""

from collections.abc import Iterator

from app.domain.replies.detail import Detail
from app.domain.replies.layout import section
from app.domain.state import State
from app.domain.status import StatusView, StepState, StepView
from app.domain.text import cell, inline, link
from app.domain.verdict import Status, Verdict

_MARKS = {
    Status.SATISFIED: "✅",
    Status.PENDING: "⏳",
    Status.REFUSED: "❌",
    Status.SKIPPED: "⏭️",
    Status.FAILED: "⚠️",
}
_STEP_MARKS = {
    StepState.DONE: "✅",
    StepState.RUNNING: "⏳",
    StepState.AHEAD: "▫️",
    StepState.FAILED: "❌",
}
_DECIDED = {State.BUILDING, State.FAILED, State.LIVE, State.CANCELLED, State.CLOSED}
_TOLD_ABOVE = {State.NEEDS_CORRECTION} | _DECIDED


def verdict(view: StatusView, detail: Detail) -> str:
    """What each rule says as a nested list, folded once it is decided or told above."""
    if view.verdict is None:
        return ""
    lines = [line for child in view.verdict.children for line in _node(child, 0, detail.sentence)]
    lines = lines or list(_node(view.verdict, 0, detail.sentence))
    shown = "\n".join(_first(lines, detail.rules, "rules"))
    fold = view.state in _TOLD_ABOVE
    return section("Every check and its reason" if fold else "Why", shown, fold=fold)


def answers(view: StatusView, detail: Detail) -> str:
    """The answers as understood, as a table."""
    if not view.answers:
        return ""
    if not detail.answers:
        say = "The answers are too long to repeat here; they stand in the issue's text."
        return section("The request as understood", say, fold=False)
    rows = [
        f"| {cell(answer.label, 80)} | {cell(answer.value, detail.answer) or '*left empty*'} |"
        for answer in view.answers
    ]
    table = ["| Field | Answer |", "|:--|:--|", *rows[: detail.answers]]
    left = len(rows) - detail.answers
    more = f"\n\nand {left} more, which stand in the issue's text" if left > 0 else ""
    fold = view.state in _DECIDED
    return section("The request as understood", "\n".join(table) + more, fold=fold)


def progress(view: StatusView, detail: Detail) -> str:
    """The steps of the scaffold, folded when all are done."""
    lines = [_step(step, detail) for step in view.progress[:40]]
    done = view.state is State.LIVE
    return section("Progress", "\n".join(lines), fold=done) if lines else ""


def _node(node: Verdict, depth: int, limit: int) -> Iterator[str]:
    rule, sentence = inline(node.rule, 80), inline(node.sentence, limit)
    yield f"{'  ' * min(depth, 6)}- {_MARKS[node.status]} **{rule}:** {sentence}"
    for child in node.children:
        yield from _node(child, depth + 1, limit)


def _first(lines: list[str], most: int, what: str) -> list[str]:
    more = len(lines) - most
    return [*lines[:most], f"- and {more} more {what}"] if more > 0 else lines


def _step(step: StepView, detail: Detail) -> str:
    title = link(step.title, step.url) if step.url else inline(step.title, 80)
    sentence = f": {inline(step.sentence, detail.sentence)}" if step.sentence else ""
    return f"- {_STEP_MARKS[step.state]} {title}{sentence}"
