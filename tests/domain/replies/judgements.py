"""Judgements with defaults, and what a hostile person would fill them with."""

from dataclasses import replace
from typing import Any

from app.domain.cases import Difference
from app.domain.check import (
    CasesJudged,
    FailedCase,
    Finding,
    Judgement,
    Level,
    PastChange,
    PastRequests,
)
from app.domain.replies.checks import CheckOutput, check_output
from app.domain.state import State

URL = "https://github.example/acme/services"


def a_finding(**changes: Any) -> Finding:
    return replace(
        Finding("policy.yml", 3, 5, Level.FAILURE, "There is no role `secruity`."), **changes
    )


def a_failed_case(**changes: Any) -> FailedCase:
    difference = Difference("state", "building", "vetoed", "sam vetoed it.")
    case = FailedCase("tools pass", "policy-tests/tools.yml", 9, 5, (difference,))
    return replace(case, **changes)


def a_change(**changes: Any) -> PastChange:
    change = PastChange(
        12,
        "billing",
        State.AWAITING_APPROVAL,
        State.BUILDING,
        ("platform review",),
        "Approved: it can be built.",
    )
    return replace(change, **changes)


def cases_failed(*failures: FailedCase, ran: int = 14) -> CasesJudged:
    return CasesJudged(ran, len(failures), failures)


def changed(*changes: PastChange, decided: int = 212) -> PastRequests:
    return PastRequests(decided, len(changes), changes)


def a_judgement_full_of(text: str) -> Judgement:
    """Every text that files and people can fill is `text`."""
    difference = Difference(text, text, text, text)
    return Judgement(
        findings=tuple(a_finding(path=text, message=text, level=level) for level in Level),
        cases=cases_failed(a_failed_case(name=text, path=text, differences=(difference,))),
        past=changed(a_change(name=text, rules=(text, text), why=text, unknown=(text,))),
    )


def told(judgement: Judgement) -> CheckOutput:
    return check_output(judgement, "acme", URL)
