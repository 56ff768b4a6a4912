"""The room where commits are judged, a process of its own: their files in, a judgement out.

`python -m app.judging.room FOLDER` reads one request from standard input and writes one answer to
standard output, both JSON. It shuts itself off before it looks at a file.
"""

import json
import os
import sys
import zoneinfo
from pathlib import Path
from traceback import walk_tb
from typing import Any

from app.domain.cases import decide_cases
from app.domain.check import judge
from app.domain.replay import travel
from app.judging.messages import answer_of, bounds_of, unpacked
from app.judging.warmth import sample
from app.sealed.walls import TimeUp, shut

_TOO_SLOW = "Judging used up its processor time and was stopped, while it {}. {}"
_TOO_LARGE = "Judging used up its memory and was stopped. Shorten these files."
_DEEDS = {
    travel.__name__: (
        "decided past requests again",
        "Look for conditions that go through the whole catalog.",
    ),
    decide_cases.__name__: (
        "decided the policy cases",
        "Keep fewer of them, and look for conditions that go through the whole catalog.",
    ),
    judge.__name__: ("read the files", "Shorten the policy, and its longest conditions first."),
}
"""What the judge is at, by the innermost of these functions, and what makes that quicker."""


def main() -> None:
    folder = Path(sys.argv[1])
    os.chdir(folder)
    request = json.load(sys.stdin)
    _, walls = shut(folder, bounds_of(request), also_readable=zoneinfo.TZPATH)
    sys.stdout.write(json.dumps({"walls": walls, **_judged(request)}))


def warm_up() -> None:
    """Load what only a judgement would load, so that not every judgement has to."""
    judge(*sample())


def _judged(request: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"judgement": answer_of(judge(*unpacked(request)))}
    except TimeUp as error:
        return {"stopped": _TOO_SLOW.format(*_deed(error))}
    except MemoryError:
        return {"stopped": _TOO_LARGE}
    except Exception as error:  # noqa: BLE001 - whatever these files set off, its authors hear of it
        return {"stopped": f"Judging failed with {type(error).__name__}: {error}."}


def _deed(error: TimeUp) -> tuple[str, str]:
    called = [frame.f_code.co_name for frame, _ in walk_tb(error.__traceback__)]
    return next(_DEEDS[name] for name in (*reversed(called), judge.__name__) if name in _DEEDS)


if __name__ == "__main__":
    main()
