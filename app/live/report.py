"""How a live check is told of: line by line while it runs, then each difference, then the sum."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from app.live import expected
from app.live.compare import Difference
from app.live.removal import Left
from app.live.steps import STEPS, End, Outcome
from app.operations import screen

_MARKS = {End.DONE: "✓", End.SKIPPED: "-", End.REFUSED: "!", End.UNREADABLE: "✗"}
_SENTENCES = {step.name: step.sentence for step in STEPS} | {"removal": "Remove what was made"}


@dataclass
class Report:
    """What came of a check; `stopped` says why it could not go on, if so.

    `unrecorded` says why the file of the recording does not hold all of it.
    """

    organisation: str
    github: str
    outcomes: list[Outcome]
    differences: list[Difference]
    left: list[Left]
    recording: Path | None = None
    unrecorded: str = ""
    stopped: str = ""

    @property
    def status(self) -> int:
        """0: all is the same; 1: there are differences; 2: it could not be made, or cleaned up."""
        if self.stopped or self.left or self.unrecorded:
            return 2
        return int(bool(self.differences))

    def to_json(self) -> dict[str, Any]:
        """For programs; `status` is the exit status."""
        steps = [
            {"name": one.step.name, "end": one.end, "said": one.said, "broken": one.broken}
            for one in self.outcomes
        ]
        return {
            "status": self.status,
            "organisation": self.organisation,
            "github": self.github,
            "stopped": self.stopped,
            "steps": steps,
            "differences": self.differences,
            "left": self.left,
            "recording": str(self.recording) if self.recording else None,
            "unrecorded": self.unrecorded,
        }


def line(stream: TextIO, text: str = "", *, apart: bool = False) -> None:
    """One line, at once; `apart` from what is above it."""
    if apart:
        screen.line(stream)
    screen.line(stream, text)
    stream.flush()


def outcome_line(outcome: Outcome) -> str:
    mark = "✗" if outcome.broken else _MARKS[outcome.end]
    said = {End.DONE: "", End.SKIPPED: f": skipped, for {outcome.said}"}
    return f"  {mark} {outcome.step.sentence}{said.get(outcome.end, f': {outcome.said}')}"


def write(stream: TextIO, report: Report) -> None:
    """The differences, what was left behind, and what to do."""
    _differences(stream, report.differences)
    for broken in (one for one in report.differences if one.where == "behaviour"):
        line(stream, f"NOT AS SLIPWAY NEEDS IT: {broken.there}", apart=True)
    for left in report.left:
        line(stream, f"NOT REMOVED: {left.name}, for {left.why}", apart=True)
        line(stream, f"  {left.todo}")
    line(stream)
    line(stream, _sum(report))
    if report.unrecorded:
        line(stream, f"NOT RECORDED: {report.recording} {report.unrecorded}")
        return
    if report.recording:
        line(stream, f"The calls and answers are in {report.recording}, without secrets.")
    if report.differences and report.recording:
        line(stream, "Please look through it, and send it to us with an issue.")
    elif report.differences:
        line(stream, "Run it again with --record FILE, and send us that file with an issue.")


def _differences(stream: TextIO, found: list[Difference]) -> None:
    step = ""
    for one in (one for one in found if one.where != "behaviour"):
        if one.step != step:
            step = one.step
            line(stream, f"{_SENTENCES.get(step, step)}", apart=True)
        matters = " ✗ Slipway goes by it" if one.matters else ""
        line(stream, f"  {one.call}, {one.where}:{matters}")
        line(stream, f"      GitHub: {one.there}; the sandbox: {one.here}")


def _sum(report: Report) -> str:
    if report.stopped:
        return f"The check could not be made to its end. {report.stopped}"
    if not report.differences:
        return "No difference: GitHub answers as the sandbox does."
    matter = sum(one.matters for one in report.differences)
    count = len(report.differences)
    plural = "difference" if count == 1 else "differences"
    return f"{count} {plural}; Slipway goes by {matter} of them (✗)."


def write_plan(stream: TextIO, organisation: str, gap_seconds: float) -> None:
    """What a check would do, call by call; marked are those that change something."""
    line(stream, f"A live check in {organisation} would make these calls; * changes something:")
    for sentence, calls in expected.planned():
        line(stream, f"{sentence}", apart=True)
        for call in calls:
            line(stream, f"  {'*' if expected.is_write(call) else ' '} {call}")
    count = expected.writes()
    line(stream, f"{made_there(organisation)}", apart=True)
    pace = f"{gap_seconds:g} seconds apart at least"
    line(stream, f"{count} writes, {pace}: about {_minutes(count, gap_seconds)}.")


def made_there(organisation: str) -> str:
    """What a person agrees to."""
    return (
        f"It makes two private repositories in {organisation}, slipway-live-… with 20 random "
        "digits and letters, and removes them at its end. One team of the organisation may read "
        "one of them meanwhile. It touches nothing else."
    )


def _minutes(count: int, gap_seconds: float) -> str:
    minutes = max(round(count * (gap_seconds + 0.7) / 60), 1)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"
