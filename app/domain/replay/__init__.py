"""The time machine: requests decided again, on the facts of their time, under another policy."""

from app.domain.replay.compare import Change, Replayed, compare, replay
from app.domain.replay.facts import CaseFacts
from app.domain.replay.journey import Journey, travel

__all__ = ["CaseFacts", "Change", "Journey", "Replayed", "compare", "replay", "travel"]
