"""`python -m sandbox`: start a sandbox from a seed file and say where it listens."""

import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import click

from sandbox.seed import Seed, SeedFault, read_seed
from sandbox.server import NotLoopback, serve
from sandbox.transcript import Transcript, listeners


@click.command()
@click.option("--seed", "seed_file", required=True, type=click.Path(path_type=Path))
@click.option("--port", default=8080, show_default=True, help="0 picks a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option("--data", type=click.Path(path_type=Path), help="Where repositories are kept.")
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
    webhook_url: str | None,
    transcript: Path | None,
) -> None:
    """Serve a stand-in GitHub on this machine until interrupted."""
    try:
        if transcript is not None:
            listeners.append(Transcript(transcript))
        seed = read_seed(seed_file)
        with TemporaryDirectory(prefix="sandbox-") as scratch:
            _run(_with_webhook(seed, webhook_url), data or Path(scratch), port, host)
    except (SeedFault, NotLoopback) as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The sandbox cannot listen on {host}:{port}: {error.strerror or error}.")


def _with_webhook(seed: Seed, url: str | None) -> Seed:
    if url is None or seed.app is None:
        return seed
    webhook = seed.app.webhook.model_copy(update={"url": url})
    return seed.model_copy(update={"app": seed.app.model_copy(update={"webhook": webhook})})


def _run(seed: Seed, data: Path, port: int, host: str) -> None:
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with serve(seed, data, port, host) as running:
        click.echo(f"sandbox ready {running.url}")
        stop.wait()


if __name__ == "__main__":
    main()
