"""What the policy says of a request: one tree, one decision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.approvals import ApprovalFinding, Evidence, VetoFinding, judge, judge_veto
from app.domain.conditions import Outcome
from app.domain.facts import Facts
from app.domain.github_names import is_team_slug
from app.domain.issue import Person
from app.domain.names import name_faults, pair_names
from app.domain.policy import ApprovalRule, Policy
from app.domain.verdict import Status, Verdict


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else exists, asked just now.

    `owner_exists`: the owner team is a team of the organisation; None if GitHub did not say.
    `taken` maps a repository name of the pair to a sentence that says who has it.
    `templates` are the language layers on offer.
    """

    owner_exists: bool | None
    taken: Mapping[str, str]
    templates: frozenset[str]


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
    def vetoed_by(self) -> Person | None:
        return self.veto.vetoed_by


def evaluate(
    policy: Policy, facts: Facts, evidence: Evidence, surroundings: Surroundings
) -> Decision:
    """Decide a request whose answers have no problem left."""
    findings = tuple(_finding(rule, facts, evidence) for rule in policy.approvals)
    veto = judge_veto(policy.veto, evidence)
    children = (
        _name(policy, _text(facts, "name"), surroundings),
        _owner(_text(facts, "owner"), surroundings),
        _template(_text(facts, "template"), surroundings),
        _approvals(findings),
        veto.verdict,
    )
    return Decision(_root(children), findings, veto)


def _text(facts: Facts, field: str) -> str:
    answer = facts.answers.get(field, "")
    return answer if isinstance(answer, str) else ""


def _name(policy: Policy, name: str, surroundings: Surroundings) -> Verdict:
    pair = pair_names(policy, name)
    taken = {key.casefold(): sentence for key, sentence in surroundings.taken.items()}
    clashes = (taken.get(repository.casefold()) for repository in (pair.service, pair.tests))
    faults = (*name_faults(policy, name), *filter(None, clashes))
    if faults:
        sentence = f"The name {name} cannot be used. {' '.join(faults)}"
        return Verdict("name", Status.REFUSED, sentence)
    sentence = f"The names {pair.service} and {pair.tests} are free."
    return Verdict("name", Status.SATISFIED, sentence)


def _owner(owner: str, surroundings: Surroundings) -> Verdict:
    if not is_team_slug(owner):
        say = "is no team's slug; write the last part of the address of the team's page."
        return Verdict("owner", Status.REFUSED, f"The owner {owner} {say}")
    match surroundings.owner_exists:
        case True:
            return Verdict("owner", Status.SATISFIED, f"Team {owner} will own it.")
        case False:
            say = "in this organisation; write the slug of the team that will own the service."
            return Verdict("owner", Status.REFUSED, f"There is no team {owner} {say}")
        case None:
            say = "GitHub did not say whether the team exists; it is asked again soon."
            return Verdict("owner", Status.FAILED, say)


def _template(template: str, surroundings: Surroundings) -> Verdict:
    if template in surroundings.templates:
        return Verdict("template", Status.SATISFIED, f"It is built from {template}.")
    offered = ", ".join(sorted(surroundings.templates)) or "none"
    sentence = f"There is no template {template}; the control repository offers: {offered}."
    return Verdict("template", Status.REFUSED, sentence)


def _finding(rule: ApprovalRule, facts: Facts, evidence: Evidence) -> ApprovalFinding:
    outcome = rule.when.evaluate(facts.by_name()) if rule.when else Outcome.TRUE
    source = " ".join(rule.when.source.split()) if rule.when else ""
    match outcome:
        case Outcome.TRUE:
            return judge(rule, evidence)
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


def _approvals(findings: Sequence[ApprovalFinding]) -> Verdict:
    children = tuple(finding.verdict for finding in findings)
    status = _worst(child.status for child in children)
    open_ = sum(child.status is Status.PENDING for child in children)
    match status:
        case Status.SKIPPED:
            say = "The policy asks nobody to approve this request; an admin must mend it."
            return Verdict("approvals", Status.PENDING, say, children)
        case Status.SATISFIED:
            say = "All approvals are given."
        case Status.PENDING:
            say = f"{open_} of {len(children)} approvals still to be given."
        case _:
            say = "An approval cannot be decided."
    return Verdict("approvals", status, say, children)


_GRAVEST = (Status.REFUSED, Status.FAILED, Status.PENDING, Status.SATISFIED, Status.SKIPPED)


def _worst(statuses: Iterable[Status]) -> Status:
    return min(statuses, key=_GRAVEST.index)


def _root(children: tuple[Verdict, ...]) -> Verdict:
    status = _worst(child.status for child in children)
    cause = next(child for child in children if child.status is status)
    sentence = "Approved: it can be built." if status is Status.SATISFIED else cause.sentence
    return Verdict("request", status, sentence, children)
