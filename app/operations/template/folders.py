"""Where templates and the issue form are on this machine."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.control import FORM_PATH, TEMPLATES_PATH
from app.domain.form import Form, read_form
from app.domain.form.lines import choice_lines
from app.domain.mistakes import FileMistakes
from app.templates.check.form import TEMPLATE_FIELD
from app.templates.environment import CONTEXT_FILE
from app.templates.faults import TemplateFault
from app.templates.manifest import MANIFEST
from app.templates.offer import Templates
from app.templates.tree import TemplateTree, load_folder


class NoTemplates(Exception):
    """There is nothing to look at; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """A folder of templates.

    `names` are those that were asked for, None for all. `form` is that of the control repository
    around it; where it cannot be read, `doubt` says why. `choices` are the templates that
    it offers, with their lines.
    """

    path: Path
    templates: Templates
    names: frozenset[str] | None
    form: Form | None
    doubt: str | None
    choices: Mapping[str, int]


def find(asked: Path) -> Found:
    """The templates in `asked`, which may be a control repository, its folder of templates, or one.

    Raises NoTemplates.
    """
    if not asked.is_dir():
        raise NoTemplates(f"{asked} is no folder. Name one that holds templates.")
    path, names = _folder(asked)
    try:
        folders = [one for one in sorted(path.iterdir()) if one.is_dir() and one.name[0] != "."]
        templates = {one.name: _loaded(one) for one in folders}
    except OSError as error:
        raise NoTemplates(f"{error.filename} cannot be read: {error.strerror}.") from error
    if not templates:
        raise NoTemplates(f"{path} holds no templates: each is a folder of its own in it.")
    return Found(path, templates, names, *_form(path.parent / FORM_PATH))


def _folder(asked: Path) -> tuple[Path, frozenset[str] | None]:
    if _is_template(asked):
        name = asked.absolute().name or asked.resolve().name
        above = asked.parent if asked.name and asked.name != ".." else asked / ".."
        return Path(os.path.normpath(above)), frozenset({name})
    if (asked / TEMPLATES_PATH).is_dir():
        return asked / TEMPLATES_PATH, None
    if any(_is_template(one) for one in asked.iterdir()):
        return asked, None
    raise NoTemplates(
        f"There are no templates in {asked}. Name a control repository, its {TEMPLATES_PATH}, or "
        "one template in it."
    )


def _is_template(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (MANIFEST, CONTEXT_FILE))


def _loaded(folder: Path) -> TemplateTree | TemplateFault:
    try:
        return load_folder(folder)
    except TemplateFault as fault:
        return fault


def _form(path: Path) -> tuple[Form | None, str | None, Mapping[str, int]]:
    try:
        text = path.read_text(encoding="utf-8")
        return read_form(text), None, choice_lines(text, TEMPLATE_FIELD)
    except OSError as error:
        doubt = f"{path} cannot be read: {error.strerror}."
    except UnicodeDecodeError:
        doubt = f"{path} is not UTF-8 text."
    except FileMistakes as error:
        doubt = f"{path} has mistakes, which `slipway policy check` names: {error.mistakes[0]}"
    return None, doubt, {}
