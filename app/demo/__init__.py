"""The demo: the main job, played against the sandbox by the real processes."""

from app.demo.play import run

__all__ = ["run"]
