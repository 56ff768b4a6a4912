"""The part of the status comment that shows why, what was understood and what is built."""

from collections.abc import Iterator

from app.domain.replies.detail import Detail
from app.domain.replies.file_tree import draw
from app.domain.replies.layout import folded, titled
from app.domain.state import State
from app.domain.status import HalfView, StatusView, StepState, StepView
from app.domain.text import cell, code, fenced, inline, link
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
    return _section("Every check and its reason" if fold else "Why", shown, fold=fold)


def answers(view: StatusView, detail: Detail) -> str:
    """The answers as understood, as a table."""
    if not view.answers:
        return ""
    if not detail.answers:
        say = "The answers are too long to repeat here; they stand in the issue's text."
        return _section("The request as understood", say, fold=False)
    rows = [
        f"| {cell(answer.label, 80)} | {cell(answer.value, detail.answer) or '*left empty*'} |"
        for answer in view.answers
    ]
    table = ["| Field | Answer |", "|:--|:--|", *rows[: detail.answers]]
    left = len(rows) - detail.answers
    more = f"\n\nand {left} more, which stand in the issue's text" if left > 0 else ""
    fold = view.state in _DECIDED
    return _section("The request as understood", "\n".join(table) + more, fold=fold)


def pair(view: StatusView, detail: Detail) -> str:
    """Both repositories, each with its files drawn as a tree and folded."""
    title = "What was built" if view.state is State.LIVE else "What will be built"
    halves = "\n\n".join(_half(half, detail) for half in view.halves)
    return _section(title, halves, fold=False) if halves else ""


def progress(view: StatusView, detail: Detail) -> str:
    """The steps of the scaffold, folded when all are done."""
    lines = [_step(step, detail) for step in view.progress[:40]]
    done = view.state is State.LIVE
    return _section("Progress", "\n".join(lines), fold=done) if lines else ""


def _node(node: Verdict, depth: int, limit: int) -> Iterator[str]:
    rule, sentence = inline(node.rule, 80), inline(node.sentence, limit)
    yield f"{'  ' * min(depth, 6)}- {_MARKS[node.status]} **{rule}:** {sentence}"
    for child in node.children:
        yield from _node(child, depth + 1, limit)


def _first(lines: list[str], most: int, what: str) -> list[str]:
    more = len(lines) - most
    return [*lines[:most], f"- and {more} more {what}"] if more > 0 else lines


def _half(half: HalfView, detail: Detail) -> str:
    name = link(half.repository, half.url) if half.url else code(half.repository, 200)
    clone = f"\n{code(f'git clone {half.clone_url}', 300)}" if half.clone_url else ""
    head = f"**{name}**: the {inline(half.title, 40)}{clone}"
    if not half.files:
        return head
    count = f"{len(half.files)} file{'s' if len(half.files) > 1 else ''}"
    if not detail.files:
        return f"{head}\n{count}, too many to draw here."
    drawn = fenced("\n".join(draw(half.files, detail.files)))
    return f"{head}\n\n{folded(count, drawn)}"


def _step(step: StepView, detail: Detail) -> str:
    title = link(step.title, step.url) if step.url else inline(step.title, 80)
    sentence = f": {inline(step.sentence, detail.sentence)}" if step.sentence else ""
    return f"- {_STEP_MARKS[step.state]} {title}{sentence}"


def _section(title: str, text: str, *, fold: bool) -> str:
    return folded(f"<b>{title}</b>", text) if fold else titled(title, [text])
