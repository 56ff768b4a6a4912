"""Whose settings of one label stand, by the order in which it was set and taken off."""

from collections.abc import Iterable

from app.domain.issue import Issue, LabelEvent, Person


def events_here(issue: Issue, label_id: str) -> tuple[LabelEvent, ...]:
    """What happened with a label in this repository, oldest first.

    The second of a transfer belongs to the repository that the issue came from.
    """
    moved = issue.moved_in_at
    return tuple(
        event
        for event in issue.label_events
        if event.label.id == label_id and (moved is None or event.at > moved)
    )


def standing(events: Iterable[LabelEvent]) -> tuple[LabelEvent, ...]:
    """The settings of one label that nobody took back, at most one a person, oldest first.

    A label is on or off, so a second approver takes it off and sets it again: a swap, which
    leaves the settings of others standing and renews the swapper's own. Whoever else takes it
    off withdraws them all.
    """
    stand: dict[int, LabelEvent] = {}
    before: dict[int, LabelEvent] = {}
    taken_off_by: int | None = None
    for event in events:
        person = acting_person(event)
        acting = person.id if person else None
        if not event.added:
            before, stand, taken_off_by = stand, {}, acting
            continue
        kept = before if acting is not None and acting == taken_off_by else {}
        actor = event.actor.id if event.actor else 0
        stand = {who: set_ for who, set_ in kept.items() if who != actor} | {actor: event}
        before, taken_off_by = {}, None
    return tuple(stand.values())


def acting_person(event: LabelEvent) -> Person | None:
    """The person who acted in person: no bot, no App in somebody's name, no lost account."""
    if event.actor is None or event.actor.is_bot or event.via_app:
        return None
    return event.actor
