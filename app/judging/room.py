"""The room where commits are judged, a process of its own: their files in, a judgement out.

`python -m app.judging.room FOLDER` reads one request from standard input and writes one answer to
standard output, both JSON. It shuts itself off before it looks at a file.
"""

import json
import os
import sys
import zoneinfo
from pathlib import Path
from typing import Any

from app.domain.check import judge
from app.judging.messages import answer_of, bounds_of, unpacked
from app.sealed.walls import TimeUp, shut

_TOO_SLOW = (
    "Judging these files used up its processor time and was stopped. Look for conditions that go "
    "through the whole catalog, and for more policy cases than are needed."
)
_TOO_LARGE = "Judging these files used up its memory and was stopped. Shorten them."


def main() -> None:
    folder = Path(sys.argv[1])
    os.chdir(folder)
    request = json.load(sys.stdin)
    _, walls = shut(folder, bounds_of(request), also_readable=zoneinfo.TZPATH)
    sys.stdout.write(json.dumps({"walls": walls, **_judged(request)}))


def _judged(request: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"judgement": answer_of(judge(*unpacked(request)))}
    except TimeUp:
        return {"stopped": _TOO_SLOW}
    except MemoryError:
        return {"stopped": _TOO_LARGE}
    except Exception as error:  # noqa: BLE001 - whatever these files set off, its authors hear of it
        return {"stopped": f"Judging failed with {type(error).__name__}: {error}."}


if __name__ == "__main__":
    main()
