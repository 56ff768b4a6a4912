"""A decision's tree with what each node waits for and which facts it rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.approvals import ApprovalFinding, who_may
from app.domain.cel import Condition, shown_fact
from app.domain.evaluate.approvals import APPROVALS
from app.domain.evaluate.decision import FREEZES, LIMITS, SHADOW, Decision
from app.domain.facts import CATALOG, NOW, REQUEST, Fact, Facts
from app.domain.policy import ApprovalRule, Policy
from app.domain.verdict import Status, Verdict

_BY_ITSELF = "nobody: it goes on by itself"
_WAITS = {
    Status.REFUSED: "the requester, who corrects the issue",
    Status.FAILED: "the requester, who fills in what it reads, or an admin, who mends the policy",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """One node. `waits_for` is "" for what waits for nothing; `facts` maps names to values.

    The value of a fact that is not there, or too large to be shown, is "".
    """

    rule: str
    status: Status
    sentence: str
    waits_for: str
    facts: Mapping[str, str]
    children: tuple["Explained", ...]


def explain(policy: Policy, facts: Facts, decision: Decision) -> Explained:
    """The tree of a decision that was made from these facts under this policy."""
    return _Explainer(policy, facts, decision).node("", decision.verdict)


class _Explainer:
    def __init__(self, policy: Policy, facts: Facts, decision: Decision) -> None:
        self._values = policy.sees(facts)
        self._reads = dict(_reads(policy))
        self._builders = who_may(policy.shadow.build_by) if policy.shadow else ""
        self._findings = {finding.rule.name: finding for finding in decision.approvals}

    def node(self, above: str, verdict: Verdict) -> Explained:
        names = () if verdict.children else self._reads.get((above, verdict.rule), frozenset())
        return Explained(
            verdict.rule,
            verdict.status,
            verdict.sentence,
            "" if verdict.children else self._waits_for(above, verdict),
            {name: self._shown(name) for name in sorted(names)},
            tuple(self.node(verdict.rule, child) for child in verdict.children),
        )

    def _shown(self, name: str) -> str:
        value = self._values.get(name)
        return "" if value is None else shown_fact(value) or ""

    def _waits_for(self, above: str, verdict: Verdict) -> str:
        if verdict.status is Status.PENDING:
            if verdict.rule == SHADOW:
                return f"{self._builders}, who comment /slipway build"
            is_approval = above == APPROVALS
            return _missing(self._findings[verdict.rule]) if is_approval else _BY_ITSELF
        if verdict.rule == "veto" and verdict.status is Status.REFUSED:
            return "those who may veto, who take the label off"
        return _WAITS.get(verdict.status, "")


def _missing(finding: ApprovalFinding) -> str:
    persons = "1 person" if finding.missing == 1 else f"{finding.missing} persons"
    rule = finding.rule
    how = (
        "comment /slipway approve with the digest"
        if rule.explicit
        else f"set the label {rule.label}"
    )
    who = who_may((finding.asked,), "and" if finding.asks_each else "or")
    return f"{persons} of {who}, who {how}"


def _reads(policy: Policy) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """By the name of the node above and its own: the facts that a node rests on."""
    similar = {CATALOG} if policy.names.too_similar is not None else set()
    yield ("request", "name"), frozenset({f"{REQUEST}name", *similar})
    for field in ("owner", "template"):
        yield ("request", field), frozenset({REQUEST + field})
    for rule in policy.fields:
        yield ("fields", rule.field), _in([rule.required_when]) | {REQUEST + rule.field}
    for refusal in policy.refuse:
        said = (part.reads for part in refusal.say.expressions)
        yield ("refusals", refusal.name), _in([refusal.when]).union(*said)
    for approval in policy.approvals:
        yield (APPROVALS, approval.name), _of_approval(policy, approval)
    for freeze in policy.freezes:
        yield (FREEZES, freeze.name), _in([freeze.when]) | {NOW}
    yield (LIMITS, "services of the team"), frozenset({str(Fact.TEAM_SERVICES)})
    yield (LIMITS, "open requests of the team"), frozenset({str(Fact.TEAM_OPEN_REQUESTS)})
    yield (LIMITS, "requests of one day"), frozenset({str(Fact.REQUESTER_REQUESTS_TODAY)})


def _of_approval(policy: Policy, rule: ApprovalRule) -> frozenset[str]:
    instead = (
        one.when for one in policy.automatic if rule.name in (one.instead_of or (rule.name,))
    )
    return _in([rule.when, *instead]) | {REQUEST + field for field in rule.by.owners_of}


def _in(conditions: Iterable[Condition | None]) -> frozenset[str]:
    return frozenset(fact for one in conditions if one is not None for fact in one.reads)
