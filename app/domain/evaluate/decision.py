"""Decides a request under a policy: pure, without clock and without asking anybody."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.approvals import ApprovalFinding, Evidence, VetoFinding, judge_veto
from app.domain.evaluate import basics, rules
from app.domain.evaluate.approvals import APPROVALS, approvals, findings
from app.domain.evaluate.fields import field
from app.domain.evaluate.surroundings import Surroundings
from app.domain.evaluate.trees import gravest, group
from app.domain.facts import Facts
from app.domain.issue import Person
from app.domain.policy import Policy, with_owners
from app.domain.verdict import Status, Verdict

LIMITS = "limits"
FREEZES = "freezes"


@dataclass(frozen=True, slots=True)
class Decision:
    """The tree, and what its approvals and its veto rest on. Build only what `is_approved`."""

    verdict: Verdict
    approvals: tuple[ApprovalFinding, ...]
    veto: VetoFinding

    @property
    def is_approved(self) -> bool:
        return self.verdict.status is Status.SATISFIED

    @property
    def is_on_hold(self) -> bool:
        """A limit holds it back, or all approvals are given and it is not the time to build.

        Reviewers are not asked about what a limit holds back.
        """
        status = {child.rule: child.status for child in self.verdict.children}
        if status.get(LIMITS) is Status.PENDING:
            return True
        return status[APPROVALS] is Status.SATISFIED and status.get(FREEZES) is Status.PENDING

    @property
    def vetoed_by(self) -> Person | None:
        return self.veto.vetoed_by


def evaluate(
    policy: Policy, facts: Facts, evidence: Evidence, surroundings: Surroundings
) -> Decision:
    """Decide a request whose answers have no problem left."""
    policy = with_owners(policy, facts.answers, facts.catalog)
    given = findings(policy, facts.answers, facts.by_name(policy.numbers), evidence)
    veto = judge_veto(policy.veto, evidence)
    children = (
        *_about_the_request(policy, facts, surroundings),
        approvals(given),
        *_freezes(policy, facts),
        veto.verdict,
    )
    return Decision(_root(children), given, veto)


def _about_the_request(
    policy: Policy, facts: Facts, surroundings: Surroundings
) -> Iterator[Verdict]:
    """What no reviewer can make good."""
    name, owner, template = (_text(facts, each) for each in ("name", "owner", "template"))
    named = facts.by_name(policy.numbers)
    yield basics.name(policy, name, facts.catalog, surroundings)
    yield basics.owner(owner, surroundings)
    yield basics.template(template, surroundings)
    fields = (field(rule, facts.answers.get(rule.field), named) for rule in policy.fields)
    yield from group("fields", fields, "Every answer is as the policy wants it.")
    refusals = (rules.refusal(rule, named) for rule in policy.refuse)
    yield from group("refusals", refusals, "Nothing speaks against it.")
    limits = rules.limits(policy.limits, facts, owner)
    yield from group(LIMITS, limits, "It is within the limits.")


def _freezes(policy: Policy, facts: Facts) -> tuple[Verdict, ...]:
    nodes = (
        rules.freeze(rule, facts.now, facts.by_name(policy.numbers)) for rule in policy.freezes
    )
    return group(FREEZES, nodes, "It may be built now.")


def _text(facts: Facts, field: str) -> str:
    answer = facts.answers.get(field, "")
    return answer if isinstance(answer, str) else ""


def _root(children: tuple[Verdict, ...]) -> Verdict:
    status = gravest(child.status for child in children)
    cause = next(child for child in children if child.status is status)
    sentence = "Approved: it can be built." if status is Status.SATISFIED else cause.sentence
    return Verdict("request", status, sentence, children)
