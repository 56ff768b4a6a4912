"""Render layers in the sealed room, and judge what comes out of it."""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import structlog

from app.sealed.papers import Stopped
from app.sealed.warm import ask
from app.templates.answers import Answer
from app.templates.faults import RoomFault, TemplateFault
from app.templates.limits import MOST_PATH_BYTES, Limits
from app.templates.messages import (
    NamedTree,
    RoomAnswer,
    Stack,
    read_answer,
    render_request,
    study_request,
)
from app.templates.output import RenderedFile, Rendering, accepted
from app.templates.shelf import Shelf, mark_of
from app.templates.tree import TemplateTree

__all__ = ["Limits", "NamedTree", "RenderedFile", "Rendering", "Room", "Stack"]

_STUDY_SECONDS = 2
_STUDY_WALL_SECONDS = 10.0
"""At most, for what is compiled once and spares the renders that follow."""

_log = structlog.get_logger(__name__)
_shelf = Shelf()
os.register_at_fork(after_in_child=_shelf.unlock)


@dataclass(frozen=True)
class Room:
    """Renders in a process that holds no key, no database and no network.

    Python hooks of templates are passed over, or run in there as well.
    """

    limits: Limits = field(default_factory=Limits)
    shelf: Shelf = field(default=_shelf, repr=False, compare=False)
    runs_hooks: bool = False

    def render(self, layers: Sequence[NamedTree], answers: Mapping[str, Answer]) -> Rendering:
        """The files that `layers` make of `answers`, which are never rendered themselves.

        Raises TemplateFault where a template is wrong, or AnswersRefused, and RoomFault where the
        room was stopped.
        """
        (rendering,) = self.render_all([Stack(layers, answers)])
        return rendering

    def render_all(self, stacks: Sequence[Stack]) -> list[Rendering]:
        """What `render` gives for each of these repositories, in one process for all of them.

        Each may use what the limits allow. Raises for the first at fault, as `render` does.
        """
        if self.runs_hooks and len(stacks) > 1:
            # A hook may get at all that its process renders.
            return [rendering for stack in stacks for rendering in self.render_all([stack])]
        for layer in (layer for stack in stacks for layer in stack.layers):
            self._check_size(layer)
        began = time.perf_counter()
        answer = self._asked(stacks)
        # The room has no log of its own: whoever asked it tells of it, with the ids at hand.
        milliseconds = round((time.perf_counter() - began) * 1000)
        renderings = [accepted(files, self.limits) for files in answer.stacks]
        if answer.fault:
            raise answer.fault
        names = [layer.name for stack in stacks for layer in stack.layers]
        _log.info("rendered", layers=names, milliseconds=milliseconds)
        return renderings

    def walls(self) -> frozenset[str]:
        """The walls that stand on this machine, such as `network`, `files` and `as` (memory).

        `ALL_WALLS` has every name there is. Raises RoomFault where the room does not start.
        """
        return self._asked([]).walls

    def _check_size(self, layer: NamedTree) -> None:
        size = sum(len(file.content) for file in layer.tree.files)
        if len(layer.tree.files) > self.limits.files or size > self.limits.total_bytes:
            raise TemplateFault(
                f"The template has {len(layer.tree.files):,} files with {size:,} bytes. Allowed "
                f"are {self.limits.files:,} files with {self.limits.total_bytes:,} bytes.",
                layer.name,
            )
        for file in layer.tree.files:
            parts = file.path.encode().split(b"/")
            if len(file.path.encode()) > MOST_PATH_BYTES or max(map(len, parts)) > 255:
                place = f"{layer.name}/{file.path[:100]}…"
                raise TemplateFault("The file has too long a name. Shorten it.", place)

    def _asked(self, stacks: Sequence[Stack]) -> RoomAnswer:
        marked = {mark_of(one.tree): one.tree for stack in stacks for one in stack.layers}
        trees = list(marked.values())
        known = [self._known(mark, tree) for mark, tree in marked.items()]
        request = render_request(stacks, trees, known, self.limits, runs_hooks=self.runs_hooks)
        answer = self._exchange(request, len(stacks))
        try:
            said = read_answer(answer, len(stacks))
            for number in said.unread:
                self.shelf.drop(list(marked)[number])
        except (ValueError, IndexError) as error:
            raise RoomFault("The room answered what cannot be read. Try again.") from error
        return said

    def _known(self, mark: str, tree: TemplateTree) -> bytes:
        """What the room knows of a template, which is found out once."""
        known = self.shelf.taken(mark)
        if known is None:
            known = self._studied(tree)
            self.shelf.put(mark, known)
        return known

    def _studied(self, tree: TemplateTree) -> bytes:
        limits = replace(
            self.limits,
            cpu_seconds=min(self.limits.cpu_seconds, _STUDY_SECONDS),
            wall_seconds=min(self.limits.wall_seconds, _STUDY_WALL_SECONDS),
        )
        try:
            return ask(
                "app.templates.room", study_request(tree, limits), limits.bounds_of(1), "Reading"
            )
        except Stopped:
            return b""  # the render will be stopped as well, and say so

    def _exchange(self, request: bytes, renders: int) -> bytes:
        try:
            return ask("app.templates.room", request, self.limits.bounds_of(renders), "Rendering")
        except Stopped as stop:
            raise RoomFault(str(stop)) from stop
