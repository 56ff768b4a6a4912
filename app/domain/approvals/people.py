"""Who may act for a role, and whose memberships must be asked to tell."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.approvals.evidence import Binding, Memberships
from app.domain.approvals.standing import acting_person, events_here, standing
from app.domain.issue import Issue, Label, LabelEvent, Person
from app.domain.policy import Policy, Role


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


def is_in(role: Role, person: Person, members: Memberships) -> bool:
    """Whether `person` is in `role` just now, by login or by team."""
    if person.login.lower() in role.users:
        return True
    return any(members.get((team, person.login), False) for team in role.teams)


def writers(issue: Issue) -> frozenset[int]:
    """The ids of all who wrote a part of the request's text."""
    people = (issue.author, *(edit.editor for edit in issue.edits))
    return frozenset(person.id for person in people if person)


def who_may(roles: Iterable[Role]) -> str:
    """The people of some roles in words: “team security or olga”."""
    named = list(roles)
    teams = dict.fromkeys(f"team {team}" for role in named for team in role.teams)
    users = dict.fromkeys(user for role in named for user in role.users)
    return " or ".join((*teams, *users))


def people_to_ask(
    policy: Policy, issue: Issue, bindings: Sequence[Binding] = (), owner: str = ""
) -> frozenset[tuple[str, str]]:
    """(team slug, login) of every membership that can matter to the decision.

    `owner` is the team that the request names, whose members some rules leave out.
    """
    candidates = tuple(_candidates(policy, issue, bindings))
    in_roles = {
        (team, person.login)
        for role, person in candidates
        if person.login.lower() not in role.users
        for team in role.teams
    }
    if owner and not all(rule.own_team for rule in policy.approvals):
        in_roles |= {(owner.lower(), person.login) for _, person in candidates}
    return frozenset(in_roles)


def _candidates(
    policy: Policy, issue: Issue, bindings: Sequence[Binding]
) -> Iterator[tuple[Role, Person]]:
    wrote = writers(issue)
    for rule in policy.approvals:
        label = label_on(issue, rule.label)
        for event in standing(events_here(issue, label.id)) if label else ():
            if (person := acting_person(event)) and person.id not in wrote:
                yield rule.by, person
    for event in veto_events(issue, policy.veto.label, bindings) if policy.veto else ():
        if policy.veto and (person := acting_person(event)):
            yield from ((role, person) for role in policy.veto.by)
