"""Subcommands that start programs: Slipway's own two, the demo and the sandbox."""

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from app.cli.refusing import read_settings, refuse
from app.cli.rows import ensure_schema

_ROOT = Path(__file__).parents[2]
_PROGRAM = {"ignore_unknown_options": True, "help_option_names": []}


@click.command()
def web() -> None:
    """Take webhooks in and answer health checks."""
    settings = read_settings()
    ensure_schema(settings)
    from app.web import server

    try:
        server.serve(settings)
    except server.PortTaken as error:
        refuse(str(error))


@click.command()
@click.option("--concurrency", type=click.IntRange(min=1), help="Default: 1 on SQLite, else 2.")
def worker(concurrency: int | None) -> None:
    """Do the work, and sweep for what was left lying."""
    ensure_schema(read_settings())
    _become("worker", [f"--concurrency={concurrency}"] if concurrency else [])


@click.command()
@click.option("--exit", "leave", is_flag=True, help="End after the story instead of staying up.")
@click.option("--port", type=click.IntRange(0, 65535), help="Where the sandbox's pages are.")
def demo(leave: bool, port: int | None) -> None:
    """Play the main job against the sandbox.

    With the real processes.
    """
    _need_sandbox()
    from app import demo as story

    sys.exit(story.run(leave=leave, port=port))


@click.command(context_settings=_PROGRAM)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def sandbox(arguments: tuple[str, ...]) -> None:
    """Start the stand-in GitHub; see `slipway sandbox --help`."""
    _need_sandbox()
    _become("sandbox", list(arguments))


def _need_sandbox() -> None:
    if not (_ROOT / "sandbox").is_dir():
        refuse(
            "The sandbox is no part of the installed package. Clone Slipway's repository, run "
            "`make setup` in it and start .venv/bin/slipway there."
        )


def _become(module: str, arguments: list[str]) -> NoReturn:
    """Runs another program in place of this one: same process id, signals arrive directly."""
    program = [sys.executable, "-P", "-m", module, *arguments]
    os.execve(sys.executable, program, os.environ | {"PYTHONPATH": str(_ROOT)})
