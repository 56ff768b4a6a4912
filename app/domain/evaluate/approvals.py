"""Which approvals a request needs, and which it has."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.approvals import ApprovalFinding, Evidence, GlassFinding, Terms, judge, stand_ins
from app.domain.cel import Outcome
from app.domain.evaluate.trees import gravest
from app.domain.facts import Facts, FactValue
from app.domain.policy import ApprovalRule, Automatic, Policy, services_named
from app.domain.verdict import Status, Verdict

APPROVALS = "approvals"


def findings(policy: Policy, facts: Facts, evidence: Evidence) -> tuple[ApprovalFinding, ...]:
    """What each rule says; what passes by itself needs nobody.

    Rules that let nobody fill two come last: they leave out whoever counts for another one.
    """
    named = policy.sees(facts)
    outcomes = {rule.name: rule.when.evaluate(named) for rule in policy.automatic}
    found: dict[str, ApprovalFinding] = {}
    for rule in sorted(policy.approvals, key=lambda rule: not rule.same_person):
        counted = {who: name for name, one in found.items() for who in one.people}
        terms = _terms(policy, rule, facts, {} if rule.same_person else counted)
        found[rule.name] = (
            _not_needed(rule, facts, named)
            or _passed(rule, policy.automatic, outcomes, named)
            or judge(rule, evidence, terms)
        )
    return tuple(found[rule.name] for rule in policy.approvals)


def _terms(policy: Policy, rule: ApprovalRule, facts: Facts, counted: Mapping[str, str]) -> Terms:
    return Terms(
        counted,
        stand_ins(policy, rule, facts.now),
        policy.decides_about(rule),
        frozenset(other.name for other in policy.approvals if other is not rule),
    )


def without_the_pending(
    found: Sequence[ApprovalFinding], glass: GlassFinding
) -> tuple[ApprovalFinding, ...]:
    """The same once the glass is broken: nobody is waited for, and all else stays as it is."""
    return tuple(_let_pass(one, glass) for one in found)


def _let_pass(found: ApprovalFinding, glass: GlassFinding) -> ApprovalFinding:
    if found.verdict.status is not Status.PENDING:
        return found
    say = f"Not waited for: {glass.person.login} broke the glass. The reason: “{glass.reason}”"
    verdict = Verdict(found.rule.name, Status.SATISFIED, say)
    return replace(found, verdict=verdict, missing=0, passed=True)


def _not_needed(
    rule: ApprovalRule, known: Facts, facts: Mapping[str, FactValue]
) -> ApprovalFinding | None:
    """Why it does not apply, or cannot be told to; None if it applies."""
    outcome = rule.when.evaluate(facts) if rule.when else Outcome.TRUE
    source = rule.when.because(facts) if rule.when else ""
    match outcome:
        case Outcome.FALSE:
            say = f"Not needed, for this does not hold: {source}."
            return ApprovalFinding(rule, Verdict(rule.name, Status.SKIPPED, say))
        case Outcome.FAILED:
            say = (
                f"Whether it is needed cannot be told from: {source}. Fill in the fields that"
                " this reads, or ask an admin to mend the policy."
            )
            verdict = Verdict(rule.name, Status.FAILED, say)
            return ApprovalFinding(rule, verdict, missing=rule.count)
        case Outcome.TRUE:
            return _unowned(rule, known)


def _unowned(rule: ApprovalRule, facts: Facts) -> ApprovalFinding | None:
    """A rule for the owners of services: none are named, or nobody knows who owns one of them.

    One that is known does not speak for another one, or naming it would get round its owner.
    """
    if not rule.by.is_of_owners_alone:
        return None
    named = services_named(facts.answers, rule.by.owners_of)
    if not named:
        say = "Not needed, for the request names no service that somebody owns."
        return ApprovalFinding(rule, Verdict(rule.name, Status.SKIPPED, say))
    unowned = [name for name in named if not any(one.owner for one in facts.catalog.named(name))]
    if not unowned:
        return None
    say = f"The catalog knows no owner of {', '.join(unowned)}; name services that it knows."
    return ApprovalFinding(rule, Verdict(rule.name, Status.REFUSED, say), missing=rule.count)


def _passed(
    rule: ApprovalRule,
    automatic: Sequence[Automatic],
    outcomes: Mapping[str, Outcome],
    facts: Mapping[str, FactValue],
) -> ApprovalFinding | None:
    """By the first automatic rule that holds; one that cannot be told passes nothing."""
    for one in automatic:
        if outcomes[one.name] is Outcome.TRUE and one.covers(rule.name):
            say = f"Given by itself, for “{one.name}” holds: {one.when.because(facts)}."
            return ApprovalFinding(rule, Verdict(rule.name, Status.SATISFIED, say))
    return None


def approvals(found: Sequence[ApprovalFinding]) -> Verdict:
    """The node over all approvals; a request that needs none waits for an admin."""
    children = tuple(finding.verdict for finding in found)
    status = gravest(child.status for child in children)
    open_ = sum(child.status is Status.PENDING for child in children)
    match status:
        case Status.SKIPPED:
            say = "The policy asks nobody to approve this request; an admin must mend it."
            return Verdict(APPROVALS, Status.PENDING, say, children)
        case Status.SATISFIED:
            passed = any(finding.passed for finding in found)
            say = "Somebody broke the glass." if passed else "All approvals are given."
        case Status.PENDING:
            asked = sum(child.status is not Status.SKIPPED for child in children)
            say = f"{open_} of {asked} approval{'s' if asked > 1 else ''} still to be given."
        case _:
            say = "An approval cannot be decided."
    return Verdict(APPROVALS, status, say, children)
