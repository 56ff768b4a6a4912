"""One layer inside the room: its source and output folders, and cookiecutter at work on it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cookiecutter import generate
from jinja2 import Environment

from app.templates.context import finished_context
from app.templates.environment import CONTEXT_FILE, create_environment
from app.templates.faults import TemplateFault
from app.templates.limits import MOST_PATH_BYTES, Limits

# cookiecutter renders the path of the output folder along with each folder's name. Under a plain
# name of ours, no answer can become part of what it renders.
PROJECT = "project"

_generate_file = generate.generate_file
_create_dir = generate.render_and_create_dir


class Layer:
    """A layer that is being rendered; `current` is the template path that it is at."""

    def __init__(self, name: str, folder: Path, limits: Limits) -> None:
        self.name = name
        self.source = folder / "source"
        self.output = folder / "output" / PROJECT
        self.current: str | None = None
        self.root = ""
        self._limits = limits
        self._written = 0

    def prepare(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The finished variables; the folder that becomes the repository gets its plain name."""
        path = self.source / CONTEXT_FILE
        if not path.is_file():
            raise TemplateFault("The file is missing. Declare the variables in it.", CONTEXT_FILE)
        context = finished_context(path.read_text("utf-8"), answers)
        root = self._root(create_environment(context))
        root.rename(self.source / PROJECT)
        self.root = root.name
        self.output.mkdir(parents=True)
        return context

    def render(self, context: dict[str, Any]) -> None:
        """Run cookiecutter on the source with hooks off."""
        generate.create_env_with_context = create_environment
        generate.find_template = lambda *_: self.source / PROJECT
        generate.generate_file = self._file
        generate.render_and_create_dir = self._dir
        generate.generate_files(
            repo_dir=self.source,
            context=context,
            output_dir=self.output.parent,
            overwrite_if_exists=True,
            accept_hooks=False,
            keep_project_on_failure=True,
        )

    def _root(self, environment: Environment) -> Path:
        start, end = environment.variable_start_string, environment.variable_end_string
        folders = [path for path in sorted(self.source.iterdir()) if path.is_dir()]
        marks = ("cookiecutter", start, end)
        roots = [path for path in folders if all(mark in path.name for mark in marks)]
        if len(roots) != 1:
            raise TemplateFault(
                f"The template has {len(roots)} folders such as {{{{cookiecutter.repository}}}}. "
                "Keep exactly one: what is in it becomes the repository.",
                ".",
            )
        return roots[0]

    def _dir(
        self, dirname: str, context: Any, output: Any, environment: Environment, *rest: Any
    ) -> Any:
        below = Path(dirname)
        if below.is_absolute():
            self.current = below.relative_to(self.output).as_posix()
            self._check_name(environment.from_string(dirname).render(**context), self.current)
        return _create_dir(dirname, context, output, environment, *rest)

    def _file(self, project: str, infile: str, context: Any, environment: Any, *rest: Any) -> None:
        self.current = infile
        outfile = Path(project, environment.from_string(infile).render(**context))
        self._check_name(str(outfile), infile)
        if outfile.is_file():
            raise TemplateFault(
                "Another file of the template already has the name that this one gets from the "
                "answers. Give one of them another name.",
                infile,
            )
        _generate_file(project, infile, context, environment, *rest)
        if outfile.is_file():  # a name that comes out empty writes nothing
            self._count(outfile.stat().st_size)

    def _check_name(self, path: str, source: str) -> None:
        """Before the system gets a name that it cannot take, or one too deep to remove."""
        if "\0" in path:
            raise TemplateFault("This gets a control character in its name. Mend it.", source)
        length = len(os.path.relpath(path, self.output).encode())
        if length > MOST_PATH_BYTES or any(len(part.encode()) > 255 for part in path.split("/")):
            raise TemplateFault("This gets too long a name. Shorten it.", source)

    def _count(self, size: int) -> None:
        self._written += size
        if size > self._limits.file_bytes or self._written > self._limits.total_bytes:
            raise TemplateFault(
                f"This file comes out with {size:,} bytes, {self._written:,} in all. Allowed "
                f"are {self._limits.file_bytes:,} for one and {self._limits.total_bytes:,} in all.",
                str(self.current),
            )
