"""Labels that a caller suggests in place of setting them: told apart, and kept."""

from typing import Any

from sandbox.acts import suggestions as acts
from sandbox.acts.labelling import labels_named
from sandbox.errors import malformed
from sandbox.rest.route import Call
from sandbox.world.issues import Issue

CONFIDENCE = {None, "low", "medium", "high"}


def suggest(call: Call, issue: Issue, items: list[Any]) -> list[dict[str, Any]]:
    """Keep the labels that are only suggested; tells of each what became of it."""
    told = []
    for item in items:
        if not isinstance(item.get("name"), str) or item.get("confidence") not in CONFIDENCE:
            raise malformed("For 'items', a suggestion lacks its name or a known confidence.")
        (label,) = labels_named(call.world, call.repository, call.actor, [item["name"]])
        rationale, confidence = item.get("rationale"), item.get("confidence")
        made = acts.suggest(call.world, issue, call.actor, label, rationale, confidence)
        ignored = {"ignored": True, "ignored_reason": "already_applied"} if made is None else {}
        sent = {name: item[name] for name in ("name", "rationale", "confidence") if name in item}
        told.append(sent | {"suggest": True} | ignored)
    return told


def is_suggested(item: Any) -> bool:
    """Whether an entry of `labels` is to be suggested and not applied."""
    return isinstance(item, dict) and item.get("suggest") is True
