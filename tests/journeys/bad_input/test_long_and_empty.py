"""Texts of no length and of the greatest are answered, and what was asked for is not lost."""

import pytest

from app.domain.state import State
from tests.journeys.acme import Acme
from tests.journeys.form import ANSWERS

LONGEST = 65_536
"""What GitHub takes for the text of an issue."""

FIELDS = (*ANSWERS, "depends_on", "data_store")


@pytest.mark.parametrize("body", ["", " \r\n\t\n", "\u00a0"])
def test_an_empty_text_is_told_what_to_do(busy_acme: Acme, body: str) -> None:
    request = busy_acme.files_text(body)

    assert request.state is State.NEEDS_CORRECTION
    assert "The issue has no text. Open a new one with the form “New service”" in request.status


@pytest.mark.parametrize(
    "part", ["x", "### Owner\n\nx\n\n", "#", "### ", "\n", "> ", "```\n", "<!--", "🎉"]
)
def test_the_longest_text_is_answered_within_githubs_bounds(busy_acme: Acme, part: str) -> None:
    body = (part * LONGEST)[:LONGEST]

    request = busy_acme.files_text(body)

    assert request.state is State.NEEDS_CORRECTION
    assert "Service name" in request.status or "The issue has no text" in request.status


@pytest.mark.parametrize("field", FIELDS)
def test_the_longest_answer_to_a_field_is_for_the_requester_to_shorten(
    busy_acme: Acme, field: str
) -> None:
    request = busy_acme.files(name=f"longest-{field.replace('_', '-')}")
    body = request.issue["body"]

    request.is_edited(**{field: "x" * (LONGEST - len(body))})

    assert request.state is State.NEEDS_CORRECTION
    assert len(request.headline) < 300
    assert _has_a_reason(request.status)

    request.is_rewritten(body)

    assert "slipway/awaiting-approval" in request.labels


def _has_a_reason(status: str) -> bool:
    """Whether the first point to correct says what is wrong before it is cut off."""
    points = [line for line in status.splitlines() if line.startswith("- **")]
    reasons = ("at most", "is no team's slug", "must be one of", "knows no service")
    return any(reason in points[0] for reason in reasons)
