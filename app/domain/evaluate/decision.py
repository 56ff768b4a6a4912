"""Decides a request under a policy: pure, without clock and without asking anybody."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.approvals import (
    ApprovalFinding,
    Evidence,
    GlassFinding,
    Ineffective,
    StartFinding,
    VetoFinding,
    judge_glass,
    judge_start,
    judge_veto,
    who_may,
)
from app.domain.evaluate import basics, rules
from app.domain.evaluate.approvals import APPROVALS, approvals, findings, without_the_pending
from app.domain.evaluate.fields import field, too_long
from app.domain.evaluate.surroundings import Surroundings
from app.domain.evaluate.trees import gravest, group
from app.domain.facts import Facts
from app.domain.issue import Person
from app.domain.policy import Policy, Shadow, with_owners
from app.domain.verdict import Status, Verdict

BREAK_GLASS = "break-glass"
LIMITS = "limits"
FREEZES = "freezes"
SHADOW = "shadow"


@dataclass(frozen=True, slots=True)
class Decision:
    """The tree, and what its approvals and its veto rest on. Build only what `is_approved`.

    `glass` is there if somebody lets the request pass without what was pending; `unbroken` says
    why other attempts to do so count for nothing. `start` and `unstarted` say the same of the
    build, where the policy has somebody start it.
    """

    verdict: Verdict
    approvals: tuple[ApprovalFinding, ...]
    veto: VetoFinding
    glass: GlassFinding | None = None
    unbroken: tuple[Ineffective, ...] = ()
    start: StartFinding | None = None
    unstarted: tuple[Ineffective, ...] = ()

    @property
    def is_approved(self) -> bool:
        return self.verdict.status is Status.SATISFIED

    @property
    def is_on_hold(self) -> bool:
        """A limit holds it back, or all approvals are given and it is not built yet all the same.

        Reviewers are not asked about what a limit holds back.
        """
        status = {child.rule: child.status for child in self.verdict.children}
        if status.get(LIMITS) is Status.PENDING:
            return True
        waits = Status.PENDING in {status.get(FREEZES), status.get(SHADOW)}
        return status[APPROVALS] is Status.SATISFIED and waits

    @property
    def offers_build(self) -> bool:
        """All is as it should be but that somebody starts the build."""
        open_ = [child for child in self.verdict.children if not child.status.is_well]
        return [(child.rule, child.status) for child in open_] == [(SHADOW, Status.PENDING)]

    @property
    def ineffective(self) -> tuple[Ineffective, ...]:
        """All that was done about it and does not count, oldest rules first."""
        of_rules = (one for finding in self.approvals for one in finding.ineffective)
        return (*of_rules, *self.unbroken, *self.unstarted, *self.veto.ineffective)

    @property
    def vetoed_by(self) -> Person | None:
        return self.veto.vetoed_by


def evaluate(
    policy: Policy, facts: Facts, evidence: Evidence, surroundings: Surroundings
) -> Decision:
    """Decide a request whose answers have no problem left."""
    seen = (display.answers for display in evidence.displays)
    policy = with_owners(policy, facts.answers, facts.catalog, seen)
    given = findings(policy, facts, evidence)
    glass, unbroken = judge_glass(policy.break_glass, evidence)
    if glass:
        given = without_the_pending(given, glass)
    veto = judge_veto(policy.veto, evidence)
    start, unstarted = judge_start(policy.shadow, evidence)
    children = (
        *_about_the_request(policy, facts, surroundings),
        approvals(given),
        *_freezes(policy, facts, glass),
        *_broken(glass),
        veto.verdict,
        *_shadow(policy.shadow, start),
    )
    return Decision(_root(children), given, veto, glass, unbroken, start, unstarted)


def _about_the_request(
    policy: Policy, facts: Facts, surroundings: Surroundings
) -> Iterator[Verdict]:
    """What no reviewer can make good."""
    name, owner, template = (_text(facts, each) for each in ("name", "owner", "template"))
    named = policy.sees(facts)
    yield basics.name(policy, name, facts.catalog, surroundings)
    yield basics.owner(owner, surroundings)
    yield basics.template(template, policy.templates, facts.template, surroundings)
    fields = (
        *(field(rule, facts.answers.get(rule.field), named) for rule in policy.fields),
        *too_long(policy, facts.answers),
    )
    yield from group("fields", fields, "Every answer is as the policy wants it.")
    refusals = (rules.refusal(rule, named) for rule in policy.refuse)
    yield from group("refusals", refusals, "Nothing speaks against it.")
    limits = rules.limits(policy.limits, facts, owner)
    yield from group(LIMITS, limits, "It is within the limits.")


def _freezes(policy: Policy, facts: Facts, glass: GlassFinding | None) -> tuple[Verdict, ...]:
    nodes = (rules.freeze(rule, facts.now, policy.sees(facts)) for rule in policy.freezes)
    if glass and policy.break_glass and policy.break_glass.also_freezes:
        nodes = (_thawed(node, glass) for node in nodes)
    return group(FREEZES, nodes, "It may be built now.")


def _thawed(node: Verdict, glass: GlassFinding) -> Verdict:
    if node.status is not Status.PENDING:
        return node
    say = f"{node.sentence} But {glass.person.login} broke the glass."
    return Verdict(node.rule, Status.SATISFIED, say)


def _broken(glass: GlassFinding | None) -> Iterator[Verdict]:
    if glass:
        say = f"Broken by {glass.person.login}: “{glass.reason}”"
        yield Verdict(BREAK_GLASS, Status.SATISFIED, say)


def _shadow(rule: Shadow | None, start: StartFinding | None) -> Iterator[Verdict]:
    if rule is None:
        return
    if start:
        yield Verdict(SHADOW, Status.SATISFIED, f"{start.person.login} started the build.")
        return
    say = (
        "Nothing is built by itself (shadow mode): once all else is as it should be,"
        f" {who_may(rule.build_by)} can start the build with /slipway build."
    )
    yield Verdict(SHADOW, Status.PENDING, say)


def _text(facts: Facts, field: str) -> str:
    answer = facts.answers.get(field, "")
    return answer if isinstance(answer, str) else ""


def _root(children: tuple[Verdict, ...]) -> Verdict:
    status = gravest(child.status for child in children)
    cause = next(child for child in children if child.status is status)
    sentence = "Approved: it can be built." if status is Status.SATISFIED else cause.sentence
    return Verdict("request", status, sentence, children)
