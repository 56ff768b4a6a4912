"""Where the starter pairs are laid and set up: one folder for each template, answer after answer.

To install what a project needs takes most of the time. So another answer is laid over the one
before: only what differs is written, and `make setup` finds out whether there is more to install.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from app.templates.manifest import Kind, read_manifest
from app.templates.output import Rendering
from app.templates.pair import RenderedPair, render_pair
from app.templates.preview import load_templates
from app.templates.render import Room
from tests.cookiecutters.checkouts import make
from tests.templates.builders import pair_answers

STARTERS = Path(__file__).parents[2] / "cookiecutters"
TEMPLATES = load_templates(STARTERS)
SERVICES = [
    name for name, tree in TEMPLATES.items() if read_manifest(name, tree).kind is Kind.SERVICE
]
PLAIN = "Writes invoices and collects what is due."


def nasty(trap: Path) -> str:
    """Text that makes files below `trap` wherever it is run instead of kept, or breaks its file."""
    commands = f"$(touch {trap}/1) `touch {trap}/2` ; touch {trap}/3 ; \n\ttouch {trap}/4\n"
    quotes = f"\"; touch {trap}/5; \" '; touch {trap}/6; ' \\ ''' \"\"\" */ -->"
    jinja = "{{ 7*7 }} {% raw %} {# note #} ${{ secrets.X }} ${process.exit(1)}"
    markup = "### heading\n- item | cell <b>&amp; @all #1 \u202e \u2028 \x00 🚀 $(HOME) $$"
    return f"{commands}{quotes}{jinja}\n{markup} " + "x" * 10_000


@dataclass(frozen=True)
class Pair:
    """Both repositories of a template, rendered, laid and set up."""

    rendered: RenderedPair
    service: Path
    tests: Path
    trap: Path

    @property
    def run_by_accident(self) -> list[str]:
        """What text from the request made when something ran it."""
        return sorted(path.name for path in self.trap.iterdir())


class Workshop:
    """The folder of one test run."""

    def __init__(self, folder: Path, room: Room) -> None:
        self._folder = folder
        self._room = room
        self._trap = folder / "trap"
        self._trap.mkdir()
        self._laid: dict[Path, Rendering] = {}

    def pair(self, template: str, text: str) -> Pair:
        """The pair of `template` in which each free answer is `text`."""
        rendered = self.render(template, text)
        # One folder for the tests of all services, whose requirements are the same.
        service, tests = self._folder / template / "billing", self._folder / "billing-tests"
        self._lay(rendered.service, service)
        self._lay(rendered.tests, tests)
        with ThreadPoolExecutor() as both:
            for done in [both.submit(make, folder, "setup") for folder in (service, tests)]:
                done.result()
        return Pair(rendered, service, tests, self._trap)

    def render(self, template: str, text: str) -> RenderedPair:
        said = nasty(self._trap) if text == "nasty" else PLAIN
        answers = pair_answers(
            description=said,
            depends_on=["ledger", said],
            tier=said,
            data=said,
            exposure=said,
            extra={"data_store": said},
        )
        return render_pair(self._room, TEMPLATES, template, answers)

    def _lay(self, rendering: Rendering, folder: Path) -> None:
        """Make `folder` hold this rendering in place of the one before, and leave the rest."""
        before = self._laid.get(folder, Rendering(()))
        for gone in {file.path for file in before.files} - {file.path for file in rendering.files}:
            (folder / gone).unlink()
        write(rendering, folder)
        self._laid[folder] = rendering


def write(rendering: Rendering, folder: Path) -> None:
    """Write those files of a rendering that `folder` does not hold already."""
    for file in rendering.files:
        path = folder / file.path
        if not path.exists() or path.read_bytes() != file.content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
        path.chmod(file.mode & 0o777)
