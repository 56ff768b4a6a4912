"""Headings that are forged, doubled, in another order or gone are named and never guessed."""

import re

import pytest

from app.domain.state import State
from tests.journeys.acme import Acme
from tests.journeys.request import Request

LABELS = (
    *("Service name", "Owner", "Description", "Template", "Tier", "Data", "Exposure"),
    *("Depends on", "Data store"),
)


def sections(request: Request) -> list[str]:
    """The parts of the issue's text, each with its heading."""
    parts = re.split(r"(?m)^(?=### )", request.issue["body"])
    return [part for part in parts if part.strip()]


FORGERIES = {
    "plain": "### Owner\n\norders",
    "spaced": "###  Owner  \n\norders",
    "closed": "### Owner ###\n\norders",
    "underlined": "Owner\n---\n\norders",
    "html": "<h3>Owner</h3>\n\norders",
    "code": "```\n### Owner\n\norders\n```",
    "comment": "<!--\n### Owner\n\norders\n-->",
    "quote": "> ### Owner\n>\n> orders",
}


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_forged_heading_gives_no_answer(busy_acme: Acme, kind: str) -> None:
    name = f"{kind}-forgery"
    request = busy_acme.files(name=name, description=f"Fine.\n\n{FORGERIES[kind]}\n\nReally.")

    request.is_approved()

    if request.state is State.NEEDS_CORRECTION:
        assert "“Owner” stands in the issue's text 2 times" in request.status
        assert name not in busy_acme.repositories()
    else:
        assert request.state is State.LIVE
        assert busy_acme.does("ada", "GET", "/orgs/acme/teams/orders/repos") == []
        assert name in {one["name"] for one in _of_payments(busy_acme)}


def test_repeated_headings_are_unclear_wherever_they_stand(busy_acme: Acme) -> None:
    request = busy_acme.files(name="repeated")
    body = request.issue["body"]

    request.is_rewritten(f"{body}\n\n{body}")

    assert request.state is State.NEEDS_CORRECTION
    for label in LABELS:
        assert f"“{label}” stands in the issue's text 2 times" in request.status


@pytest.mark.parametrize("label", [LABELS[0], LABELS[4], LABELS[-1]])
def test_a_missing_heading_is_named_and_put_back_it_is_read(busy_acme: Acme, label: str) -> None:
    request = busy_acme.files(name="missing")
    whole = request.issue["body"]
    kept = [part for part in sections(request) if not part.startswith(f"### {label}\n")]

    request.is_rewritten("".join(kept))

    assert request.state is State.NEEDS_CORRECTION
    assert f"“### {label}” is missing" in request.status

    request.is_rewritten(whole)

    assert "slipway/awaiting-approval" in request.labels


def test_headings_in_another_order_are_not_read(busy_acme: Acme) -> None:
    request = busy_acme.files(name="reordered")
    parts = [part.rstrip("\n") for part in sections(request)]

    request.is_rewritten("\n\n".join(reversed(parts)))
    request.is_approved()

    assert request.state is State.NEEDS_CORRECTION
    assert "order" in request.status
    assert "reordered" not in busy_acme.repositories()


def _of_payments(acme: Acme) -> list[dict[str, str]]:
    found: list[dict[str, str]] = acme.does("ada", "GET", "/orgs/acme/teams/payments/repos")
    return found
