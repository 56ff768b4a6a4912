"""What a request waits for, and what is due by that."""

from datetime import datetime, timedelta

import pytest

from app.domain.answers import Answers
from app.domain.approvals import ApprovalFinding
from app.domain.policy import Policy
from app.domain.state import State
from app.domain.waiting import Due, Wait, Whom, awaited, schedule
from tests.domain.build import ANSWERS, NOON, a_label_event, an_edit, an_issue
from tests.domain.evaluate.decisions import decided, policy_with

DAY = timedelta(days=1)
RULES = """
reminders: {after: 2, every: 3, most: 2}
escalation: {after: 4, to: security}
expiry: {after: 10}
"""
POLICY = policy_with(RULES)
TWO_RULES = policy_with(
    RULES,
    """
approvals:
  - {name: platform review, label: approved/platform, by: platform}
  - {name: security review, label: approved/security, by: security, when: request.tier < 3}
""",
)
NOTHING_DONE = Wait(NOON)
"""NOON is that of a Monday."""


def key_of(policy: Policy, *approvals: ApprovalFinding, **answers: object) -> str:
    found = approvals or decided(policy).approvals
    said: Answers = {**ANSWERS, **answers}  # type: ignore[dict-item]
    return awaited(State.AWAITING_APPROVAL, an_issue(), policy, found, said).key


def due_days(policy: Policy, whom: Whom, wait: Wait) -> list[float]:
    planned = schedule(policy, whom, wait)
    moments = (planned.reminder, planned.escalation, planned.expiry)
    return [-1 if moment is None else (moment - NOON) / DAY for moment in moments]


def test_the_clock_of_reviewers_counts_working_days() -> None:
    assert due_days(POLICY, Whom.REVIEWERS, NOTHING_DONE) == [2, 4, 14]


def test_the_requester_is_neither_escalated_nor_reminded_twice() -> None:
    reminded = Wait(NOON, ((Due.REMINDER, NOON + 2 * DAY),))

    assert due_days(POLICY, Whom.REQUESTER, NOTHING_DONE) == [2, -1, 14]
    assert due_days(POLICY, Whom.REQUESTER, reminded) == [-1, -1, 14]


def test_nobody_is_told_where_nobody_is_waited_for() -> None:
    assert due_days(POLICY, Whom.NOBODY, NOTHING_DONE) == [-1, -1, -1]


def test_without_the_keys_nothing_is_ever_due() -> None:
    assert due_days(policy_with(""), Whom.REVIEWERS, NOTHING_DONE) == [-1, -1, -1]


def test_a_late_reminder_puts_the_next_one_off() -> None:
    late = NOON + 7 * DAY
    once = Wait(NOON, ((Due.REMINDER, late), (Due.ESCALATION, late)))
    twice = Wait(NOON, (*once.done, (Due.REMINDER, late + 3 * DAY)))

    assert due_days(POLICY, Whom.REVIEWERS, once) == [10, -1, 14]
    assert due_days(POLICY, Whom.REVIEWERS, twice) == [-1, -1, 14]


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (1.9, set()),
        (2, {Due.REMINDER}),
        (4, {Due.REMINDER, Due.ESCALATION}),
        (14, {Due.EXPIRY}),
    ],
)
def test_what_is_due_is_done_at_once_and_nothing_beside_the_end(days: float, due: set[Due]) -> None:
    assert schedule(POLICY, Whom.REVIEWERS, NOTHING_DONE).due(NOON + days * DAY) == due


def test_the_next_moment_is_the_first_one_ahead() -> None:
    planned = schedule(POLICY, Whom.REVIEWERS, NOTHING_DONE)

    def after(days: float) -> datetime | None:
        return planned.next(NOON + days * DAY)

    assert [after(0), after(2), after(4), after(14)] == [
        *(NOON + days * DAY for days in (2, 4, 14)),
        None,
    ]


def test_it_waits_for_something_else_once_an_approval_is_given() -> None:
    given = decided(TWO_RULES, a_label_event("paula", 60)).approvals

    assert key_of(TWO_RULES) != key_of(TWO_RULES, *given)


def test_an_edit_starts_the_clock_anew_only_if_somebody_asked_reads_it() -> None:
    platform_gave_it = decided(TWO_RULES, a_label_event("paula", 60)).approvals

    def key(**answers: object) -> str:
        return key_of(TWO_RULES, *platform_gave_it, **answers)

    assert key(description="Another.") == key()
    assert key(tier=1) != key()


def test_other_people_to_ask_start_the_clock_anew() -> None:
    by_security = policy_with(
        RULES, "approvals: [{name: r, label: approved/platform, by: security}]\n"
    )

    assert key_of(by_security) != key_of(POLICY)


def test_another_expiry_starts_the_clock_anew_and_other_reminders_do_not() -> None:
    longer = policy_with(RULES.replace("10", "11"))
    sooner = policy_with(RULES.replace("after: 2", "after: 1"))

    assert key_of(longer) != key_of(POLICY)
    assert key_of(sooner) == key_of(POLICY)


def test_a_requester_who_edits_has_begun_anew() -> None:
    before, after = an_issue(), an_issue(edits=(an_edit(90),))

    keys = [awaited(State.NEEDS_CORRECTION, one, POLICY).key for one in (before, after)]

    assert keys[0] != keys[1]


@pytest.mark.parametrize(
    ("state", "whom"),
    [
        (State.AWAITING_APPROVAL, Whom.REVIEWERS),
        (State.NEEDS_CORRECTION, Whom.REQUESTER),
        (State.VETOED, Whom.REQUESTER),
        *((state, Whom.NOBODY) for state in (State.WAITING, State.BLOCKED, State.CLOSED)),
    ],
)
def test_whose_turn_it_is(state: State, whom: Whom) -> None:
    assert awaited(state, an_issue(), POLICY, decided(POLICY).approvals, ANSWERS).whom is whom


def test_nobody_is_asked_where_no_approval_is_missing() -> None:
    given = decided(POLICY, a_label_event("paula", 60)).approvals

    assert awaited(State.AWAITING_APPROVAL, an_issue(), POLICY, given).whom is Whom.NOBODY
