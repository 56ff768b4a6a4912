"""Whether a pull request could be merged, as far as it is known."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mergeability:
    """`mergeable` is None while it is unknown; `state` is GitHub's `mergeable_state`."""

    mergeable: bool | None = None
    rebaseable: bool | None = None
    state: str = "unknown"


UNKNOWN = Mergeability()
