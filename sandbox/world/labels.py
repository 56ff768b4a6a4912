"""A label of a repository: renamed, it stays the same object with the same node id."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.world.repositories import Repository


@dataclass(eq=False)
class Label:
    """A label; `name` keeps its case, lookups do not: unconfirmed."""

    id: int
    node_id: str
    repository: "Repository"
    name: str
    color: str
    created_at: datetime
    updated_at: datetime
    description: str | None = None
    default: bool = False
    hidden_until: datetime | None = None
