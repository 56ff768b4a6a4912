"""Templates from a folder of this machine, and the pair that they give into another."""

from pathlib import Path

from app.templates.answers import PairAnswers
from app.templates.output import Rendering
from app.templates.pair import RenderedPair, render_pair
from app.templates.render import Room
from app.templates.sample import SAMPLE
from app.templates.tree import TemplateTree, load_folder

__all__ = ["SAMPLE", "load_templates", "write_pair", "write_repositories"]


def load_templates(folder: Path) -> dict[str, TemplateTree]:
    """Every template in a folder such as `cookiecutters/`, by name. Raises TemplateFault."""
    return {path.name: load_folder(path) for path in sorted(folder.iterdir()) if path.is_dir()}


def write_pair(templates: Path, template: str, out: Path, answers: PairAnswers = SAMPLE) -> None:
    """Render the pair and write its repositories below `out`. Raises as render_pair."""
    pair = render_pair(Room(), load_templates(templates), template, answers)
    write_repositories(pair, answers, out)


def write_repositories(pair: RenderedPair, answers: PairAnswers, out: Path) -> None:
    """Write both repositories below `out`, each under its name. Raises OSError."""
    _write(pair.service, out / answers.name)
    _write(pair.tests, out / answers.tests_repository)


def _write(rendering: Rendering, folder: Path) -> None:
    for file in rendering.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        path.chmod(file.mode & 0o777)
