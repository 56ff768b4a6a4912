"""`python -m sandbox`: start a sandbox, new or as it was, and say where it listens."""

import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import click

from sandbox.greeting import greeting
from sandbox.keeping.state_file import StateFault
from sandbox.seed import SeedFault
from sandbox.server import NotLoopback, PortTaken, RunningSandbox
from sandbox.starting import Wish, start
from sandbox.transcript import Transcript, listeners
from sandbox.world.hooks import check_address

FOLDER = click.Path(path_type=Path)


def _address(_: click.Context, __: click.Parameter, url: str | None) -> str | None:
    try:
        return url and check_address(url)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None


@click.command()
@click.option(
    "--seed",
    type=FOLDER,
    help="What to start with, a YAML file as docs/sandbox.md describes it. Default: the"
    " organisation acme, with Slipway installed and listening on port 8000.",
)
@click.option(
    "--control-repo",
    type=FOLDER,
    help="Put what this folder holds into the control repository, in place of the starter files.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="0 picks a free one.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option(
    "--data",
    type=FOLDER,
    help="Keep everything in this folder, and go on from there at the next start.",
)
@click.option("--fresh", is_flag=True, help="Forget what the folder of --data holds.")
@click.option("--webhook-url", callback=_address, help="Where the App listens; overrides the seed.")
@click.option(
    "--transcript",
    type=FOLDER,
    help="Write a line of JSON for every call and delivery to this file.",
)
def main(port: int, host: str, transcript: Path | None, **wishes: Any) -> None:
    """Serve a stand-in GitHub on this machine until interrupted."""
    stop = _asked_to_stop()
    try:
        if transcript is not None:
            listeners.append(_transcript(transcript))
        with ExitStack() as stack:
            begun = start(Wish(**wishes), stack)
            running = stack.enter_context(
                RunningSandbox(begun.world, host, port, is_new=begun.is_new)
            )
            click.echo(f"sandbox ready {running.url}")
            click.echo(f"sandbox {begun.told}")
            click.echo(greeting(begun.world))
            stop.wait()
    except (SeedFault, StateFault, NotLoopback, PortTaken) as error:
        sys.exit(str(error))


def _transcript(path: Path) -> Transcript:
    try:
        return Transcript(path)
    except OSError as error:
        sys.exit(f"The transcript {path} cannot be written: {error.strerror}.")


def _asked_to_stop() -> Event:
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


if __name__ == "__main__":
    main()
