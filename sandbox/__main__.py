"""`python -m sandbox`: start a sandbox, new or as it was, and say where it listens."""

import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import click

from sandbox.keeping.folder import clear, opened, recalled
from sandbox.keeping.keeper import Keeper
from sandbox.keeping.state_file import StateFault, save
from sandbox.planting import plant
from sandbox.seed import Seed, SeedFault, read_seed
from sandbox.server import NotLoopback, RunningSandbox
from sandbox.transcript import Transcript, listeners
from sandbox.world.state import World


@click.command()
@click.option("--seed", "seed_file", required=True, type=click.Path(path_type=Path))
@click.option("--port", default=8080, show_default=True, help="0 picks a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Keep everything in this folder, and go on from there at the next start.",
)
@click.option("--fresh", is_flag=True, help="Forget what the folder of --data holds.")
@click.option("--webhook-url", help="Where the App listens; overrides the seed.")
@click.option(
    "--transcript",
    type=click.Path(path_type=Path),
    help="Write a line of JSON for every call and delivery to this file.",
)
def main(
    seed_file: Path,
    port: int,
    host: str,
    data: Path | None,
    fresh: bool,
    webhook_url: str | None,
    transcript: Path | None,
) -> None:
    """Serve a stand-in GitHub on this machine until interrupted."""
    try:
        if transcript is not None:
            listeners.append(Transcript(transcript))
        seed = _with_webhook(read_seed(seed_file), webhook_url)
        with ExitStack() as stack:
            if data is None:
                scratch = stack.enter_context(TemporaryDirectory(prefix="sandbox-"))
                _run(plant(seed, Path(scratch)), port, host)
            else:
                stack.enter_context(opened(data))
                _run_kept(data, seed, port, host, webhook_url, fresh=fresh)
    except (SeedFault, StateFault, NotLoopback) as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The sandbox cannot listen on {host}:{port}: {error.strerror or error}.")


def _with_webhook(seed: Seed, url: str | None) -> Seed:
    if url is None or seed.app is None:
        return seed
    webhook = seed.app.webhook.model_copy(update={"url": url})
    return seed.model_copy(update={"app": seed.app.model_copy(update={"webhook": webhook})})


def _run_kept(
    data: Path, seed: Seed, port: int, host: str, webhook_url: str | None, *, fresh: bool
) -> None:
    """Go on from the state of the folder, or plant the seed in it."""
    if fresh:
        clear(data)
    world = recalled(data)
    if world is None:
        planted = plant(seed, data)
        save(planted, data)
        with Keeper(planted):
            _run(planted, port, host, f"planted the seed in {data}")
        return
    with Keeper(world):
        if webhook_url is not None and world.app is not None:
            world.app.webhook_url = webhook_url
        told = f"goes on from the state in {data}, not from the seed; --fresh begins again"
        _run(world, port, host, told, is_new=webhook_url is not None)


def _run(world: World, port: int, host: str, told: str = "", *, is_new: bool = True) -> None:
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with RunningSandbox(world, host, port, is_new=is_new) as running:
        click.echo(f"sandbox ready {running.url}")
        if told:
            click.echo(f"sandbox {told}")
        stop.wait()


if __name__ == "__main__":
    main()
