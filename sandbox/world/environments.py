"""A deployment environment: who and what must agree before a job may deploy to it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sandbox.world.people import Account, Team

if TYPE_CHECKING:
    from sandbox.world.apps import App

Reviewer = Account | Team


@dataclass(eq=False)
class BranchPolicy:
    """A pattern of branches or tags (`type`) from which may be deployed."""

    id: int
    node_id: str
    name: str
    type: str


@dataclass(eq=False)
class CustomRule:
    """A custom deployment protection rule: an App that is asked."""

    id: int
    node_id: str
    app: "App"


@dataclass(eq=False)
class Environment:
    """An environment; keys of `branch_policies` and `custom_rules` are ids.

    `admins_bypass` is a switch of the pages of GitHub only; its API neither tells nor sets it.
    """

    id: int
    node_id: str
    name: str
    created_at: datetime
    updated_at: datetime
    wait_timer: int = 0
    prevent_self_review: bool = False
    reviewers: list[Reviewer] = field(default_factory=list)
    branch_policy: dict[str, bool] | None = None
    branch_policies: dict[int, BranchPolicy] = field(default_factory=dict)
    custom_rules: dict[int, CustomRule] = field(default_factory=dict)
    admins_bypass: bool = True
