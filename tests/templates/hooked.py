"""Templates with hooks, and what a room that runs them makes of these."""

import json
from collections.abc import Mapping

from app.templates.render import NamedTree, Room
from app.templates.tree import TemplateTree
from tests.templates.builders import ROOT, VARIABLES, tree

FILES = {"a.txt": "a", "docs/b.txt": "b"}
PRE, POST = "pre_gen_project.py", "post_gen_project.py"


def hooked(hooks: Mapping[str, str], variables: Mapping[str, object] = VARIABLES) -> TemplateTree:
    """A template of two files with these hooks, by name."""
    below = {f"{ROOT}/{path}": text for path, text in FILES.items()}
    beside = {f"hooks/{name}": text for name, text in hooks.items()}
    return tree({"cookiecutter.json": json.dumps(variables), **beside, **below})


def made(template: TemplateTree, **answers: str) -> dict[str, str]:
    """What comes out, by path. Raises TemplateFault, RoomFault."""
    rendering = Room(runs_hooks=True).render([NamedTree("layer", template)], answers)
    return {file.path: file.content.decode() for file in rendering.files}


def after(hook: str, **answers: str) -> dict[str, str]:
    """What comes out when this hook ran after the files were written."""
    return made(hooked({POST: hook}), **answers)
