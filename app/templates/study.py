"""Finds out, inside the room, what can be known of a template without answers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cookiecutter.generate import is_copy_only_path
from cookiecutter.utils import work_in
from jinja2 import FileSystemLoader

from app.templates.environment import create_environment
from app.templates.knowledge import Knowledge
from app.templates.source import PIECES, Source


def study(source: Source) -> Knowledge:
    """What is known now of `source`: all of it, or as much as there was time for.

    What is wrong with the template is passed over: the render that meets it tells it at its place.
    """
    try:
        source.unpack()
        _study(source)
    except Exception:  # noqa: BLE001, S110 - see above
        pass
    return source.knowledge


def _study(source: Source) -> None:
    knowledge, variables = source.knowledge, json.loads(source.variables())
    context = {"cookiecutter": variables}
    environment = create_environment(context, knowledge.code)
    source.settle(environment)
    knowledge.learn_texts(environment, _texts(variables))
    with work_in(source.project):
        # As cookiecutter sets it, so that code bears the same names of files.
        environment.loader = FileSystemLoader([".", f"../{PIECES}"])
        found = sorted(Path().rglob("*"))
        files = [path.as_posix() for path in found if not path.is_dir()]
        knowledge.learn_texts(environment, [f"./{path}" for path in found if path.is_dir()])
        knowledge.learn_texts(environment, files)
        rendered = [name for name in files if not is_copy_only_path(name, context)]
        knowledge.learn_files(environment, [x for x in rendered if not knowledge.is_binary(x)])
        pieces = Path("..", PIECES)
        knowledge.learn_files(environment, [str(x.relative_to(pieces)) for x in pieces.rglob("*")])


def _texts(default: Any) -> Iterator[str]:
    """Every text in the defaults that may be rendered."""
    match default:
        case dict():
            for name, value in default.items():
                yield name
                yield from _texts(value)
        case list():
            for value in default:
                yield from _texts(value)
        case str():
            yield default
