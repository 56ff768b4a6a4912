"""What speaks against one act that may approve under one rule: promises 1 and 2."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.approvals.acts import Act
from app.domain.approvals.delegates import StandIn, stand_in_objection
from app.domain.approvals.evidence import Evidence
from app.domain.approvals.people import is_in, who_may, wrote
from app.domain.approvals.shown import display_objection
from app.domain.issue import Person
from app.domain.policy import ApprovalRule


@dataclass(frozen=True, slots=True)
class Terms:
    """What a rule is judged under, beside the evidence.

    `counted` maps the logins, in small letters, of people who may not fill this one as well to
    what they gave. `stand_ins` last just now. `also_reads` are fields that it reads beyond its
    own, `others` the names of the policy's other rules.
    """

    counted: Mapping[str, str] = field(default_factory=dict)
    stand_ins: tuple[StandIn, ...] = ()
    also_reads: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hearing:
    """One rule, what is known, and the terms; asked about one act after another."""

    rule: ApprovalRule
    evidence: Evidence
    terms: Terms

    def objection(self, act: Act) -> str | None:
        """Why this act does not count, and what to do; None if it does."""
        return (
            person_objection(act, self.evidence, self._may)
            or self.role_objection(act)
            or display_objection(self._reads, self.evidence, act.at, act.again, act.digest)
            or self._filled_another(act)
        )

    def role_objection(self, act: Act) -> str | None:
        """Why whoever did it may not give this approval."""
        person = act.actor
        if person is None:
            return None
        if not self._represented(person, act):
            return self._not_in_role(person, act)
        return self._own_team(person.login)

    def for_whom(self, act: Act) -> tuple[str, ...]:
        """The logins, in small letters, for whom an act can count: its author's, or absent ones."""
        represented = self._represented(act.actor, act) if act.actor else ()
        return tuple(login for login in represented if login not in self.terms.counted)

    @property
    def _may(self) -> str:
        return who_may((self.rule.by,))

    def _reads(self, fields: Iterable[str]) -> frozenset[str]:
        return self.rule.fields_read(fields) | self.terms.also_reads

    def _represented(self, person: Person, act: Act) -> tuple[str, ...]:
        if is_in(self.rule.by, person.login, self.evidence.members):
            return (person.login.lower(),)
        standing_in = self._standing_in(person)
        return tuple(one.absent for one in standing_in if not self._not_for(one, person, act))

    def _standing_in(self, person: Person) -> tuple[StandIn, ...]:
        return tuple(one for one in self.terms.stand_ins if one.delegate == person.login.lower())

    def _not_for(self, one: StandIn, person: Person, act: Act) -> str | None:
        return stand_in_objection(one, person, self.evidence, act.at) or self._own_team(one.absent)

    def _not_in_role(self, person: Person, act: Act) -> str:
        for one in self._standing_in(person):
            return f"{self._not_for(one, person, act)}; ask {self._may}"
        login = person.login
        if login.lower() in self.rule.by.users:
            return f"{login} is not in the organisation any more; ask another one of {self._may}"
        return f"{login} is not in the role {self.rule.by.name} ({self._may}); ask somebody who is"

    def _own_team(self, login: str) -> str | None:
        owner = str(self.evidence.answers.get("owner", "")).lower()
        if self.rule.own_team or not self.evidence.members.get((owner, login), False):
            return None
        return f"{login} is in the team {owner}, which asks for it; ask somebody else"

    def _filled_another(self, act: Act) -> str | None:
        """A person fills one of two rules, and so do a person and the delegate together."""
        assert act.actor is not None
        own, free = act.actor.login.lower(), self.for_whom(act)
        taken = [own] if own in self.terms.counted else []
        taken += [] if free else [*self._represented(act.actor, act)]
        for who in taken:
            name = act.actor.login if who == own else who
            gave = self.terms.counted[who]
            return f"{name} gave “{gave}” already; ask another person for this one"
        return None


def person_objection(act: Act, evidence: Evidence, may: str) -> str | None:
    """Why nothing that this account does approves anything here; `may` says whom to ask."""
    if reason := account_objection(act, evidence, may):
        return reason
    if act.actor is not None and wrote(evidence.issue, act.actor):
        return f"{act.actor.login} wrote a part of the request; ask another one of {may}"
    return None


def account_objection(act: Act, evidence: Evidence, may: str) -> str | None:
    """Why nothing that this account does counts for anything here; `may` says whom to ask."""
    if act.actor is None:
        return f"the account that set it no longer exists; ask {may}"
    if not act.by_hand and act.comment_id is None:
        return f"it was set by a bot or an App, not by a person; ask {may}"
    if act.objection:
        return act.objection
    if act.actor.login.lower() in evidence.suspended:
        return f"the account {act.actor.login} is suspended; ask another one of {may}"
    return None
