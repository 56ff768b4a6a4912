"""A template inside the room: its files in a folder, and what is known of it."""

import os
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment

from app.templates.environment import CONTEXT_FILE
from app.templates.faults import TemplateFault
from app.templates.knowledge import Knowledge
from app.templates.parcels import SentFile

# cookiecutter renders the path of the output folder along with each folder's name. Under a plain
# name of ours, no answer can become part of what it renders.
PROJECT = "project"

PIECES = "templates"
"""The folder, beside the one that becomes the repository, of what is only included."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class Source:
    """The files of one template, written to `folder` when they are first asked for.

    `root` is the name of the folder that becomes the repository, which stands at `project`; it is
    empty until `settle`.
    """

    def __init__(self, files: Sequence[SentFile], folder: Path, knowledge: Knowledge) -> None:
        self.folder = folder
        self.project = folder / PROJECT
        self.knowledge = knowledge
        self.root = ""
        self._files = files
        self._is_there = False

    def unpack(self) -> None:
        """Write the files, if they are not there."""
        if self._is_there:
            return
        made: set[str] = set()
        for path, mode, content in self._files:
            folder, _, name = path.rpartition("/")
            if folder not in made:
                (self.folder / folder).mkdir(parents=True, exist_ok=True)
                made.add(folder)
            place = f"{self.folder}/{folder}/{name}"
            with os.fdopen(os.open(place, _NEW, mode & 0o755), "wb") as file:
                file.write(content)
        self._is_there = True

    def variables(self) -> str:
        """The text of its `cookiecutter.json`. Raises TemplateFault if there is none."""
        path = self.folder / CONTEXT_FILE
        if not path.is_file():
            raise TemplateFault("The file is missing. Declare the variables in it.", CONTEXT_FILE)
        return path.read_text("utf-8")

    def settle(self, environment: Environment) -> None:
        """Give the folder that becomes the repository its plain name. Raises TemplateFault."""
        if self.root:
            return
        root = self._root(environment.variable_start_string, environment.variable_end_string)
        root.rename(self.project)
        self.root = root.name

    def _root(self, start: str, end: str) -> Path:
        folders = [path for path in sorted(self.folder.iterdir()) if path.is_dir()]
        marks = ("cookiecutter", start, end)
        roots = [path for path in folders if all(mark in path.name for mark in marks)]
        if len(roots) != 1:
            raise TemplateFault(
                f"The template has {len(roots)} folders such as {{{{cookiecutter.repository}}}}. "
                "Keep exactly one: what is in it becomes the repository.",
                ".",
            )
        return roots[0]
