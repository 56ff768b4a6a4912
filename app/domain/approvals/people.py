"""Who may act for a role."""

from collections.abc import Iterable, Sequence

from app.domain.approvals.evidence import ORGANISATION, Binding, Memberships
from app.domain.issue import Issue, Label, LabelEvent, Person
from app.domain.policy import Role


def same_label(one: str, other: str) -> bool:
    """Whether two names are one label's to GitHub."""
    return one.casefold() == other.casefold()


def label_on(issue: Issue, name: str) -> Label | None:
    """The label called `name`, if it is on the issue now."""
    return next((label for label in issue.labels if same_label(label.name, name)), None)


def veto_events(issue: Issue, name: str, bindings: Sequence[Binding]) -> tuple[LabelEvent, ...]:
    """What happened with every label that ever was the veto's: a rename lifts no veto."""
    ids = {label.id for label in issue.labels if same_label(label.name, name)}
    ids |= {binding.label_id for binding in bindings if same_label(binding.name, name)}
    ids |= {e.label.id for e in issue.label_events if same_label(e.label.name, name)}
    moved = issue.moved_in_at
    return tuple(
        event
        for event in issue.label_events
        if event.label.id in ids and (moved is None or event.at >= moved)
    )


def is_in(role: Role, login: str, members: Memberships) -> bool:
    """Whether somebody is in `role` just now, by team, or by login and in the organisation."""
    if login.lower() in role.users:
        return members.get((ORGANISATION, login), False)
    return any(members.get((team, login), False) for team in role.teams)


def writers(issue: Issue) -> tuple[Person, ...]:
    """All who wrote a part of the request's text; ids tell them apart from others."""
    people = (issue.author, *(edit.editor for edit in issue.edits))
    return tuple(person for person in people if person)


def wrote(issue: Issue, person: Person) -> bool:
    """Whether a person wrote any part of the request's text."""
    return any(person.id == writer.id for writer in writers(issue))


def who_may(roles: Iterable[Role], joined_by: str = "or") -> str:
    """The people of some roles in words: “team security or olga”."""
    named = list(roles)
    teams = dict.fromkeys(f"team {team}" for role in named for team in role.teams)
    users = dict.fromkeys(user for role in named for user in role.users)
    return f" {joined_by} ".join((*teams, *users))
