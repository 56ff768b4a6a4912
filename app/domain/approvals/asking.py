"""Whose memberships must be asked to tell who approves, stops or passes a request."""

from collections.abc import Iterator, Sequence

from app.domain.approvals.comments import approving, breaking, building
from app.domain.approvals.delegates import StandIn, stand_ins
from app.domain.approvals.evidence import ORGANISATION, Binding
from app.domain.approvals.people import label_on, veto_events, wrote
from app.domain.approvals.standing import acting_person, events_here, standing
from app.domain.issue import Issue, Person
from app.domain.policy import ApprovalRule, Policy, Role

_Pair = tuple[str, str]


def people_to_ask(
    policy: Policy, issue: Issue, bindings: Sequence[Binding] = (), owner: str = ""
) -> frozenset[_Pair]:
    """(team slug, login) of every membership that can matter to the decision.

    `owner` is the team that the request names, whose members some rules leave out.
    """
    pairs = {pair for role, login in _others(policy, issue, bindings) for pair in _of(role, login)}
    for rule, person in _approvers(policy, issue):
        asked = tuple(_logins(rule, person, stand_ins(policy, rule)))
        pairs |= {pair for role, login in asked for pair in _of(role, login)}
        if owner and not rule.own_team:
            pairs |= {(owner.lower(), login) for _, login in asked}
        if len(asked) > 1:
            pairs.add((ORGANISATION, person.login))
    return frozenset(pairs)


def _of(role: Role, login: str) -> Iterator[_Pair]:
    if login.lower() in role.users:
        yield ORGANISATION, login
    else:
        yield from ((team, login) for team in role.teams)


def _logins(
    rule: ApprovalRule, person: Person, standing_in: Sequence[StandIn]
) -> Iterator[tuple[Role, str]]:
    """A person and all for whom the person may stand in, each with a role that counts."""
    yield rule.by, person.login
    for one in standing_in:
        if one.delegate == person.login.lower():
            yield from ((role, one.absent) for role in one.roles)


def _approvers(policy: Policy, issue: Issue) -> Iterator[tuple[ApprovalRule, Person]]:
    for rule in policy.approvals:
        for person in _acting(rule, issue):
            if not wrote(issue, person):
                yield rule, person


def _acting(rule: ApprovalRule, issue: Issue) -> Iterator[Person]:
    if rule.explicit:
        for comment, author, _ in approving(issue):
            if not comment.edited and not comment.via_app:
                yield author
        return
    label = label_on(issue, rule.label)
    for event in standing(events_here(issue, label.id)) if label else ():
        if person := acting_person(event):
            yield person


def _others(
    policy: Policy, issue: Issue, bindings: Sequence[Binding]
) -> Iterator[tuple[Role, str]]:
    """Who vetoed, broke the glass or started the build, each with every role that may."""
    if policy.veto:
        for event in veto_events(issue, policy.veto.label, bindings):
            if person := acting_person(event):
                yield from ((role, person.login) for role in policy.veto.by)
    if policy.break_glass:
        for comment, author, _ in breaking(issue):
            if not comment.edited and not comment.via_app:
                yield from ((role, author.login) for role in policy.break_glass.by)
    if policy.shadow:
        for comment, author in building(issue):
            if not comment.edited and not comment.via_app:
                yield from ((role, author.login) for role in policy.shadow.build_by)
