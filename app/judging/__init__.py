"""Judging the files of a commit that nobody reviewed yet, in a sealed room."""

from app.judging.judge import Judge

__all__ = ["Judge"]
