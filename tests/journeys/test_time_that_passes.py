"""Reminders, escalation and expiry, by working days of the sandbox's clock."""

from datetime import datetime, timedelta

import pytest

from app.domain.state import State
from app.github.calls import Call
from app.store import audit
from tests.journeys.acme import Acme, connect
from tests.journeys.request import Request

PATIENCE = """
working_days: {time_zone: UTC}
reminders: {after: 2, every: 3, most: 2}
escalation: {after: 6, to: security}
expiry: {after: 10}
limits: {open_requests_per_team: 1}
"""
THURSDAY, FRIDAY = 3, 4
DAY = timedelta(days=1)


@pytest.fixture
def patient_acme(acme: Acme) -> Acme:
    """Acme whose people are reminded, on a Thursday at ten."""
    acme.commits("policy.yml", lambda text: f"{text}{PATIENCE}")
    goes_to(acme, next_weekday(acme, THURSDAY))
    return acme


def next_weekday(acme: Acme, weekday: int) -> datetime:
    """The next one of that number, at ten."""
    day = acme.bench.clock().replace(hour=10, minute=0, second=0, microsecond=0) + DAY
    return day + (weekday - day.weekday()) % 7 * DAY


def goes_to(acme: Acme, moment: datetime) -> None:
    """Time passes, and Slipway has its turn then."""
    acme.waits((moment - acme.bench.clock()).total_seconds())
    acme.settles()


def days_pass(acme: Acme, days: float) -> None:
    """At once: Slipway is not there meanwhile."""
    goes_to(acme, acme.bench.clock() + days * DAY)


def reminders(request: Request) -> list[str]:
    return [text for text in request.notices if "⏰" in text or "📣" in text]


def test_reviewers_are_reminded_after_working_days_and_not_on_a_weekend(
    patient_acme: Acme,
) -> None:
    request = patient_acme.files(data="personal")

    for _ in range(3):
        days_pass(patient_acme, 1)
    on_sunday = reminders(request)
    days_pass(patient_acme, 1.02)

    assert on_sunday == []
    [reminder] = reminders(request)
    assert "**platform review**: set `approved/platform`; asked: @acme/platform" in reminder
    assert "**security review**: set `approved/security`; asked: @acme/security" in reminder
    assert request.state is State.AWAITING_APPROVAL


def test_it_is_looked_at_when_a_reminder_is_due_and_not_before(patient_acme: Acme) -> None:
    request = patient_acme.files()
    due = next_weekday(patient_acme, 0)

    goes_to(patient_acme, due - timedelta(minutes=20))

    look_at = request.row.look_at
    assert look_at is not None
    assert abs(look_at - due) < timedelta(minutes=5)


def test_only_those_are_reminded_whose_approval_is_missing(patient_acme: Acme) -> None:
    request = patient_acme.files(data="personal")
    request.is_approved()

    days_pass(patient_acme, 5)

    [reminder] = reminders(request)
    assert "security review" in reminder
    assert "platform review" not in reminder


def test_an_approval_or_an_edit_starts_the_clock_anew(patient_acme: Acme) -> None:
    request = patient_acme.files(data="personal")
    days_pass(patient_acme, 3.5)
    request.is_approved()
    days_pass(patient_acme, 1)
    request.is_edited(description="Sends the invoices by post.")

    days_pass(patient_acme, 1)

    assert reminders(request) == []


def test_after_two_weeks_of_silence_one_reminder_goes_out(patient_acme: Acme) -> None:
    request = patient_acme.files()

    days_pass(patient_acme, 13)

    [one] = reminders(request)
    assert "📣 @acme/security, this request has waited since" in one
    assert "⏰ **Waiting since" in one


def test_there_are_no_more_reminders_than_the_policy_says_and_one_escalation(
    patient_acme: Acme,
) -> None:
    request = patient_acme.files()

    for _ in range(13):
        days_pass(patient_acme, 1)

    told = reminders(request)
    assert ["⏰" in text for text in told].count(True) == 2
    assert ["📣" in text for text in told].count(True) == 1


