"""`python -m worker`: one worker, and the embedded Redis if none is set."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from app import embedded_redis, queue
from app.embedded_redis import EmbeddedRedisError
from app.sealed import leftovers
from app.settings import Settings
from worker import app, lifecycle


@click.command()
@click.option("--concurrency", type=click.IntRange(min=1), help="Default: 1 on SQLite, else 2.")
def main(concurrency: int | None) -> None:
    """Run tasks until SIGTERM (after the tasks at hand) or SIGINT."""
    settings = Settings.load(os.environ)
    celery = app.make(settings)
    lifecycle.attach(celery, settings)
    children = concurrency or (1 if settings.uses_sqlite else 2)
    leftovers.remove_old_rooms()
    try:
        with _redis(settings):
            celery.worker_main(
                [
                    "--quiet",
                    "worker",
                    f"--queues={queue.QUEUE_NAME},{queue.CHORE_QUEUE}",
                    f"--concurrency={children}",
                    f"--loglevel={settings.log_level}",
                    "--without-gossip",
                    "--without-mingle",
                    "--without-heartbeat",
                ]
            )
    except EmbeddedRedisError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@contextmanager
def _redis(settings: Settings) -> Iterator[None]:
    if settings.redis_url:
        yield
        return
    with embedded_redis.running(settings.data_dir):
        yield


if __name__ == "__main__":
    main()
