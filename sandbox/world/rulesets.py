"""A ruleset: rules for some branches or tags, and who need not keep them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(eq=False)
class Ruleset:
    """A ruleset; `rules`, `conditions`, `bypass_actors` are kept as sent."""

    id: int
    node_id: str
    name: str
    target: str
    enforcement: str
    rules: list[dict[str, Any]]
    conditions: dict[str, Any]
    bypass_actors: list[dict[str, Any]]
    created_at: datetime
    updated_at: datetime
