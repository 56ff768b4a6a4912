"""Breaks in what is decided: broken glass, vetoes and rules."""

from tests.domain.heart.breaks.kind import Break

_GLASS = "approvals/glass.py"
_PEOPLE = "approvals/people.py"
_VETO = "approvals/veto.py"
_APPROVALS = "evaluate/approvals.py"
_DECISION = "evaluate/decision.py"
_RULES = "evaluate/rules.py"
_TREES = "evaluate/trees.py"

OF_GLASS_AND_VETO = (
    Break("glass without history", _GLASS, "if not evidence.issue.edits_complete:", "if False:"),
    Break(
        "glass without the role",
        _GLASS,
        "if not any(_is_in_role(rule, evidence, act.actor)):",
        "if False:",
    ),
    Break(
        "glass by a writer",
        _GLASS,
        "if reason := person_objection(act, evidence, may):",
        "if reason := None:",
    ),
    Break(
        "glass without a reason",
        _GLASS,
        "if not without_hidden(given_reason).strip():",
        "if False:",
    ),
    Break(
        "glass outlasts an edit",
        _GLASS,
        "display_objection(frozenset, evidence",
        "display_objection(lambda _: frozenset(), evidence",
    ),
    Break("glass mends what failed", _APPROVALS, "is not Status.PENDING", "is Status.SATISFIED"),
    Break(
        "glass thaws every freeze",
        _DECISION,
        " and policy.break_glass.also_freezes",
        "",
    ),
    Break("the veto is not heard", _DECISION, "        veto.verdict,\n", ""),
    Break(
        "anybody lifts a veto",
        _VETO,
        "if not _may(veto, event, evidence):",
        "if event.added and not _may(veto, event, evidence):",
    ),
    Break(
        "a veto ends with its author's membership",
        _VETO,
        "if event.id in evidence.heard:",
        "if False:",
    ),
    Break(
        "a renamed veto is none", _PEOPLE, "ids |= {binding.label_id", "ids &= {binding.label_id"
    ),
)

OF_RULES = (
    Break(
        "one approval too few",
        "approvals/shortage.py",
        "max(rule.count - len(counts_for), 0)",
        "max(rule.count - 1 - len(counts_for), 0)",
    ),
    Break(
        "a request that needs none",
        _APPROVALS,
        "return Verdict(APPROVALS, Status.PENDING, say, children)",
        "return Verdict(APPROVALS, Status.SATISFIED, say, children)",
    ),
    Break("automatic covers all", _APPROVALS, " and one.covers(rule.name)", ""),
    Break(
        "automatic although it does not hold",
        _APPROVALS,
        "outcomes[one.name] is Outcome.TRUE",
        "outcomes[one.name] is not Outcome.FAILED",
    ),
    Break(
        "a refusal is not heard",
        _DECISION,
        '    yield from group("refusals"',
        '    group("refusals"',
    ),
    Break("a freeze is not heard", _DECISION, "        *_freezes(policy, facts, glass),\n", ""),
    Break("a freeze begins late", _RULES, "now < rule.since", "now <= rule.since"),
    Break("the gentlest decides", _TREES, "return min(statuses", "return max(statuses"),
)
