"""Requests on which people wrote comments, and policies that heed them."""

from dataclasses import replace
from datetime import datetime

from app.domain.approvals import Evidence, Withdrawal
from app.domain.digest import digest
from app.domain.evaluate import Decision
from app.domain.issue import Comment, Issue, LabelEvent
from app.domain.policy import Policy
from tests.domain.build import ANSWERS, MEMBERS, NOON, TEMPLATES, a_person, an_issue, at, the_facts
from tests.domain.build import the_evidence as evidence_of
from tests.domain.evaluate.decisions import decided, policy_with

DIGEST = digest(ANSWERS, TEMPLATES)
EXPLICIT = """
approvals:
  - {name: security review, by: security, explicit: true}
"""


def a_comment(
    text: str = f"/slipway approve {DIGEST}",
    by: str = "sam",
    seconds: int = 60,
    *,
    edited: bool = False,
    via_app: bool = False,
    is_bot: bool = False,
) -> Comment:
    """A comment; its id grows with its time."""
    author = a_person(by, is_bot=is_bot)
    return Comment(seconds, author, text, at(seconds), edited, False, False, f"c{seconds}", via_app)


def spoken(*comments: Comment, **issue: object) -> Issue:
    """The request with these comments below it."""
    return replace(an_issue(**issue), comments=comments)  # type: ignore[arg-type]


def decision_on(
    policy: Policy,
    *comments: Comment,
    events: tuple[LabelEvent, ...] = (),
    evidence: Evidence | None = None,
    now: datetime = NOON,
    withdrawals: tuple[Withdrawal, ...] = (),
    members: dict[tuple[str, str], bool] | None = None,
) -> Decision:
    """What becomes of the request with these comments and labels."""
    known = evidence or evidence_of(an_issue(*events), members=MEMBERS | (members or {}))
    issue = replace(known.issue, comments=comments)
    heard = replace(known, issue=issue, withdrawals=withdrawals)
    return decided(policy, evidence=heard, facts=the_facts(now=now))


def explicit_policy(extra: str = "") -> Policy:
    """One approval, by a comment of the security team."""
    return policy_with(extra, EXPLICIT)


def reasons(decision: Decision) -> str:
    """All that is said of what does not count."""
    return "\n".join(one.sentence for one in decision.ineffective)
