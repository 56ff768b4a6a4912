"""Renders of one repository, as often as the check asks for it, inside the sealed room."""

import shutil
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, nodes

from app.sealed.walls import Guard
from app.templates.answers import Answer
from app.templates.check.declared import Declared, read_declared
from app.templates.check.finding import Finding, Severity, warning
from app.templates.check.sources import Source, read_sources, text_of
from app.templates.context import finished_context
from app.templates.environment import CONTEXT_FILE, create_environment
from app.templates.faults import TemplateFault
from app.templates.knowledge import Knowledge
from app.templates.limits import Limits
from app.templates.output import RawFile
from app.templates.render import NamedTree
from app.templates.room import rendered


class Refused(Finding):
    """A hook of the template does not take these answers."""

    __slots__ = ()

    def as_doubt(self) -> Finding:
        """What to say where they were the plain ones, which are nobody's."""
        say = "With made-up answers nothing comes out, so none of it was checked. Try your own by"
        return warning(self.path, self.line, f"{say} `slipway preview --answers`. {self.message}")


@dataclass(frozen=True)
class Made:
    """A file that came out: which layer wrote it, from which of its files."""

    raw: RawFile
    source: Source | None

    @property
    def place(self) -> str:
        """Where its author finds it, below `cookiecutters/`."""
        return f"{self.raw.layer}/{self.source.path}" if self.source else self.raw.layer

    @property
    def text(self) -> str | None:
        return text_of(self.raw.content)


class Renders:
    """The layers of one repository, lowest first, to be rendered with one answer after another."""

    def __init__(
        self,
        layers: Sequence[NamedTree],
        sent: Sequence[Any],
        folder: Path,
        guard: Guard,
        hook_walls: Sequence[str] | None = None,
    ) -> None:
        self.layers = layers
        self.declared = [_declared(one) for one in layers]
        self._sent = sent
        self._folder = folder
        self._guard = guard
        self._hooks = {"runs_hooks": hook_walls is not None, "walls": hook_walls}
        self._sources: dict[tuple[str, str], Source] = {}
        self._known = [Knowledge() for _ in layers]

    def trees(self) -> Iterator[nodes.Template]:
        """Every file of the layers as Jinja reads it, but those that it cannot read."""
        for layer, declared in zip(self.layers, self.declared, strict=True):
            environment = create_environment({"cookiecutter": dict(declared.variables)})
            sources = read_sources(layer.tree.files, environment, declared.variables)
            for source in sources.files:
                if source.is_rendered and source.text is not None:
                    with suppress(TemplateError, RecursionError):
                        yield environment.parse(source.text)

    def locate(self, answers: Mapping[str, Answer]) -> None:
        """Find out which file of a template each file will come from."""
        for layer, declared in zip(self.layers, self.declared, strict=True):
            with suppress(TemplateError, TemplateFault):  # the render itself says it better
                for path, source in _paths(layer, declared, answers):
                    self._sources[layer.name, path] = source

    def render(self, answers: Mapping[str, Answer]) -> list[Made] | Finding:
        """What the layers write, in their order, or why they cannot be rendered."""
        self._guard.confine(self._folder)
        room = self._folder / "render"
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir()
        asked = {"layers": self._sent, "answers": answers, **self._hooks}
        done = rendered(asked, room, Limits(), self._guard, self._known)
        self._guard.confine(self._folder)
        if "fault" in done:
            fault = done["fault"]
            place = fault["template"].removesuffix("/.")
            kind = Refused if fault["kind"] == "refusal" else Finding
            return kind(place, fault["line"] or 0, Severity.ERROR, fault["message"])
        return [
            self._made(layer["name"], file) for layer in done["layers"] for file in layer["files"]
        ]

    def _made(self, layer: str, file: Mapping[str, Any]) -> Made:
        raw = RawFile(layer, file["path"], file["mode"], b64decode(file["content_b64"]))
        return Made(raw, self._sources.get((layer, raw.path)))


def fingerprint(files: Sequence[Made]) -> dict[str, str]:
    """Of each place the digest of what comes of it, to compare with another process's."""
    return {
        one.place: sha256(one.raw.path.encode() + b"\0" + one.raw.content).hexdigest()
        for one in files
    }


def _declared(layer: NamedTree) -> Declared:
    declared, _ = read_declared(layer.tree.text(CONTEXT_FILE), CONTEXT_FILE)
    return declared or Declared("{}", {})


def _paths(
    layer: NamedTree, declared: Declared, answers: Mapping[str, Answer]
) -> list[tuple[str, Source]]:
    context = finished_context(declared.text, answers)
    environment = create_environment(context)
    sources = read_sources(layer.tree.files, environment, declared.variables)
    return [
        (environment.from_string(inside).render(**context), source)
        for inside, source in sources.inside()
    ]
