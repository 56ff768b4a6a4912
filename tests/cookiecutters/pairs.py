"""The pair of every starter template, rendered with plain and with nasty answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.templates.answers import PairAnswers
from app.templates.offer import offer
from app.templates.preview import SAMPLE, load_templates, write_pair
from tests.environment import ROOT
from tests.templates.builders import pair_answers

STARTERS = ROOT / "cookiecutters"
TOOLS = ROOT / ".tools/bin"
TEMPLATES = sorted(offer(load_templates(STARTERS)).services)
TEXT = (
    "{{ 7*7 }} ${{ secrets.X }} \"quoted\" 'too' \\ `code` | cell\n### heading\n- item "
    "<b>&amp; @all \u202e \x00 🚀 $(touch here) " + "x" * 10_000
)
NASTY = pair_answers(
    description=TEXT,
    depends_on=[TEXT],
    tier=TEXT,
    data=TEXT,
    exposure=TEXT,
    extra={"data_store": TEXT},
)
ANSWERS: dict[str, PairAnswers] = {"plain": SAMPLE, "nasty": NASTY}


@dataclass(frozen=True)
class Rendered:
    """A pair on the disk."""

    service: Path
    tests: Path

    @property
    def repositories(self) -> tuple[Path, Path]:
        return self.service, self.tests

    def workflows(self) -> Iterator[Path]:
        """The workflow files of both."""
        for repository in self.repositories:
            yield from sorted((repository / ".github/workflows").iterdir())


def rendered(template: str, answers: PairAnswers, folder: Path) -> Rendered:
    """Write the pair of `template` below `folder`."""
    write_pair(STARTERS, template, folder, answers)
    return Rendered(folder / answers.name, folder / answers.tests_repository)
