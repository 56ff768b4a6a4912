"""What the sandbox answered to the same calls: it is no part of an installation, its recording is.

`python -m tests.live.record` makes the file anew, and a test says when that is due.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from app.live import recording
from app.live.recording import Recording, call_of
from app.live.steps import STEPS

PATH = Path(__file__).parent / "expected.jsonl"


@cache
def expected() -> Recording:
    return recording.parse(PATH.read_text(encoding="utf-8").splitlines())


def planned() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each step's sentence and its calls, each once, in their order."""
    [run, *_] = expected().runs
    calls = {
        spoken.step: tuple(dict.fromkeys(map(call_of, spoken.exchanges))) for spoken in run.spoken
    }
    yield from ((step.sentence, calls.get(step.name, ())) for step in STEPS)
    yield "Remove all that was made", calls["removal"]


def is_write(call: str) -> bool:
    return not call.startswith(("GET ", "QUERY ", "POST /app/installations/"))


def writes() -> int:
    """How many writes a check makes."""
    [run, *_] = expected().runs
    return int(run.about["writes"])
