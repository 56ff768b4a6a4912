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

__all__ = [
    "MOST_REQUESTS",
    "CasesJudged",
    "ControlFiles",
    "FailedCase",
    "Finding",
    "History",
    "Judgement",
    "Level",
    "PastChange",
    "PastRequests",
    "judge",
    "stopped",
    "with_members",
]
