"""Runs a layer's Python hooks inside the room, as cookiecutter does beside it.

A hook is in the same process as what called it, and may get at anything there: it decides what
comes of this render. What keeps it from more are the walls around the process.
"""

import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from types import CodeType
from typing import Any

from cookiecutter import generate

from app.sealed.walls import Outside, TimeUp
from app.templates.context import finished_context
from app.templates.environment import CONTEXT_FILE
from app.templates.faults import AnswersRefused, TemplateFault
from app.templates.hook_answers import harmless, is_same_program
from app.templates.hook_sayings import failed, refused, would
from app.templates.hook_streams import Tail, heard
from app.templates.hooks import FOLDER, HOOK_WALLS


class Hooks:
    """The Python hooks of one layer, with the answers that it gets, and the walls that stand."""

    def __init__(self, answers: Mapping[str, Any], walls: Collection[str]) -> None:
        self._answers = answers
        self._missing = sorted(HOOK_WALLS - set(walls))

    def run(self, source: Path, name: str, project: Path, context: Mapping[str, Any]) -> None:
        """Run the hook of this name, if there is one.

        `source` is the template's folder, `project` the one that becomes the repository. Raises
        TemplateFault, AnswersRefused, TimeUp and MemoryError.
        """
        place = f"{FOLDER}/{name}.py"
        path = source / place
        if path.is_file():
            if self._missing:
                raise TemplateFault(would("lack", ", ".join(self._missing)), place)
            script, code = self._compiled(path, place, context)
            _Run(place, path, _has_same_lines(path, script)).perform(code, project)

    def _compiled(self, path: Path, place: str, context: Mapping[str, Any]) -> tuple[str, CodeType]:
        text = path.read_text("utf-8")
        variables = (path.parents[1] / CONTEXT_FILE).read_text("utf-8")
        tame = finished_context(variables, harmless(self._answers, json.loads(variables)))
        script, like = _rendered(text, context), _rendered(text, tame)
        try:
            if not is_same_program(script, like):
                raise TemplateFault(would("unquoted"), place)
            return script, compile(script, str(path), "exec")
        except SyntaxError as error:
            raise TemplateFault(would("syntax", error.msg), place, error.lineno) from error


class _Run:
    """One hook at work; its lines are told where they are those of its file."""

    def __init__(self, place: str, path: Path, has_same_lines: bool) -> None:
        self._place = place
        self._path = str(path)
        self._has_same_lines = has_same_lines

    def perform(self, code: CodeType, project: Path) -> None:
        with _at(project, self._path), heard() as tail:
            try:
                exec(code, {"__name__": "__main__", "__file__": self._path})  # noqa: S102
            except (TimeUp, MemoryError):
                raise
            except SystemExit as end:
                self._ended(end, tail)
            except Outside as outside:
                raise self._fault(refused(outside, project), outside) from outside
            except BaseException as error:
                raise self._fault(failed(error), error) from error

    def _ended(self, end: SystemExit, tail: Tail) -> None:
        if end.code in {None, 0}:
            return
        said = tail.last_lines() if isinstance(end.code, int) else str(end.code)
        raise AnswersRefused(would("ended", said) if said else would("mute"), self._place) from end

    def _fault(self, sentence: str, error: BaseException) -> TemplateFault:
        lines = [
            line
            for frame, line in walk_tb(error.__traceback__)
            if frame.f_code.co_filename == self._path
        ]
        line = lines[-1] if lines and self._has_same_lines else None
        return TemplateFault(sentence, self._place, line)


def _rendered(text: str, context: Mapping[str, Any]) -> str:
    rendered: str = generate.create_env_with_context(context).from_string(text).render(**context)
    return rendered


def _has_same_lines(path: Path, script: str) -> bool:
    return len(path.read_text("utf-8").splitlines()) == len(script.splitlines())


@contextmanager
def _at(project: Path, path: str) -> Iterator[None]:
    """Work where a hook expects to."""
    before, arguments = Path.cwd(), sys.argv
    sys.argv = [path]
    os.chdir(project)
    try:
        yield
    finally:
        os.chdir(before)
        sys.argv = arguments
