"""`slipway preview`: the pair on the screen, or in a folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from app.operations import screen
from app.operations.template.folders import Found
from app.templates.answers import PairAnswers
from app.templates.hooks import HookKind, hooks_of
from app.templates.key_files import key_files
from app.templates.output import RenderedFile, Rendering
from app.templates.pair import RenderedPair, pair_layers, render_pair
from app.templates.preview import write_repositories
from app.templates.provenance import PROVENANCE
from app.templates.render import Room
from app.templates.tree import EXECUTABLE


class NotEmpty(Exception):
    """Something is where the pair should be written; the text says what to do."""


def render(
    found: Found, template: str, answers: PairAnswers, *, runs_hooks: bool = False
) -> RenderedPair:
    """Raises TemplateFault, RoomFault."""
    return render_pair(Room(runs_hooks=runs_hooks), found.templates, template, answers)


def passed_over(found: Found, template: str, *, runs_hooks: bool) -> Iterator[str]:
    """A sentence for each hook of the pair's templates that was not run. Raises TemplateFault."""
    layers = pair_layers(found.templates, template)
    for layer in dict.fromkeys((*layers.service, *layers.tests)):
        for path, kind in hooks_of(layer.tree):
            if kind is HookKind.PYTHON and not runs_hooks:
                yield f"{layer.name}/{path} was passed over; `--hooks python` runs it."
            elif kind is not HookKind.PYTHON:
                yield f"{layer.name}/{path} was passed over; `slipway template check` says why."


def refuse_full(out: Path, answers: PairAnswers, *, force: bool) -> None:
    """Raises NotEmpty where something is in the way that must not go.

    By force an earlier preview goes; what people keep in git never does.
    """
    for name in (answers.name, answers.tests_repository):
        folder = out / name
        if _is_free(folder):
            continue
        if not force:
            raise NotEmpty(
                f"{folder} is not empty. Name another --out, or replace what an earlier preview "
                "wrote by --force."
            )
        if not (folder / PROVENANCE).is_file() or (folder / ".git").exists():
            raise NotEmpty(
                f"{folder} is not what a preview wrote, and --force replaces nothing else. Name "
                "another --out, or remove it yourself."
            )


def write(stream: TextIO, pair: RenderedPair, answers: PairAnswers, out: Path) -> None:
    """Both repositories below `out`, each under its name, and nothing else in them.

    Takes away what is there: ask `refuse_full` first. Raises OSError.
    """
    for name in (answers.name, answers.tests_repository):
        if not _is_free(out / name):
            shutil.rmtree(out / name)
    write_repositories(pair, answers, out)
    for name, rendering in _halves(pair, answers):
        screen.line(stream, f"{out / name}: {len(rendering.files)} files.")


def _is_free(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def show(stream: TextIO, pair: RenderedPair, answers: PairAnswers) -> None:
    """All files with their sizes in bytes, then the key files as they are."""
    for name, rendering in _halves(pair, answers):
        screen.line(stream, f"{name}: {len(rendering.files)} files")
        screen.table(stream, map(_row, rendering.files))
        screen.line(stream)
    for name, rendering in _halves(pair, answers):
        contents = {file.path: file.content for file in rendering.files}
        for path in key_files(contents):
            screen.line(stream, f"--- {name}/{path}")
            for one in contents[path].decode("utf-8", "replace").splitlines():
                screen.line(stream, one.expandtabs(4))
            screen.line(stream)


def _halves(pair: RenderedPair, answers: PairAnswers) -> tuple[tuple[str, Rendering], ...]:
    return (answers.name, pair.service), (answers.tests_repository, pair.tests)


def _row(file: RenderedFile) -> tuple[str, str]:
    mark = "*" if file.mode == EXECUTABLE else ""
    return f"{len(file.content):>9,}", f"{file.path}{mark}"
