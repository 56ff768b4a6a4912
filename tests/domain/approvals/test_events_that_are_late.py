"""What a label shows and its events do not tell yet is noticed, and waited for."""

from dataclasses import replace

import pytest

from app.domain.approvals import untold
from app.domain.issue import Issue, Label
from tests.domain.build import a_label, a_label_event, a_policy, an_issue, at

LABEL = a_label()


def late(issue: Issue, known: tuple[Label, ...] = (LABEL,)) -> Label | None:
    return untold(a_policy(), issue, known)


def test_a_label_without_an_event_is_not_told_of_yet() -> None:
    assert late(an_issue(labels=(LABEL,))) == LABEL


def test_a_label_that_is_set_again_is_not_told_of_yet() -> None:
    events = (a_label_event("paula", 60), a_label_event("paula", 70, added=False))

    assert late(an_issue(*events, labels=(LABEL,))) == LABEL


def test_a_label_that_is_gone_is_not_told_of_yet() -> None:
    assert late(an_issue(a_label_event("paula"), labels=())) == LABEL


@pytest.mark.parametrize(
    "issue",
    [
        an_issue(),
        an_issue(a_label_event("paula")),
        an_issue(a_label_event("paula", 60), a_label_event("paula", 70, added=False)),
    ],
)
def test_a_label_whose_events_agree_with_it_is_told_of(issue: Issue) -> None:
    assert late(issue) is None


def test_a_label_that_came_along_has_no_event_to_wait_for() -> None:
    assert late(an_issue(labels=(LABEL,), moved_in_at=at(5))) is None


def test_a_label_that_was_deleted_has_none_either() -> None:
    assert late(an_issue(a_label_event("paula"), labels=()), known=()) is None


def test_a_label_that_approves_nothing_is_not_waited_for() -> None:
    other = replace(LABEL, id="LA_other", name="bug")

    assert late(an_issue(labels=(other,)), known=(LABEL, other)) is None
