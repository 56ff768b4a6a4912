"""Promise 4: what never arrived is found: in GitHub's log, or by looking at the issues."""

from app.domain.state import State
from app.usecases.chores import run_due
from app.usecases.recovery import INTERVAL, RECOVERY
from tests.journeys.acme import Acme


def recovers(acme: Acme) -> None:
    """The chore comes round, and Slipway takes what comes of it."""
    acme.waits(INTERVAL.total_seconds() + 1)
    run_due(acme.bench, [RECOVERY])
    acme.settles()


def test_an_issue_whose_webhooks_were_all_lost_is_answered(busy_acme: Acme) -> None:
    busy_acme.controls("deliveries", drop=1000)
    request = busy_acme.files(name="lost-and-found")
    busy_acme.controls("deliveries")
    assert request.comments == []

    recovers(busy_acme)

    assert request.state is State.AWAITING_APPROVAL


def test_an_approval_whose_webhook_was_lost_counts_once_it_is_found(busy_acme: Acme) -> None:
    request = busy_acme.files(name="lost-approval")
    busy_acme.controls("deliveries", drop=1000)
    request.is_approved()
    busy_acme.controls("deliveries")
    assert request.state is State.AWAITING_APPROVAL

    recovers(busy_acme)

    assert request.state is State.LIVE
