"""Promise 2: a label counts only if it was the policy's label when it was set."""

import pytest

from tests.domain.build import (
    a_binding,
    a_label,
    a_label_event,
    an_issue,
    approvers,
    objections,
    the_evidence,
)

NAME = "approved/platform"


def test_a_label_that_got_its_name_after_it_was_set_does_not_count() -> None:
    harmless = a_label(NAME, "once nice-to-have")
    bindings = (a_binding(), a_binding(NAME, "once nice-to-have", since=90))

    evidence = the_evidence(an_issue(a_label_event(label=harmless)), bindings=bindings)

    assert approvers(evidence) == []
    assert "not yet known as approved/platform when it was set" in objections(evidence)


def test_a_label_created_again_counts_from_when_it_was_seen() -> None:
    again = a_label(NAME, "created again")
    bindings = (a_binding(), a_binding(NAME, "created again", since=90))

    evidence = the_evidence(an_issue(a_label_event(seconds=91, label=again)), bindings=bindings)

    assert approvers(evidence) == ["paula"]


def test_a_name_that_went_to_another_label_and_back_counts_only_since_then() -> None:
    bindings = (a_binding(), a_binding(NAME, "another", since=30), a_binding(since=90))

    before = the_evidence(an_issue(a_label_event(seconds=20)), bindings=bindings)
    after = the_evidence(an_issue(a_label_event(seconds=91)), bindings=bindings)

    assert approvers(before) == []
    assert approvers(after) == ["paula"]


@pytest.mark.parametrize("since", [60, 61])
def test_a_label_first_seen_in_that_second_or_later_does_not_count(since: int) -> None:
    evidence = the_evidence(an_issue(a_label_event(seconds=60)), bindings=(a_binding(since=since),))

    assert approvers(evidence) == []


def test_a_label_that_was_never_observed_does_not_count() -> None:
    assert approvers(the_evidence(an_issue(a_label_event()), bindings=())) == []


def test_two_labels_seen_under_one_name_in_one_second_leave_it_open() -> None:
    bindings = (a_binding(since=0), a_binding(NAME, "another", since=0))

    assert approvers(the_evidence(an_issue(a_label_event()), bindings=bindings)) == []


def test_a_binding_holds_for_every_case_of_the_name() -> None:
    bindings = (a_binding(), a_binding("Approved/PLATFORM", "another", since=30))

    assert approvers(the_evidence(an_issue(a_label_event()), bindings=bindings)) == []


def test_to_see_the_same_label_again_changes_nothing() -> None:
    bindings = (a_binding(since=30), a_binding(since=60), a_binding(since=90))

    evidence = the_evidence(an_issue(a_label_event(seconds=60)), bindings=bindings)

    assert approvers(evidence) == ["paula"]
