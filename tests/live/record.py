"""Records what the sandbox answers to a live check: `python -m tests.live.record`.

`app/live/expected.jsonl` is the skeleton of it, for what is compared are shapes: the same sandbox
gives the same file. `python -m tests.live.record FILE` writes a recording of a sandbox that is
spoilt instead, which shows that a recording tells of each kind of difference.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.github.exchanges import Exchange
from app.live import recording
from app.live.compare import COMPARED, WORDS
from app.live.expected import PATH, is_write
from app.live.recording import Recording, Run, Spoken, call_of
from app.live.removed import Remover
from app.live.shape import shape_of
from tests.live.place import ORGANISATION, Place, place
from tests.live.reading import Reads, watched_answers
from tests.live.spoiling import spoilt_sandbox

SCENES: Mapping[str, tuple[dict[str, Any], Callable[[Place], None]]] = {
    "a paid plan": ({}, lambda _: None),
    "the free plan": (
        {"organisation": {"login": ORGANISATION, "name": "Acme", "plan": "free"}},
        lambda _: None,
    ),
    "slow to show": ({}, lambda found: found.control("visibility", seconds=5)),
    "no teams": ({"teams": []}, lambda _: None),
}


def recorded() -> Recording:
    """Checks of all scenes, as skeletons, with what Slipway reads."""
    scenes = [recorded_scene(scene) for scene in SCENES]
    reads: dict[str, frozenset[str]] = {}
    for one in scenes:
        for call, places in one.reads.items():
            reads[call] = reads.get(call, frozenset()) | places
    return Recording(tuple(run for one in scenes for run in one.runs), reads)


def recorded_scene(scene: str) -> Recording:
    """One of them."""
    reads = Reads()
    with tempfile.TemporaryDirectory(prefix="live-") as folder, watched_answers():
        run = _run(Path(folder), scene, reads)
    places = {call: frozenset(found) for call, found in reads.places.items() if found}
    return Recording((_skeleton(run),), places)


def _run(folder: Path, scene: str, reads: Reads) -> Run:
    seed, prepare = SCENES[scene]
    with place(folder, **seed) as found, found.check() as check:
        found.hear_of_a_label()
        prepare(found)
        hear = check.recorder.hear

        def heard(exchange: Exchange) -> None:
            reads.hear(exchange)
            hear(exchange)

        check.recorder.hear = heard  # type: ignore[method-assign]
        made = check.make()
        assert not made.stopped, made.stopped
        assert not made.left, made.left
        run = check.run()
        exchanges = [one for spoken in run.spoken for one in spoken.exchanges]
        writes = sum(is_write(call_of(one)) for one in exchanges)
        return replace(run, about={"name": scene, "writes": str(writes)})


def _skeleton(run: Run) -> Run:
    spoken = [
        Spoken(one.step, tuple(_distinct(one.exchanges)), one.is_skipped) for one in run.spoken
    ]
    return Run(run.about, tuple(spoken))


def _distinct(exchanges: tuple[Exchange, ...]) -> Iterator[Exchange]:
    """Each call once for each status and shape, emptied of all that is not compared."""
    seen: list[tuple[str, int, Any]] = []
    for one in exchanges:
        key = (call_of(one), one.status, shape_of(one.response_body))
        if key not in seen:
            seen.append(key)
            yield _emptied(one)


def _emptied(one: Exchange) -> Exchange:
    headers = {name.lower(): value for name, value in one.response_headers.items()}
    return replace(
        one,
        path="",
        query={},
        request_body={"query": _document(one)} if one.route == "/graphql" else None,
        response_headers={
            name: headers[name] if name in WORDS else "…" for name in COMPARED if name in headers
        },
        response_body=_empty(one.response_body),
        caller=one.caller.split()[0],
    )


def _document(one: Exchange) -> str:
    verb, name = call_of(one).split()
    return f"{verb.lower()} {name}"


def _empty(value: Any) -> Any:
    """The same shape with nothing in it; items of a list that look alike are one, in any order."""
    match value:
        case bool() | None:
            return value
        case int() | float():
            return 0
        case str():
            return value if value in {"read", "write", "admin"} else "…"
        case list():
            return _unlike(value)
        case _:
            return {name: _empty(value[name]) for name in sorted(value)}


def _unlike(values: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for one in map(_empty, values):
        if one not in kept:
            kept.append(one)
    return sorted(kept, key=json.dumps)


def text(found: Recording) -> str:
    return "".join(f"{line}\n" for line in recording.lines(found))


def spoilt() -> Recording:
    """A recording, without secrets, of a sandbox that is spoilt; of the steps where it shows."""
    with (
        tempfile.TemporaryDirectory(prefix="live-") as folder,
        spoilt_sandbox(),
        place(Path(folder)) as found,
        found.check() as check,
    ):
        found.hear_of_a_label()
        shown = {one.step for one in check.make().differences}
        run = Remover(names={ORGANISATION: "ORG"}).free(check.run())
        spoken = tuple(one for one in run.spoken if one.step in shown)
        return Recording((replace(run, spoken=spoken),))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [file]:
            Path(file).write_text(text(spoilt()), encoding="utf-8")
        case _:
            PATH.write_text(text(recorded()), encoding="utf-8")
