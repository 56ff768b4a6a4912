"""One layer inside the room: its source and output folders, and cookiecutter at work on it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cookiecutter import generate
from jinja2 import Environment

from app.templates.context import finished_context
from app.templates.environment import create_environment
from app.templates.faults import TemplateFault
from app.templates.hook_runs import Hooks
from app.templates.hooks import FOLDER
from app.templates.limits import MOST_PATH_BYTES, Limits
from app.templates.literal import Code, QuickEnvironment
from app.templates.source import PROJECT, Source

_generate_file = generate.generate_file
_create_dir = generate.render_and_create_dir


class Layer:
    """A layer that is being rendered; `current` is the template path that it is at."""

    def __init__(
        self,
        name: str,
        source: Source,
        output: Path,
        limits: Limits,
        hooks: Hooks | None = None,
    ) -> None:
        self.name = name
        self.source = source
        self.output = output / PROJECT
        self.current: str | None = None
        self.limits = limits
        self._hooks = hooks
        self._written = 0

    @property
    def root(self) -> str:
        """What the template calls the folder that becomes the repository."""
        return self.source.root

    def prepare(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The finished variables; the folder that becomes the repository gets its plain name."""
        self.source.unpack()
        context = finished_context(self.source.variables(), answers, self._code)
        self.source.settle(self._environment(context))
        self.output.mkdir(parents=True)
        return context

    def render(self, context: dict[str, Any]) -> None:
        """Run cookiecutter on the source; of hooks, none but ours are ever run."""
        generate.create_env_with_context = self._environment
        generate.find_template = lambda *_: self.source.project
        generate.generate_file = self._file
        generate.render_and_create_dir = self._dir
        generate.run_hook_from_repo_dir = self._run_hook
        generate.is_binary = self.source.knowledge.is_binary
        generate.generate_files(
            repo_dir=self.source.folder,
            context=context,
            output_dir=self.output.parent,
            overwrite_if_exists=True,
            accept_hooks=self._hooks is not None,
            keep_project_on_failure=True,
        )

    @property
    def _code(self) -> Code:
        return self.source.knowledge.code

    def _environment(self, context: Mapping[str, Any]) -> QuickEnvironment:
        return create_environment(context, self._code)

    def _run_hook(self, source: Any, name: str, project: Any, context: Any, _: Any) -> None:
        if self._hooks is not None:
            self.current = f"../{FOLDER}/{name}.py"
            self._hooks.run(Path(source), name, Path(project), context)

    def _dir(
        self, dirname: str, context: Any, output: Any, environment: Environment, *rest: Any
    ) -> Any:
        below = dirname.removeprefix(f"{self.output}/")
        if below == dirname:  # the repository itself
            return _create_dir(dirname, context, output, environment, *rest)
        self.current = os.path.normpath(below)
        self._check_name(environment.from_string(below).render(**context), self.current)
        # Without the way to the room, which differs each time, the name is one that is compiled.
        return _create_dir(below, context, self.output, environment, *rest)

    def _file(self, project: str, infile: str, context: Any, environment: Any, *rest: Any) -> None:
        self.current = infile
        name = environment.from_string(infile).render(**context)
        outfile = Path(project, name)
        self._check_name(name, infile)
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
        inside = path.removeprefix(f"{self.output}/").removeprefix("./").encode()
        parts = inside.split(b"/")
        if len(inside) > MOST_PATH_BYTES or any(len(part) > 255 for part in parts):
            raise TemplateFault("This gets too long a name. Shorten it.", source)

    def _count(self, size: int) -> None:
        self._written += size
        if size > self.limits.file_bytes or self._written > self.limits.total_bytes:
            raise TemplateFault(
                f"This file comes out with {size:,} bytes, {self._written:,} in all. Allowed "
                f"are {self.limits.file_bytes:,} for one and {self.limits.total_bytes:,} in all.",
                str(self.current),
            )
