"""JSON of suggestions on issues (`issue-suggestion`)."""

from typing import Any

from sandbox.clock import stamp
from sandbox.world.issues import Issue
from sandbox.world.suggestions import Suggestion


def suggestion(issue: Issue, one: Suggestion) -> dict[str, Any]:
    return {
        "id": one.id,
        "issue_id": issue.id,
        "action": "add_label",
        "state": one.state.value,
        "target_id": one.label.id,
        "target_value": None,
        "rationale": one.rationale,
        "confidence": one.confidence.upper() if one.confidence else None,
        "actor_id": one.actor.account.id,
        "issue_event_id": one.event.id if one.event else None,
        "resolved_by": one.resolved_by.id if one.resolved_by else None,
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
    }
