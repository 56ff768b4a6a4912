"""What a policy says, once it was read without a mistake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.cel import Condition, Expression
from app.domain.facts import Fact, Facts, FactValue
from app.domain.policy.integration_tests import IntegrationTests
from app.domain.policy.rules import (
    Automatic,
    Delegation,
    Expiry,
    FieldRule,
    FieldType,
    Freeze,
    Limits,
    Refusal,
    Reminders,
)
from app.domain.policy.settings import RepositorySettings
from app.domain.policy.template_rules import TemplateRules
from app.domain.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class NameRules:
    """What a service may be called. `pattern` is an RE2 expression for the whole name.

    A name as like an existing service's as `too_similar` (0 to 100, None: never) is refused.
    """

    pattern: str = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
    max_length: int = 40
    reserved: frozenset[str] = frozenset()
    too_similar: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """People by team slug and by login, all in small letters.

    `owners_of` is a field of the form: the teams that own the services it names, and
    `by_owning` those of `teams` that are in it for that alone. `joins` are the names of the
    policy's roles that this one was made of.
    """

    name: str
    teams: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    owners_of: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    by_owning: tuple[str, ...] = ()

    @property
    def is_of_owners_alone(self) -> bool:
        """Whether it is for the owners of services, and for nobody whom the policy names."""
        named = bool(self.users) or any(team not in self.by_owning for team in self.teams)
        return bool(self.owners_of) and not named

    @property
    def names(self) -> tuple[str, ...]:
        """What the policy calls it: one name, or those that it joins."""
        return self.joins or (self.name,)


def people_of(roles: Iterable[Role]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The slugs of their teams and the logins of their people, each once."""
    named = list(roles)
    teams = dict.fromkeys(team for role in named for team in role.teams)
    return tuple(teams), tuple(dict.fromkeys(user for role in named for user in role.users))


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """`count` persons of `by` set `label`, wherever `when` holds (None: always).

    `own_team`: members of the team that will own the service may. `same_person`: somebody whose
    approval counts for another rule may. `explicit`: they write a comment with the digest, and
    `label` is "". `any_owner`: of the owners of several services any one is enough; otherwise it
    takes `count` persons of each of their teams.
    """

    name: str
    label: str
    by: Role
    count: int = 1
    when: Condition | None = None
    reads: frozenset[str] | None = None
    own_team: bool = True
    same_person: bool = True
    explicit: bool = False
    any_owner: bool = False

    @property
    def mark(self) -> str:
        """What tells its approvals from those of other rules: its label, or what none is called."""
        return f"/slipway approve, {self.name}" if self.explicit else self.label

    def fields_read(self, fields: Iterable[str]) -> frozenset[str]:
        """Those of a request's `fields` whose change voids this approval.

        What decides whether the rule applies, and to whom, is always among them.
        """
        decides = (self.when.fields if self.when else frozenset()) | {*self.by.owners_of}
        if self.reads is not None:
            return self.reads | decides
        return decides if self.when else frozenset(fields)


@dataclass(frozen=True, slots=True)
class Veto:
    """One person of any role of `by` stops a request with `label`."""

    label: str
    by: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class BreakGlass:
    """One person of any role of `by` lets a request pass without what is still pending."""

    by: tuple[Role, ...]
    also_freezes: bool = False


@dataclass(frozen=True, slots=True)
class Escalation:
    """The people of `to` are told once of approvals that are missing for so many working days."""

    after: int
    to: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Shadow:
    """What is approved is built only once a person of any role of `build_by` says so."""

    build_by: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in `policy.yml`. `approvals` is never empty."""

    approvals: tuple[ApprovalRule, ...]
    roles: Mapping[str, Role]
    names: NameRules = NameRules()
    fields: tuple[FieldRule, ...] = ()
    templates: TemplateRules = field(default_factory=TemplateRules)
    refuse: tuple[Refusal, ...] = ()
    automatic: tuple[Automatic, ...] = ()
    limits: Limits = field(default_factory=Limits)
    freezes: tuple[Freeze, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    break_glass: BreakGlass | None = None
    working_days: WorkingDays = field(default_factory=WorkingDays)
    reminders: Reminders | None = None
    escalation: Escalation | None = None
    expiry: Expiry | None = None
    shadow: Shadow | None = None
    veto: Veto | None = None
    repositories: RepositorySettings = field(default_factory=RepositorySettings)
    integration_tests: IntegrationTests = field(default_factory=IntegrationTests)

    @property
    def numbers(self) -> frozenset[str]:
        """The fields whose typed text conditions see as a whole number."""
        return frozenset(rule.field for rule in self.fields if rule.type is FieldType.INTEGER)

    def sees(self, facts: Facts) -> Mapping[str, FactValue]:
        """What is known of a request, under the names that this policy's expressions write."""
        is_experimental = facts.answers.get("template") in self.templates.experimental
        return {**facts.by_name(self.numbers), Fact.TEMPLATE_EXPERIMENTAL: is_experimental}

    def decides_about(self, rule: ApprovalRule) -> frozenset[str]:
        """The fields by which automatic rules decide whether this one asks anybody."""
        instead = (one.when.fields for one in self.automatic if one.covers(rule.name))
        return frozenset().union(*instead)

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every expression in the policy, by which the facts that it takes are known."""
        conditions: list[Condition | None] = [rule.when for rule in self.approvals]
        conditions += [rule.when for rule in self.freezes]
        conditions += [rule.when for rule in self.refuse]
        conditions += [rule.when for rule in self.automatic]
        conditions += [rule.required_when for rule in self.fields]
        said = [part for rule in self.refuse for part in rule.say.expressions]
        said += self.repositories.expressions
        return (*(one.expression for one in conditions if one), *said)

    def reads(self, fact: str) -> bool:
        """Whether any expression has this fact in it."""
        return any(fact in one.reads for one in self.expressions)
