"""Hooks, the programs that cookiecutter starts beside rendering: here they are left out."""

from pathlib import PurePosixPath

from app.templates.faults import TemplateFault
from app.templates.tree import TemplateTree

_FOLDER = "hooks"
_NAMES = frozenset({"pre_prompt", "pre_gen_project", "post_gen_project"})


def unused_hooks(name: str, tree: TemplateTree) -> tuple[TemplateFault, ...]:
    """What is to say of each hook of the template called `name`; rendering passes over them."""
    return tuple(
        TemplateFault(
            "This hook is not run, for it is a program that nobody confines. Say it in Jinja, "
            "in the names of files too, or do it in the repository's own `make setup`.",
            f"{name}/{file.path}",
        )
        for file in tree.files
        if _is_hook(PurePosixPath(file.path))
    )


def _is_hook(path: PurePosixPath) -> bool:
    return path.parent == PurePosixPath(_FOLDER) and path.stem in _NAMES
