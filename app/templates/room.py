"""The sealed room, a process of its own: template files and inert answers in, files out.

Reads one request from standard input and writes one answer to standard output, both JSON. It shuts
itself into a folder before it looks at a template.
"""

import json
import os
import stat
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.sealed.leftovers import ROOM_PREFIX
from app.sealed.walls import Guard, shut
from app.templates.explain import explained
from app.templates.layer import Layer
from app.templates.limits import Limits
from app.templates.warmth import samples


def main() -> None:
    folder = Path(sys.argv[1])
    os.chdir(folder)
    request = json.load(sys.stdin)
    limits = Limits(**request["limits"])
    guard, walls = shut(folder, limits.bounds)
    answer = {"walls": walls, **rendered(request, folder, limits, guard)}
    sys.stdout.write(json.dumps(answer))


def rendered(request: dict[str, Any], folder: Path, limits: Limits, guard: Guard) -> dict[str, Any]:
    """Render the layers that were sent, in a process that is shut into `folder`.

    `request` has `layers`, each with `name` and `files` (`path`, `mode`, `content_b64`), lowest
    first, and `answers`. Gives `layers` in the same form, or `fault` as `explained` has it.
    """
    done = []
    for number, sent in enumerate(request["layers"]):
        layer = Layer(sent["name"], folder / f"layer-{number}", limits)
        try:
            guard.confine(folder)
            _unpack(sent["files"], layer.source)
            context = layer.prepare(request["answers"])
            guard.confine(layer.output)
            layer.render(context)
            done.append({"name": layer.name, "files": _collected(layer.output)})
        except Exception as error:  # noqa: BLE001 - whatever a template set off is its author's news
            return {"fault": explained(error, layer)}
    return {"layers": done}


def warm_up() -> None:
    """Load what only a render would load, so that not every render has to."""
    with TemporaryDirectory(prefix=ROOM_PREFIX) as name:
        folder = Path(name).resolve()
        for number, request in enumerate(samples()):
            rendered(request, folder / str(number), Limits(), Guard(folder))


def _unpack(files: list[dict[str, Any]], source: Path) -> None:
    for file in files:
        path = source / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b64decode(file["content_b64"]))
        path.chmod(file["mode"] & 0o755)


def _collected(output: Path) -> list[dict[str, Any]]:
    # Folders and whatever is not a regular file are listed as well, for the other side to judge.
    found = sorted(path for path in output.rglob("*") if path.is_symlink() or not path.is_dir())
    return [_packed(output, path) for path in found]


def _packed(output: Path, path: Path) -> dict[str, Any]:
    mode = path.lstat().st_mode
    content = path.read_bytes() if stat.S_ISREG(mode) else b""
    return {
        "path": path.relative_to(output).as_posix(),
        "mode": mode,
        "content_b64": b64encode(content).decode(),
    }
