"""Who is behind a role that names the owners of services rather than teams."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain.answers import Answers
from app.domain.facts import Catalog
from app.domain.policy.model import Policy, Role


def with_owners(
    policy: Policy, answers: Answers, catalog: Catalog, shown: Iterable[Answers] = ()
) -> Policy:
    """The policy with the owners' teams of this request in its roles; doing it twice is safe.

    `shown` are the answers that people ever saw: a veto by the owners of a service stands, whether
    or not the request still names that service.
    """
    if not any(role.owners_of for role in policy.roles.values()):
        return policy
    approvals = (
        replace(rule, by=_resolved(rule.by, answers, catalog)) for rule in policy.approvals
    )
    veto, glass = policy.veto, policy.break_glass
    escalation, shadow = policy.escalation, policy.shadow

    def resolved(roles: tuple[Role, ...], texts: Iterable[Answers]) -> tuple[Role, ...]:
        for each in texts:
            roles = tuple(_resolved(role, each, catalog) for role in roles)
        return roles

    return replace(
        policy,
        approvals=tuple(approvals),
        roles={name: _resolved(role, answers, catalog) for name, role in policy.roles.items()},
        veto=veto and replace(veto, by=resolved(veto.by, (answers, *shown))),
        break_glass=glass and replace(glass, by=resolved(glass.by, (answers,))),
        escalation=escalation and replace(escalation, to=resolved(escalation.to, (answers,))),
        shadow=shadow and replace(shadow, build_by=resolved(shadow.build_by, (answers,))),
    )


def services_named(answers: Answers, fields: Iterable[str]) -> tuple[str, ...]:
    """The services that a request names in these fields."""
    named: list[str] = []
    for field in fields:
        answer = answers.get(field, ())
        named += answer if isinstance(answer, tuple) else filter(None, [str(answer)])
    return tuple(dict.fromkeys(named))


def _resolved(role: Role, answers: Answers, catalog: Catalog) -> Role:
    names = services_named(answers, role.owners_of)
    owners = [one.owner.lower() for name in names for one in catalog.named(name) if one.owner]
    added = tuple(dict.fromkeys(team for team in owners if team not in role.teams))
    return replace(role, teams=(*role.teams, *added), by_owning=(*role.by_owning, *added))
