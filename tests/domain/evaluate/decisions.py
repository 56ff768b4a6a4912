"""Decides the starter form's request under a policy that a test writes."""

from app.domain.approvals import Evidence
from app.domain.evaluate import Decision, Surroundings, evaluate
from app.domain.facts import Facts
from app.domain.issue import LabelEvent
from app.domain.policy import Policy
from app.domain.verdict import Verdict
from tests.domain.build import a_policy, an_issue, the_evidence, the_facts

BASE = """
version: 1
roles:
  platform: {teams: [platform-reviewers]}
  security: {teams: [security]}
  neighbours: {owners_of: request.depends_on}
"""
APPROVALS = """
approvals:
  - {name: platform review, label: approved/platform, by: platform}
"""


def policy_with(extra: str, approvals: str = APPROVALS) -> Policy:
    """A small policy with these lines added."""
    return a_policy(BASE + approvals + extra)


def decided(
    policy: Policy,
    *events: LabelEvent,
    facts: Facts | None = None,
    evidence: Evidence | None = None,
    taken: dict[str, str] | None = None,
) -> Decision:
    """What becomes of the request with these labels set on it."""
    return evaluate(
        policy,
        facts or the_facts(),
        evidence or the_evidence(an_issue(*events)),
        Surroundings(True, taken or {}, frozenset({"python-service"})),
    )


def node(decision: Decision, rule: str) -> Verdict:
    """The node of that name."""
    return next(one for one in decision.verdict.walk() if one.rule == rule)
