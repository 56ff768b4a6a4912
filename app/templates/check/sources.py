"""The files of one template, as the check reads them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment

from app.templates.hooks import HookKind, hook_kind
from app.templates.tree import EXECUTABLE, TemplateFile

_PIECES = "templates"


@dataclass(frozen=True)
class Source:
    """One file: `path` is that in the template, `inside` that in the repository, if it gets there.

    `text` is None for what is no text. `is_rendered` says whether Jinja sees it.
    """

    path: str
    inside: str | None
    text: str | None
    is_rendered: bool
    is_executable: bool


@dataclass(frozen=True)
class Sources:
    """All files of a template; `root` is the folder that becomes the repository."""

    root: str | None
    files: tuple[Source, ...]

    def inside(self) -> Iterator[tuple[str, Source]]:
        """What gets into the repository, with its path there, in which Jinja may stand."""
        for file in self.files:
            if file.inside is not None:
                yield file.inside, file


def read_sources(
    files: tuple[TemplateFile, ...], environment: Environment, variables: Mapping[str, Any]
) -> Sources:
    """Sort the files of a template."""
    roots = roots_of(files, environment)
    root = roots[0] if len(roots) == 1 else None
    copied = variables.get("_copy_without_render", [])
    patterns = [one for one in copied if isinstance(one, str)] if isinstance(copied, list) else []
    return Sources(root, tuple(_source(file, root, patterns) for file in files))


def roots_of(files: tuple[TemplateFile, ...], environment: Environment) -> list[str]:
    """The folders that could become the repository; one there should be."""
    marks = (
        environment.variable_start_string,
        "cookiecutter",
        environment.variable_end_string,
    )
    folders = {file.path.partition("/")[0] for file in files if "/" in file.path}
    return sorted(one for one in folders if all(mark in one for mark in marks))


def text_of(content: bytes) -> str | None:
    """None where it is no text."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else re.sub("\r\n?", "\n", text)


def _source(file: TemplateFile, root: str | None, patterns: list[str]) -> Source:
    first, _, rest = file.path.partition("/")
    inside = rest if first == root and rest else None
    text = text_of(file.content)
    is_seen = first == _PIECES or hook_kind(file.path) is HookKind.PYTHON
    is_rendered = text is not None and (
        is_seen if inside is None else not _is_copied(inside, patterns)
    )
    return Source(file.path, inside, text, is_rendered, file.mode == EXECUTABLE)


def _is_copied(path: str, patterns: list[str]) -> bool:
    """As cookiecutter decides it: by the file's path, or by that of a folder above it."""
    above = (str(one) for one in PurePosixPath(path).parents if str(one) != ".")
    return any(fnmatch(one, pattern) for one in (path, *above) for pattern in patterns)
