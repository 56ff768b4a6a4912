"""What a pair costs in the warm room, by the cookiecutter command and by copier, in one run.

Counts processor seconds of all processes. The command and copier start a program for each layer;
copier gets templates that are made here from ours and render the same files. Then the warm room
renders on, and its memory is measured after 100 and after 1,000 renders; a pair is two.
"""

import json
import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
import structlog

from app.sealed import warm
from app.templates.pair import render_pair
from app.templates.preview import SAMPLE, load_templates
from app.templates.render import Room
from benchmarks._makers import COPIER, HOME, Command, Copier, jobs
from benchmarks._processor import megabytes_of, spent

_TEMPLATES = HOME / "cookiecutters"
_TEMPLATE = "python-service"
_ROOM = "the warm room"
_COMMAND = "the cookiecutter command"
_COPIER = "copier"
# Linux tells the time of a process that runs in hundredths of a second.
_TIMES = {_ROOM: 10}


def measured(makers: Mapping[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    """Processor seconds of one pair by each maker, the median of so many rounds in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(rounds):
        for name, make in makers.items():
            seconds[name].append(_seconds(make, _TIMES.get(name, 1)))
    return {name: sorted(each)[rounds // 2] for name, each in seconds.items()}


def _seconds(make: Callable[[], None], times: int) -> float:
    before = spent()
    for _ in range(times):
        make()
    return (spent() - before) / times


def memory(make_pair: Callable[[], None], stops: tuple[int, ...]) -> dict[int, float]:
    """Megabytes of the room's keeper after so many renders."""
    found: dict[int, float] = {}
    for renders in range(2, stops[-1] + 1, 2):
        make_pair()
        if renders in stops:
            found[renders] = sum(map(megabytes_of, warm.process_ids()))
    return found


def lines(seconds: Mapping[str, float]) -> Iterator[str]:
    """A table in Markdown, with each maker's ratio to the room."""
    yield "| a pair is made by | processor time | in the warm room's |"
    yield "|:--|--:|--:|"
    for name, each in seconds.items():
        yield f"| {name} | {each * 1000:,.0f} ms | {each / seconds[_ROOM]:.1f} |"


def room_pair(template: str = _TEMPLATE) -> Callable[[], None]:
    """Makes a pair in the warm room, which is warm then."""
    room, templates = Room(), load_templates(_TEMPLATES)

    def make() -> None:
        render_pair(room, templates, template, SAMPLE)

    make()
    return make


def others(template: str, scratch: Path) -> dict[str, Callable[[], None]]:
    """The command, and copier if it is there. Each was tried: they make the same files."""
    work = jobs(load_templates(_TEMPLATES), _TEMPLATES, template)
    found: dict[str, Command | Copier] = {_COMMAND: Command(work, _new(scratch / "command"))}
    if COPIER.exists():
        found[_COPIER] = Copier(work, _new(scratch / "copier"))
    for maker in found.values():
        maker.make()
    assert all(list(maker.files()) == list(found[_COMMAND].files()) for maker in found.values())
    return {name: maker.make for name, maker in found.items()}


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


@click.command()
@click.option("--rounds", default=5, help="How often each way makes a pair.")
@click.option("--renders", default=1_000, help="How many renders the last look at memory follows.")
@click.option("--template", default=_TEMPLATE, help="What the service is made of.")
def main(rounds: int, renders: int, template: str) -> None:
    """Measure what a pair costs; about 2 minutes with the defaults."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    make = room_pair(template)
    with tempfile.TemporaryDirectory(prefix="slipway-bench-") as folder:
        seconds = measured({_ROOM: make, **others(template, Path(folder))}, rounds)
    click.echo("\n".join(lines(seconds)))
    if _COPIER not in seconds:
        click.echo("\ncopier is not there: `make .tools/.ready` installs it.")
    megabytes = memory(make, (min(100, renders), renders))
    for count, size in megabytes.items():
        click.echo(f"\nThe warm process takes {size:.1f} MB after {count:,} renders.")
    result = {"seconds_for_a_pair": seconds, "megabytes_after_renders": megabytes}
    click.echo(f"\n{json.dumps({'benchmark': 'render', **result})}")


if __name__ == "__main__":
    main()
