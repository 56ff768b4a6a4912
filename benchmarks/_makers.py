"""A pair, made by the cookiecutter command and by copier: one program for each layer."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.templates.manifest import Kind
from app.templates.output import RenderedFile
from app.templates.pair import pair_layers
from app.templates.preview import SAMPLE
from app.templates.tree import TemplateTree

HOME = Path(__file__).parents[1]
COPIER = HOME / ".tools/bin/copier"

_PROJECT = "project"


@dataclass(frozen=True)
class Job:
    """One layer of one repository of the pair: where the template is, and what it is told."""

    name: str
    folder: Path
    answers: Mapping[str, str]


def jobs(templates: Mapping[str, TemplateTree], folder: Path, template: str) -> tuple[Job, ...]:
    """Every layer of the pair; `folder` holds the templates."""
    layers = pair_layers(templates, template)
    stacks = ((Kind.SERVICE, layers.service), (Kind.TESTS, layers.tests))
    return tuple(
        Job(f"{kind}-{layer.name}", folder / layer.name, _told(kind, stack[-1].name))
        for kind, stack in stacks
        for layer in stack
    )


def _told(kind: Kind, template: str) -> dict[str, str]:
    """Text only: the command takes a list for a choice."""
    answers = SAMPLE.of(kind, template)
    told = {
        name: ", ".join(answer) if isinstance(answer, list) else str(answer)
        for name, answer in answers.items()
    }
    return told | {"template_name": template}


class Command:
    """The `cookiecutter` command, as a person or a script would start it."""

    def __init__(self, work: tuple[Job, ...], scratch: Path) -> None:
        self._work = work
        self._scratch = scratch
        for job in work:
            _config(scratch, job).write_text(json.dumps({"default_context": job.answers}), "utf-8")

    def make(self) -> None:
        for job in self._work:
            out = self._scratch / f"out-{job.name}"
            options = ["--no-input", "--accept-hooks=no", "--overwrite-if-exists"]
            files = ["--config-file", str(_config(self._scratch, job)), "-o", str(out)]
            _run([sys.executable, "-m", "cookiecutter", *options, *files, str(job.folder)])

    def files(self) -> Iterator[RenderedFile]:
        for job in self._work:
            (made,) = (self._scratch / f"out-{job.name}").iterdir()
            yield from _files(made)


class Copier:
    """`copier copy`, of templates that render the same files and are made here from ours."""

    def __init__(self, work: tuple[Job, ...], scratch: Path) -> None:
        self._work = work
        self._scratch = scratch
        for job in work:
            _write_copier_template(job, scratch / job.name)

    def make(self) -> None:
        for job in self._work:
            options = ["copy", "--quiet", "--defaults", "--overwrite", "--trust"]
            places = [str(self._scratch / job.name), str(self._scratch / f"out-{job.name}")]
            _run([str(COPIER), *options, *places])

    def files(self) -> Iterator[RenderedFile]:
        for job in self._work:
            yield from _files(self._scratch / f"out-{job.name}")


def _write_copier_template(job: Job, folder: Path) -> None:
    declared = json.loads((job.folder / "cookiecutter.json").read_text("utf-8"))
    told = {name: job.answers.get(name, default) for name, default in declared.items()}
    (root,) = (path for path in job.folder.iterdir() if path.name.startswith("{{"))
    shutil.copytree(root, folder / _PROJECT)
    _without_slugs(folder / _PROJECT)
    settings: dict[str, Any] = {
        "_subdirectory": _PROJECT,
        "_templates_suffix": "",
        "_jinja_extensions": declared["_extensions"],
        "cookiecutter": {"type": "json", "default": json.dumps(told)},
    }
    # JSON is YAML.
    (folder / "copier.yml").write_text(json.dumps(settings), "utf-8")


def _without_slugs(folder: Path) -> None:
    """Copier has no filter for them; the texts that slugs are made of here are some already."""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if b"slugify(" in content:
            path.write_bytes(re.sub(rb"slugify\(max_length=\d+\)", b"lower", content))


def _config(scratch: Path, job: Job) -> Path:
    return scratch / f"{job.name}.yml"


def _files(folder: Path) -> Iterator[RenderedFile]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            mode = 0o100755 if os.access(path, os.X_OK) else 0o100644
            name = path.relative_to(folder).as_posix()
            yield RenderedFile(name, mode, path.read_bytes())


def _run(command: list[str]) -> None:
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(HOME)}
    run = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env=environment | {"HOME": os.environ.get("TMPDIR", "/tmp")},  # noqa: S108 - theirs, not ours
    )
    if run.returncode != 0:
        raise SystemExit(f"{command[0]} failed: {run.stdout}{run.stderr}")
