"""Whose labels approve a request, whose stop it, and why the others do not count."""

from app.domain.approvals.behind import untold
from app.domain.approvals.evidence import Binding, Display, Evidence, Ineffective, Memberships
from app.domain.approvals.judge import ApprovalFinding, judge
from app.domain.approvals.people import people_to_ask, who_may
from app.domain.approvals.veto import VetoFinding, judge_veto

__all__ = [
    "ApprovalFinding",
    "Binding",
    "Display",
    "Evidence",
    "Ineffective",
    "Memberships",
    "VetoFinding",
    "judge",
    "judge_veto",
    "people_to_ask",
    "untold",
    "who_may",
]
