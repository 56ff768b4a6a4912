"""`slipway policy test`: what came of each policy case, and what it should have come to."""

from typing import Any, TextIO

from app.domain.cases import CaseResult, CasesRun
from app.operations import screen
from app.operations.policy.files import LawFiles


def write(stream: TextIO, run: CasesRun, files: LawFiles) -> None:
    """A line for each case, below those that failed each difference with its reason."""
    for mistake in map(files.here, run.mistakes):
        screen.line(stream, str(mistake))
    path = ""
    for result in run.results:
        if result.place.path != path:
            path = result.place.path
            screen.line(stream, path)
        _write(stream, result)
    screen.line(stream, _summary(run))


def to_json(run: CasesRun, files: LawFiles) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "ok": run.is_as_expected,
        "mistakes": [files.here(one) for one in run.mistakes],
        "cases": [
            {
                "name": one.name,
                "path": one.place.path,
                "line": one.place.line,
                "ok": one.is_as_expected,
                "state": one.state,
                "differences": one.differences,
                "verdict": one.verdict,
            }
            for one in run.results
        ],
    }


def _write(stream: TextIO, result: CaseResult) -> None:
    word = "ok  " if result.is_as_expected else "FAIL"
    screen.line(stream, f"  {word}  {result.name}")
    if result.is_as_expected:
        return
    screen.line(stream, f"        at {result.place.path}:{result.place.line}")
    for one in result.differences:
        screen.line(stream, f"        {one.what}: expected {one.expected}, got {one.got}")
        screen.line(stream, f"            {one.why}")


def _summary(run: CasesRun) -> str:
    failed = sum(not one.is_as_expected for one in run.results)
    cases = "1 case" if len(run.results) == 1 else f"{len(run.results)} cases"
    if run.mistakes:
        mistakes = "1 mistake" if len(run.mistakes) == 1 else f"{len(run.mistakes)} mistakes"
        return f"{cases} decided, {failed} failed; {mistakes} in the files."
    return f"{failed} of {cases} failed." if failed else f"{cases}: all as expected."
