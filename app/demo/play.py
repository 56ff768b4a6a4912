"""Runs the demo from its start to its end: what it returns, and what it leaves behind."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app import clock
from app.demo import farewell
from app.demo.fault import DemoFault
from app.demo.report import CallsReport, Report
from app.demo.scene import Scene
from app.demo.screen import Screen
from app.demo.stage import Stage
from app.demo.story import STEPS, Step
from app.interrupt import Interrupt, Interrupted

INTERRUPTED = 130
"""What shells take a program's status for that Ctrl-C ended."""


def run(*, leave: bool, port: int | None) -> int:
    """Plays the story; 0 only if all of it happened.

    `leave` ends the demo after the story and leaves a report in the current folder; else it
    stays up until Ctrl-C. `port` is where the sandbox's pages are, 0 and None any free one.
    """
    screen, interrupt, report = Screen(), Interrupt(), Report()
    with interrupt.listening():
        try:
            with _stage(interrupt, screen) as stage:
                scene = Scene(stage, screen, report, port)
                _play(scene)
                if not leave:
                    farewell.say_how_to_play_on(scene)
                    stage.stay()
        except DemoFault:
            return 1
        except Interrupted:
            screen.text("\nThe demo has ended, with all that it started.")
            return 0 if report.ok else INTERRUPTED
        finally:
            if leave:
                path = report.write(Path.cwd())
                screen.text(f"\nThe report is in {path}.")
    return 0


def _play(scene: Scene) -> None:
    scene.screen.title("Slipway: from a request to a pair of repositories")
    for number, step in enumerate(STEPS, 1):
        scene.screen.title(f"{number}. {step.title}")
        _play_step(scene, step)
    calls = scene.github.calls_of_the_app()
    scene.report.calls = CallsReport(**calls)
    scene.report.ok = True
    farewell.say_done(scene)


def _play_step(scene: Scene, step: Step) -> None:
    """Play one step and report how it went; a fault is reported and raised again."""
    started_at, start = clock.now(), time.monotonic()
    detail, ok = "", False
    try:
        detail, ok = step.act(scene), True
    except Exception as reason:
        detail = str(reason)
        raise
    finally:
        seconds = time.monotonic() - start
        scene.report.add_step(step.name, started_at, seconds, detail, ok=ok)


@contextmanager
def _stage(interrupt: Interrupt, screen: Screen) -> Iterator[Stage]:
    """A stage whose programs end with the block; its folder goes too, unless something failed."""
    folder = Path(tempfile.mkdtemp(prefix="slipway-demo-"))
    stage, failed = Stage(folder, interrupt), True
    try:
        yield stage
        failed = False
    except Interrupted:
        failed = False
        screen.text("\nEnding what was started …")
        raise
    except DemoFault as fault:
        screen.bad(str(fault))
        raise
    finally:
        stage.end()
        if failed and any(folder.iterdir()):
            screen.text(f"\nThe whole logs are in {folder}.")
        else:
            shutil.rmtree(folder)
