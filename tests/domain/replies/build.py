"""Views of requests with defaults, and what a hostile person would fill them with."""

from dataclasses import replace
from typing import Any

from app.domain.answers import Problem
from app.domain.issue import Person
from app.domain.state import State
from app.domain.status import (
    ApprovalNeed,
    Builders,
    Failure,
    HalfView,
    ShownAnswer,
    StatusView,
    StepState,
    StepView,
)
from app.domain.verdict import Status, Verdict

DANA = Person(1, "dana")

VERDICT = Verdict(
    "request",
    Status.PENDING,
    "One approval is missing.",
    (
        Verdict("names", Status.SATISFIED, "The name billing is free."),
        Verdict(
            "approvals",
            Status.PENDING,
            "One of two is missing.",
            (
                Verdict("platform review", Status.PENDING, "Nobody has approved yet."),
                Verdict("security review", Status.SKIPPED, "The data is not personal."),
            ),
        ),
    ),
)


def an_approval(**changes: Any) -> ApprovalNeed:
    need = ApprovalNeed("platform review", "approved/platform", ("platform-reviewers",), (), 1)
    return replace(need, **changes)


def a_half(**changes: Any) -> HalfView:
    return replace(HalfView("service", "acme/billing", ("README.md", "src/app.py")), **changes)


def a_built_half(repository: str = "acme/billing", **changes: Any) -> HalfView:
    url = f"https://github.example/{repository}"
    return a_half(repository=repository, url=url, clone_url=f"{url}.git", **changes)


def a_view(state: State = State.AWAITING_APPROVAL, **changes: Any) -> StatusView:
    view = StatusView(
        state=state,
        organisation="acme",
        requester=DANA,
        answers=(ShownAnswer("Service name", "billing"), ShownAnswer("Data store", "")),
        verdict=VERDICT,
        approvals=(an_approval(),),
        digest="3f2a8c9d1e0b77aa",
        template_trees={"python-service": "a1b2c3d4e5f6", "platform": "0f9e8d7c6b5a"},
        halves=(a_half(), a_half(title="integration tests", repository="acme/billing-tests")),
        policy_url="https://github.example/acme/services/blob/main/policy.yml",
    )
    return replace(view, **changes)


def a_view_full_of(text: str, state: State, times: int = 1) -> StatusView:
    """A view in which everything that people can type is `text`, each part `times` times."""
    leaf = Verdict(text, Status.REFUSED, text)
    return a_view(
        state,
        requester=Person(1, text),
        answers=(ShownAnswer(text, text),) * times,
        problems=(Problem(text, text),) * times,
        verdict=Verdict("request", Status.REFUSED, text, (leaf,) * times),
        approvals=(ApprovalNeed(text, text, (text,), (text,), 2, (text,)),) * times,
        vetoed_by=(text,) * times,
        veto_label=text,
        blockers=(text,) * times,
        template_trees={text: "0f9e8d7c6b5a"},
        halves=(HalfView("service", text, (f"src/{text}",) * times, text, text),) * 2,
        progress=(StepView(text, StepState.FAILED, text, text),) * times,
        failure=Failure(text, text, text),
        notes=(text,) * times,
        expired=text,
        builders=Builders((text,), (text,)) if state is State.WAITING else None,
        policy_url=text,
    )
