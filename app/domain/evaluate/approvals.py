"""Which approvals a request needs, and which it has."""

from collections.abc import Mapping, Sequence

from app.domain.answers import Answers
from app.domain.approvals import ApprovalFinding, Evidence, judge
from app.domain.cel import Outcome
from app.domain.evaluate.trees import gravest
from app.domain.facts import FactValue
from app.domain.policy import ApprovalRule, Automatic, Policy, services_named
from app.domain.verdict import Status, Verdict

APPROVALS = "approvals"


def findings(
    policy: Policy, answers: Answers, facts: Mapping[str, FactValue], evidence: Evidence
) -> tuple[ApprovalFinding, ...]:
    """What each rule says; what passes by itself needs nobody.

    Rules that let nobody fill two come last: they leave out whoever counts for another one.
    """
    outcomes = {rule.name: rule.when.evaluate(facts) for rule in policy.automatic}
    found: dict[str, ApprovalFinding] = {}
    for rule in sorted(policy.approvals, key=lambda rule: not rule.same_person):
        counted = {who.id: name for name, one in found.items() for who in one.given_by}
        found[rule.name] = (
            _not_needed(rule, answers, facts)
            or _passed(rule, policy.automatic, outcomes, facts)
            or judge(rule, evidence, {} if rule.same_person else counted)
        )
    return tuple(found[rule.name] for rule in policy.approvals)


def _not_needed(
    rule: ApprovalRule, answers: Answers, facts: Mapping[str, FactValue]
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
            return _nobody(rule, answers)


def _nobody(rule: ApprovalRule, answers: Answers) -> ApprovalFinding | None:
    """A rule for the owners of services: none are named, or nobody knows who owns them."""
    if rule.by.teams or rule.by.users:
        return None
    named = services_named(answers, rule.by.owners_of)
    if not named:
        say = "Not needed, for the request names no service that somebody owns."
        return ApprovalFinding(rule, Verdict(rule.name, Status.SKIPPED, say))
    say = f"The catalog knows no owner of {', '.join(named)}; name services that it knows."
    return ApprovalFinding(rule, Verdict(rule.name, Status.REFUSED, say), missing=rule.count)


def _passed(
    rule: ApprovalRule,
    automatic: Sequence[Automatic],
    outcomes: Mapping[str, Outcome],
    facts: Mapping[str, FactValue],
) -> ApprovalFinding | None:
    """By the first automatic rule that holds; one that cannot be told passes nothing."""
    for one in automatic:
        if outcomes[one.name] is Outcome.TRUE and rule.name in (one.instead_of or (rule.name,)):
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
            say = "All approvals are given."
        case Status.PENDING:
            say = f"{open_} of {len(children)} approvals still to be given."
        case _:
            say = "An approval cannot be decided."
    return Verdict(APPROVALS, status, say, children)
