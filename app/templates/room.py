"""The sealed room, a process of its own: template files and inert answers in, files out.

Reads one request from standard input and writes one answer to standard output. It shuts itself
into a folder before it looks at a template. Asked to study one template, it answers with what it
knows of it then, which whoever asked sends along with renders of that template.
"""

import os
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.sealed.leftovers import ROOM_PREFIX
from app.sealed.walls import Guard, limit_processor, shut
from app.templates.collect import collected
from app.templates.explain import explained
from app.templates.hook_runs import Hooks
from app.templates.knowledge import Knowledge
from app.templates.layer import Layer
from app.templates.limits import Limits
from app.templates.parcels import SentFile, SentTree, packed, unpacked
from app.templates.source import Source
from app.templates.study import study
from app.templates.warmth import samples


def main() -> None:
    folder = Path(sys.argv[1])
    os.chdir(folder)
    request, trees = unpacked(sys.stdin.buffer.read())
    limits = Limits(**request["limits"])
    natively = request["runs_hooks"]
    guard, walls = shut(folder, limits.bounds_of(len(request["stacks"])), natively=natively)
    if request["study"]:
        ((files, _),) = trees
        sys.stdout.buffer.write(study(Source(files, folder / "tree", Knowledge())).written())
    else:
        hook_walls = walls if natively else None
        done = stacks_rendered(request["stacks"], trees, folder, limits, guard, hook_walls)
        sys.stdout.buffer.write(packed(done, walls))


def stacks_rendered(
    stacks: Sequence[Mapping[str, Any]],
    trees: Sequence[SentTree],
    folder: Path,
    limits: Limits,
    guard: Guard,
    hook_walls: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Render each of the stacks that were sent, in a process that is shut into `folder`.

    `stacks` have `layers` (`name`, and the number of its `tree`), lowest first, and `answers`;
    `trees` their files, and what is known of them. Gives `stacks` with `layers` (`name`, `files`),
    as many as there are before a `fault`, which is as `explained` has it, and in `unread` the
    numbers of trees of which what is said to be known could not be read. Where Python hooks run,
    `hook_walls` are the walls that stand.
    """
    known = [_known(said) for _, said in trees]
    sources = [
        Source(files, folder / f"tree-{number}", knowledge or Knowledge())
        for number, ((files, _), knowledge) in enumerate(zip(trees, known, strict=True))
    ]
    answer: dict[str, Any] = {
        "stacks": [],
        "unread": [number for number, knowledge in enumerate(known) if knowledge is None],
    }
    for number, stack in enumerate(stacks):
        hooks = None if hook_walls is None else Hooks(stack["answers"], hook_walls)
        layers = [
            Layer(
                sent["name"], sources[sent["tree"]], folder / f"out-{number}-{place}", limits, hooks
            )
            for place, sent in enumerate(stack["layers"])
        ]
        limit_processor(limits.cpu_seconds)
        done = _rendered(layers, stack["answers"], folder, guard)
        if "fault" in done:
            return {**answer, **done}
        answer["stacks"].append(done)
    return answer


def rendered(
    request: Mapping[str, Any],
    folder: Path,
    limits: Limits,
    guard: Guard,
    known: Sequence[Knowledge] = (),
) -> dict[str, Any]:
    """Render the layers that were sent, in a process that is shut into `folder`.

    `request` has `layers`, each with `name` and `files` (`path`, `mode`, `content_b64`), lowest
    first, and `answers`. Where it `runs_hooks`, `walls` are those that stand. Gives `layers` in the
    same form, or `fault` as `explained` has it. `known` is of each layer, and grows.
    """
    hooks = Hooks(request["answers"], request["walls"]) if request.get("runs_hooks") else None
    known = known or [Knowledge() for _ in request["layers"]]
    layers = [
        Layer(
            sent["name"],
            Source([*map(_read, sent["files"])], folder / f"tree-{number}", knowledge),
            folder / f"out-{number}",
            limits,
            hooks,
        )
        for number, (sent, knowledge) in enumerate(zip(request["layers"], known, strict=True))
    ]
    done = _rendered(layers, request["answers"], folder, guard)
    if "fault" in done:
        return done
    return {
        "layers": [
            {"name": layer["name"], "files": [*map(_written, layer["files"])]}
            for layer in done["layers"]
        ]
    }


def _rendered(
    layers: Sequence[Layer], answers: Mapping[str, Any], folder: Path, guard: Guard
) -> dict[str, Any]:
    done = []
    for layer in layers:
        try:
            guard.confine(folder)
            context = layer.prepare(answers)
            guard.confine(layer.output, layer.limits.allowance())
            layer.render(context)
            done.append({"name": layer.name, "files": collected(layer.output, layer.limits.files)})
        except Exception as error:  # noqa: BLE001 - whatever a template set off is its author's news
            return {"fault": explained(error, layer)}
    return {"layers": done}


def _known(said: bytes) -> Knowledge | None:
    """What is known of a tree, nothing if nothing was said; None if it cannot be read."""
    try:
        return Knowledge.read(said) if said else Knowledge()
    except ValueError:
        return None


def warm_up() -> None:
    """Load what only a render would load, so that not every render has to."""
    with TemporaryDirectory(prefix=ROOM_PREFIX) as name:
        folder = Path(name).resolve()
        for number, request in enumerate(samples()):
            rendered(request, folder / str(number), Limits(), Guard(folder))


def _read(file: Mapping[str, Any]) -> SentFile:
    return file["path"], file["mode"], b64decode(file["content_b64"])


def _written(file: SentFile) -> dict[str, Any]:
    path, mode, content = file
    return {"path": path, "mode": mode, "content_b64": b64encode(content).decode()}
