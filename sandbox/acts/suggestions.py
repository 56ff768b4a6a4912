"""Suggested labels: kept for a person to approve or dismiss.

That a suggestion sends no webhook, and makes a label that the repository lacks, is unconfirmed.
"""

from sandbox.acts.labelling import add_label
from sandbox.errors import ApiError
from sandbox.world.issues import Actor, Issue
from sandbox.world.labels import Label
from sandbox.world.state import World
from sandbox.world.suggestions import Standing, Suggestion


def suggest(
    world: World,
    issue: Issue,
    actor: Actor,
    label: Label,
    rationale: str | None,
    confidence: str | None,
) -> Suggestion | None:
    """Keep a suggestion; None for a label that is on the issue already."""
    if label in issue.labels:
        return None
    number, _ = world.mint("SUG")
    now = world.now()
    made = Suggestion(number, label, actor, now, now, rationale, confidence)
    issue.suggestions.append(made)
    return made


def approve(world: World, issue: Issue, found: Suggestion, actor: Actor) -> None:
    """Put the label on, in the name of who approves; that the event names them is unconfirmed."""
    _resolve(world, found, Standing.APPROVED, actor)
    found.event = add_label(world, issue, actor, found.label)
    for other in issue.suggestions:
        if other.label is found.label and other.state is Standing.PENDING:
            _resolve(world, other, Standing.DISMISSED, actor)


def dismiss(world: World, found: Suggestion, actor: Actor) -> None:
    _resolve(world, found, Standing.DISMISSED, actor)


def _resolve(world: World, found: Suggestion, state: Standing, actor: Actor) -> None:
    if found.state is not Standing.PENDING:
        raise ApiError(422, "Validation Failed", [{"code": "invalid", "field": "state"}])
    found.state, found.resolved_by, found.updated_at = state, actor.account, world.now()
