"""Render layers in the sealed room, and judge what comes out of it."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

import structlog
from pydantic import Base64Bytes, BaseModel, ConfigDict, ValidationError

import app
from app.templates.answers import Answer
from app.templates.faults import RoomFault, TemplateFault
from app.templates.leftovers import ROOM_PREFIX
from app.templates.limits import Limits
from app.templates.output import RawFile, RenderedFile, Rendering, accepted
from app.templates.tree import TemplateTree

__all__ = ["Limits", "NamedTree", "RenderedFile", "Rendering", "Room"]

_log = structlog.get_logger(__name__)

_HOME = Path(app.__file__).parents[1]
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class NamedTree:
    """A template tree and the name of its folder, which messages and provenance use."""

    name: str
    tree: TemplateTree


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    path: str
    mode: int
    content_b64: Base64Bytes


class _Layer(BaseModel):
    name: str
    files: list[_File]


class _Fault(BaseModel):
    kind: Literal["template", "time", "memory"]
    message: str
    template: str
    line: int | None


class _Answer(BaseModel):
    walls: list[str]
    layers: list[_Layer] = []
    fault: _Fault | None = None


@dataclass(frozen=True)
class Room:
    """Renders in a process that holds no key, no database and no network."""

    limits: Limits = field(default_factory=Limits)

    def render(self, layers: Sequence[NamedTree], answers: Mapping[str, Answer]) -> Rendering:
        """The files that `layers` make of `answers`, which are never rendered themselves.

        Raises TemplateFault where a template is wrong, RoomFault where the room was stopped.
        """
        for layer in layers:
            self._check_size(layer)
        began = time.perf_counter()
        answer = self._asked(layers, answers)
        if answer.fault:
            raise _raised(answer.fault)
        # The room has no log of its own: whoever asked it tells of it, with the ids at hand.
        milliseconds = round((time.perf_counter() - began) * 1000)
        _log.info("rendered", layers=[one.name for one in layers], milliseconds=milliseconds)
        return accepted(_raw(answer), self.limits)

    def walls(self) -> frozenset[str]:
        """The walls that stand on this machine, such as `network`, `files` and `as` (memory).

        `ALL_WALLS` has every name there is. Raises RoomFault where the room does not start.
        """
        return frozenset(self._asked([], {}).walls)

    def _check_size(self, layer: NamedTree) -> None:
        size = sum(len(file.content) for file in layer.tree.files)
        if len(layer.tree.files) > self.limits.files or size > self.limits.total_bytes:
            raise TemplateFault(
                f"The template has {len(layer.tree.files):,} files with {size:,} bytes. Allowed "
                f"are {self.limits.files:,} files with {self.limits.total_bytes:,} bytes.",
                layer.name,
            )

    def _asked(self, layers: Sequence[NamedTree], answers: Mapping[str, Answer]) -> _Answer:
        request = {
            "layers": [_packed(layer) for layer in layers],
            "answers": {name: _clean(answer) for name, answer in answers.items()},
            "limits": asdict(self.limits),
        }
        answer = _exchange(json.dumps(request).encode(), self.limits)
        try:
            return _Answer.model_validate_json(answer)
        except ValidationError as error:
            raise RoomFault("The room answered what cannot be read. Try again.") from error


def _exchange(request: bytes, limits: Limits) -> bytes:
    """One request to a new room, and its answer; the room and its folder are gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix=ROOM_PREFIX) as folder,
        tempfile.TemporaryFile() as asked,
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as complaint,
    ):
        asked.write(request)
        asked.seek(0)
        status = _run(folder, (asked, said, complaint), limits.wall_seconds)
        if status != 0:
            raise _death(status, _read(complaint))
        return _read(said)


def _run(folder: str, files: tuple[IO[bytes], IO[bytes], IO[bytes]], seconds: float) -> int:
    room = subprocess.Popen(
        # -E and -s: neither the environment nor a user's folder may add to what is imported.
        [sys.executable, "-E", "-s", "-B", "-m", "app.templates.room", folder],
        stdin=files[0],
        stdout=files[1],
        stderr=files[2],
        cwd=_HOME,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        _await(room, seconds)
        return room.wait(0)
    except subprocess.TimeoutExpired as error:
        raise RoomFault(f"Rendering took more than {seconds:g} seconds and was stopped.") from error
    finally:
        _end(room)


def _await(room: subprocess.Popen[bytes], seconds: float) -> None:
    """Until it ends or time is up. The library looks 20 times a second, which is felt here."""
    try:
        handle = os.pidfd_open(room.pid)
    except (AttributeError, OSError):  # a system other than Linux, or an old one
        with suppress(subprocess.TimeoutExpired):
            room.wait(seconds)
        return
    try:
        watch = select.poll()
        watch.register(handle, select.POLLIN)
        watch.poll(seconds * 1000)
    finally:
        os.close(handle)


def _end(room: subprocess.Popen[bytes]) -> None:
    if room.poll() is None:
        os.killpg(room.pid, signal.SIGKILL)
        room.wait()


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _death(status: int, complaint: bytes) -> RoomFault:
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return RoomFault("Rendering used up its processor time or memory and was stopped.")
    last = complaint.decode(errors="replace").strip().rpartition("\n")[2][:300]
    return RoomFault(f"The room ended with status {status}: {last or 'it said nothing'}.")


def _packed(layer: NamedTree) -> dict[str, Any]:
    files = [
        {
            "path": file.path,
            "mode": file.mode,
            "content_b64": b64encode(file.content).decode(),
        }
        for file in layer.tree.files
    ]
    return {"name": layer.name, "files": files}


def _clean(answer: Answer) -> Answer:
    """Half of a surrogate pair is no text and cannot be written to a file."""
    match answer:
        case str():
            return _SURROGATE.sub("\ufffd", answer)
        case list():
            return [_SURROGATE.sub("\ufffd", item) for item in answer]
        case _:
            return answer


def _raw(answer: _Answer) -> Iterator[RawFile]:
    for layer in answer.layers:
        for file in layer.files:
            yield RawFile(layer.name, file.path, file.mode, file.content_b64)


def _raised(fault: _Fault) -> TemplateFault | RoomFault:
    if fault.kind == "template":
        return TemplateFault(fault.message, fault.template, fault.line)
    return RoomFault(fault.message, fault.template, fault.line)
