"""The time machine: requests decided again, on the facts of their time, under another policy."""

from app.domain.replay.compare import Change, Replayed, compare, replay
from app.domain.replay.facts import CaseFacts

__all__ = ["CaseFacts", "Change", "Replayed", "compare", "replay"]
