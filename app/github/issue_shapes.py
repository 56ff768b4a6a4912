"""Turns GitHub's JSON of an issue into what Slipway knows of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from app.domain.issue import Comment, Edit, Issue, Label, LabelEvent, Person


def person(actor: Mapping[str, Any] | None) -> Person | None:
    """A GraphQL actor; None for a deleted account and for what is neither person nor bot."""
    if actor is None or "databaseId" not in actor:
        return None
    return Person(actor["databaseId"], actor["login"], actor["__typename"] == "Bot")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def label(node: Mapping[str, Any]) -> Label:
    return Label(node["id"], node["name"], _moment_or_none(node.get("createdAt")))


def labels(nodes: Iterable[Mapping[str, Any]]) -> tuple[Label, ...]:
    return tuple(label(node) for node in nodes)


def issue(node: Mapping[str, Any]) -> Issue:
    """A GraphQL issue as READ_REQUEST asks for it, its lists complete."""
    last_edited_at = _moment_or_none(node["lastEditedAt"])
    edits = _nodes(node["userContentEdits"])
    timeline = _nodes(node["timelineItems"])
    return Issue(
        id=int(node["fullDatabaseId"]),
        node_id=node["id"],
        number=node["number"],
        url=node["url"],
        title=node["title"],
        body=node["body"],
        author=person(node["author"]),
        is_open=node["state"] == "OPEN",
        created_at=moment(node["createdAt"]),
        last_edited_at=last_edited_at,
        edits=_edits(edits),
        edits_complete=_is_complete(node["userContentEdits"], last_edited_at),
        moved_in_at=_moved_in_at(timeline),
        labels=labels(node["issueLabels"]["nodes"]),
        label_events=_label_events(timeline),
        comments=tuple(
            sorted(map(comment, _nodes(node["comments"])), key=lambda one: (one.at, one.id))
        ),
        ours=node["viewerDidAuthor"],
    )


def _nodes(connection: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """The entries of a list, without those that GitHub keeps from us."""
    return [node for node in connection["nodes"] if node is not None] if connection else []


def _moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else moment(text)


def _edits(nodes: Iterable[Mapping[str, Any]]) -> tuple[Edit, ...]:
    """Oldest first. GitHub gives the newest first, which alone orders those of one second."""
    edits = [Edit(moment(node["editedAt"]), person(node["editor"])) for node in nodes]
    edits.reverse()
    return tuple(sorted(edits, key=lambda edit: edit.at))


def _is_complete(connection: Mapping[str, Any] | None, last_edited_at: datetime | None) -> bool:
    """Whether the edit history tells of every change of the text and who made it.

    Anybody with write access can delete a revision, which leaves its entry but not its text.
    """
    nodes = _nodes(connection)
    if connection is None or not nodes:
        return last_edited_at is None
    return (
        len(nodes) == connection["totalCount"]
        and all(node["deletedAt"] is None and node["editor"] is not None for node in nodes)
        and max(moment(node["editedAt"]) for node in nodes) == last_edited_at
    )


def _moved_in_at(timeline: Iterable[Mapping[str, Any]]) -> datetime | None:
    moves = [
        moment(node["createdAt"]) for node in timeline if node["__typename"] == "TransferredEvent"
    ]
    return max(moves, default=None)


def _label_events(timeline: Iterable[Mapping[str, Any]]) -> tuple[LabelEvent, ...]:
    """In GitHub's own order, which alone tells apart what happened within one second."""
    return tuple(
        LabelEvent(
            id=node["id"],
            at=moment(node["createdAt"]),
            actor=person(node["actor"]),
            label=label(node["label"]),
            added=node["__typename"] == "LabeledEvent",
        )
        for node in timeline
        if node["__typename"] in {"LabeledEvent", "UnlabeledEvent"}
    )


def comment(node: Mapping[str, Any]) -> Comment:
    """A GraphQL comment as READ_REQUEST and READ_COMMENT ask for it."""
    return Comment(
        id=int(node["fullDatabaseId"]),
        author=person(node["author"]),
        body=node["body"],
        at=moment(node["createdAt"]),
        edited=node["lastEditedAt"] is not None,
        edited_by_another=_is_anothers(node["author"], node["editor"]),
        ours=node["viewerDidAuthor"],
        url=node["url"],
    )


def _is_anothers(author: Mapping[str, Any] | None, editor: Mapping[str, Any] | None) -> bool:
    """Whether the text is now as somebody else left it."""
    return editor is not None and (author is None or person(editor) != person(author))
