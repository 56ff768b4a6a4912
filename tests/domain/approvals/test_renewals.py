"""Once newer templates were asked for, nothing counts that was approved until then."""

from dataclasses import replace

import pytest

from tests.domain.build import a_display, a_label_event, an_issue, approvers, at, objections
from tests.domain.build import the_evidence as evidence_of


@pytest.mark.parametrize(("seconds", "counts"), [(59, True), (60, False), (61, False)])
def test_a_label_counts_only_if_it_was_set_afterwards(seconds: int, counts: bool) -> None:
    evidence = evidence_of(an_issue(a_label_event("paula", 60)))

    renewed = replace(evidence, renewals=(at(seconds),))

    assert approvers(renewed) == (["paula"] if counts else [])
    assert ("newer templates were asked for after it" in objections(renewed)) is not counts


def test_the_last_of_several_renewals_counts() -> None:
    evidence = evidence_of(an_issue(a_label_event("paula", 60)), displays=(a_display(10),))

    renewed = replace(evidence, renewals=(at(20), at(90)))

    assert approvers(renewed) == []
