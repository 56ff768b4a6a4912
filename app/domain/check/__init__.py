"""What is to be said of a commit's policy, form and policy cases before they are in force."""

from app.domain.check.judge import MOST_REQUESTS, judge, stopped
from app.domain.check.members import with_members
from app.domain.check.model import (
    CasesJudged,
    ControlFiles,
    FailedCase,
    Finding,
    History,
    Judgement,
    Level,
    PastChange,
    PastRequests,
)
from app.domain.check.names import POLICY_CHECK, TEMPLATE_CHECK
from app.domain.check.templates import TemplatesJudged

__all__ = [
    "MOST_REQUESTS",
    "POLICY_CHECK",
    "TEMPLATE_CHECK",
    "CasesJudged",
    "ControlFiles",
    "FailedCase",
    "Finding",
    "History",
    "Judgement",
    "Level",
    "PastChange",
    "PastRequests",
    "TemplatesJudged",
    "judge",
    "stopped",
    "with_members",
]
