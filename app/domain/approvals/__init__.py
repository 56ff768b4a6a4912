"""Whose labels and comments approve a request, whose stop it, and why others do not count."""

from app.domain.approvals.asking import people_to_ask
from app.domain.approvals.behind import untold
from app.domain.approvals.comments import orders
from app.domain.approvals.delegates import stand_ins
from app.domain.approvals.evidence import (
    ORGANISATION,
    Binding,
    Display,
    Evidence,
    Ineffective,
    Memberships,
    Withdrawal,
)
from app.domain.approvals.glass import GlassFinding, judge_glass
from app.domain.approvals.hearing import Terms
from app.domain.approvals.judge import ApprovalFinding, judge
from app.domain.approvals.people import who_may
from app.domain.approvals.start import StartFinding, judge_start
from app.domain.approvals.still_asked import StillAsked, still_asked
from app.domain.approvals.veto import VetoFinding, judge_veto

__all__ = [
    "ORGANISATION",
    "ApprovalFinding",
    "Binding",
    "Display",
    "Evidence",
    "GlassFinding",
    "Ineffective",
    "Memberships",
    "StartFinding",
    "StillAsked",
    "Terms",
    "VetoFinding",
    "Withdrawal",
    "judge",
    "judge_glass",
    "judge_start",
    "judge_veto",
    "orders",
    "people_to_ask",
    "stand_ins",
    "still_asked",
    "untold",
    "who_may",
]
