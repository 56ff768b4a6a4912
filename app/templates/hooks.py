"""Hooks, the programs that cookiecutter starts beside rendering: which there are, which can run."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePosixPath

from app.sealed.native import NATIVE_WALLS
from app.templates.tree import TemplateTree

FOLDER = "hooks"
HOOK_WALLS = frozenset({"as", "cpu", "fsize", "privileges"}) | NATIVE_WALLS
"""Without any of these no hook runs."""
_NAMES = frozenset({"pre_prompt", "pre_gen_project", "post_gen_project"})


class HookKind(StrEnum):
    """What becomes of a hook."""

    PYTHON = "python"
    """Runs in the sealed room, where the operator allows it."""
    PROMPT = "prompt"
    """Prepares questions, and nobody is asked any here."""
    PROGRAM = "program"
    """Needs a program beside Python, which the room has none of."""


def hook_kind(path: str) -> HookKind | None:
    """What kind of hook a template's file is; None for no hook, as cookiecutter finds them."""
    file = PurePosixPath(path)
    if str(file.parent) != FOLDER or file.stem not in _NAMES or file.name.endswith("~"):
        return None
    if file.stem == "pre_prompt":
        return HookKind.PROMPT
    return HookKind.PYTHON if file.suffix == ".py" else HookKind.PROGRAM


def hooks_of(tree: TemplateTree) -> Iterator[tuple[str, HookKind]]:
    """The hooks of a template, by their paths."""
    for file in tree.files:
        kind = hook_kind(file.path)
        if kind is not None:
            yield file.path, kind