def test_the_requester_is_reminded_once_of_what_to_correct(patient_acme: Acme) -> None:
    request = patient_acme.files(name="Not A Name")

    for _ in range(12):
        days_pass(patient_acme, 1)

    [reminder] = reminders(request)
    assert "⏰ @dana, this request has waited for you since" in reminder


def test_what_nobody_moves_on_is_closed_and_frees_its_place(patient_acme: Acme) -> None:
    request = patient_acme.files()
    second = patient_acme.files(name="ledger")
    told = request.status
    days_pass(patient_acme, 5)
    [reminder] = reminders(request)

    days_pass(patient_acme, 10)

    closes_on = next(line for line in told.splitlines() if line.startswith("Closes on"))
    assert closes_on.removeprefix("C") in reminder
    assert request.state is State.CLOSED
    assert not request.is_open
    assert "Nobody did within 10 working days what it waited for." in request.headline
    assert "To go on, reopen this issue" in request.notices[-1]
    assert _last_standing(request) == ("slipway", "expired")
    assert second.state is State.AWAITING_APPROVAL


def test_what_expires_in_the_middle_of_a_look_is_closed_by_the_next_one(
    patient_acme: Acme,
) -> None:
    request = patient_acme.files()
    expiry = next_weekday(patient_acme, THURSDAY) + 7 * DAY
    goes_to(patient_acme, expiry - timedelta(minutes=10))
    told = reminders(request)
    patient_acme.does("ada", "DELETE", "/repos/acme/services/labels/approved%2Fplatform")

    def on_call(call: Call) -> None:
        if call.route == "POST /repos/{owner}/{repo}/labels":
            patient_acme.waits(timedelta(minutes=30).total_seconds())

    github = connect(patient_acme.sandbox, on_call, patient_acme.bench.database)
    patient_acme.with_bench(github=github).settles()

    assert reminders(request) == told
    assert request.state is State.CLOSED
    assert "Nobody did within 10 working days what it waited for." in request.headline
    assert not request.is_open


def test_reopened_it_waits_anew(patient_acme: Acme) -> None:
    request = patient_acme.files()
    days_pass(patient_acme, 15)
    assert not request.is_open

    patient_acme.does("ada", "PATCH", request.path, {"state": "open"})
    patient_acme.settles()
    days_pass(patient_acme, 1)

    assert "slipway/awaiting-approval" in request.labels
    assert reminders(request) == []
    request.is_approved()
    assert request.state is State.LIVE


def test_closed_again_by_a_person_it_was_not_the_clock(patient_acme: Acme) -> None:
    request = patient_acme.files()
    days_pass(patient_acme, 15)
    for state in ("open", "closed"):
        patient_acme.waits()
        patient_acme.does("ada", "PATCH", request.path, {"state": state})
        patient_acme.settles()

    assert "Nobody did" not in request.headline
    assert _last_standing(request) == ("slipway", "closed")


def test_another_expiry_closes_nothing_at_once(patient_acme: Acme) -> None:
    request = patient_acme.files()
    days_pass(patient_acme, 8)

    patient_acme.commits("policy.yml", lambda text: text.replace("after: 10", "after: 4"))

    assert "slipway/awaiting-approval" in request.labels
    days_pass(patient_acme, 7)
    assert request.state is State.CLOSED


def test_what_is_on_hold_is_nobodys_to_be_reminded_of(patient_acme: Acme) -> None:
    patient_acme.files()
    second = patient_acme.files(name="ledger")

    days_pass(patient_acme, 8)

    assert second.state is State.WAITING
    assert second.notices == []
    assert "Closes on" not in second.status


def _last_standing(request: Request) -> tuple[str, str]:
    row = request.row
    with request.acme.bench.database.transaction() as tx:
        entries = audit.of_request(tx, "acme", row.id)
    last = [one for one in entries if not one.action.startswith("github")][-1]
    return last.actor, last.action


def test_a_day_without_news_writes_nothing(patient_acme: Acme) -> None:
    request = patient_acme.files()
    before = request.issue["updated_at"], request.status

    for _ in range(3):
        days_pass(patient_acme, 0.2)

    assert (request.issue["updated_at"], request.status) == before
