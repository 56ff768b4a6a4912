"""A story's law as a policy."""

from functools import cache

from app.domain.cel import Condition
from app.domain.policy import (
    ApprovalRule,
    Automatic,
    BreakGlass,
    Delegation,
    Freeze,
    Policy,
    Refusal,
    RevokedTree,
    Role,
    Shadow,
    TemplateRules,
    Veto,
)
from tests.domain.build import at
from tests.domain.evaluate.decisions import policy_with
from tests.domain.heart.story import ROLES, VETO, Absence, Asked, Law, Where


@cache
def policy_of(law: Law) -> Policy:
    """The policy that asks for what the law asks for."""
    roles = {name: Role(name, *who) for name, who in ROLES.items()}
    automatic = law.automatic and Automatic("small", _when(law.automatic), law.instead_of)
    return Policy(
        approvals=tuple(_approval(asked) for asked in law.asked),
        roles=roles,
        templates=TemplateRules(revoked=(RevokedTree(law.revoked, "No."),) if law.revoked else ()),
        refuse=(_refusal(law.refused),) if law.refused else (),
        automatic=(automatic,) if automatic else (),
        freezes=_freezes(law),
        delegations=(_delegation(law.absence),) if law.absence else (),
        break_glass=BreakGlass((roles["platform"],), law.glass_thaws) if law.glass else None,
        shadow=Shadow(tuple(roles[name] for name in law.shadow)) if law.shadow else None,
        veto=Veto(VETO, tuple(roles.values())),
    )


def _freezes(law: Law) -> tuple[Freeze, ...]:
    if law.frozen is None:
        return ()
    since, until = law.frozen
    return (Freeze("freeze", at(since), at(until)),)


def _approval(asked: Asked) -> ApprovalRule:
    teams = tuple(team for role in asked.by for team in ROLES[role][0])
    users = tuple(user for role in asked.by for user in ROLES[role][1])
    return ApprovalRule(
        asked.name,
        asked.label,
        Role(", ".join(asked.by), teams, users, joins=asked.by),
        asked.count,
        _when(asked.when) if asked.when else None,
        asked.reads,
        asked.own_team,
        asked.same_person,
        explicit=not asked.label,
    )


@cache
def _when(where: Where) -> Condition:
    return _refusal(where).when


@cache
def _refusal(where: Where) -> Refusal:
    """Read as from a file, so that conditions are as people write them."""
    value = f'"{where.value}"' if isinstance(where.value, str) else where.value
    rule = f"{{name: no, when: 'request.{where.field} == {value}', say: Not so.}}"
    return policy_with(f"refuse: [{rule}]\n").refuse[0]


def _delegation(absence: Absence) -> Delegation:
    until = at(absence.until)
    return Delegation(absence.of, absence.to, absence.roles, at(absence.since), until)
