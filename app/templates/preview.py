"""Try a template: `python -m app.templates.preview cookiecutters python-service out`.

Writes the pair that made-up answers give, as two folders below the last argument.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from app.templates.answers import PairAnswers
from app.templates.faults import RoomFault, TemplateFault
from app.templates.hooks import unused_hooks
from app.templates.output import Rendering
from app.templates.pair import render_pair
from app.templates.render import Room
from app.templates.sample import SAMPLE
from app.templates.tree import TemplateTree, load_folder

__all__ = ["SAMPLE", "load_templates", "write_pair"]


def load_templates(folder: Path) -> dict[str, TemplateTree]:
    """Every template in a folder such as `cookiecutters/`, by name. Raises TemplateFault."""
    return {path.name: load_folder(path) for path in sorted(folder.iterdir()) if path.is_dir()}


def write_pair(templates: Path, template: str, out: Path, answers: PairAnswers = SAMPLE) -> None:
    """Write the pair's repositories below `out`, each under its name. Raises as render_pair."""
    pair = render_pair(Room(), load_templates(templates), template, answers)
    _write(pair.service, out / answers.name)
    _write(pair.tests, out / answers.tests_repository)


def _write(rendering: Rendering, folder: Path) -> None:
    for file in rendering.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        path.chmod(file.mode & 0o777)


def _warn(templates: Mapping[str, TemplateTree]) -> None:
    for name, tree in templates.items():
        for fault in unused_hooks(name, tree):
            sys.stderr.write(f"{fault}\n")


def main() -> None:
    if len(sys.argv) != 4:
        sys.exit("usage: python -m app.templates.preview TEMPLATES_FOLDER TEMPLATE OUT_FOLDER")
    try:
        _warn(load_templates(Path(sys.argv[1])))
        write_pair(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
    except (TemplateFault, RoomFault) as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
