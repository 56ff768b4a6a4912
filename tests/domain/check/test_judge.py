"""A commit is judged by what its files say, what its cases come to, and what it would change."""

from dataclasses import replace

import pytest

from app.domain.check import MOST_REQUESTS, ControlFiles, History, Level
from app.domain.state import State
from tests.domain.build import a_label_event, an_issue, the_evidence
from tests.domain.check.judged import (
    CASES,
    CASES_TEXT,
    EVERYTHING_PASSES,
    FORM,
    POLICY,
    a_case,
    a_history,
    judged,
    numbered,
    said,
    the_files,
)


def test_the_starter_passes_and_changes_nothing() -> None:
    judgement = judged(the_files(), a_history())

    assert judgement.passes
    assert judgement.findings == ()
    assert (judgement.cases.ran, judgement.cases.failed) == (7, 0)
    assert judgement.past is not None
    assert (judgement.past.decided, judgement.past.changed) == (1, 0)


def test_a_mistake_fails_the_commit_at_its_place() -> None:
    judgement = judged(the_files(POLICY.replace("request.exposure ==", "request.exposed ==")))

    (finding,) = judgement.findings
    assert not judgement.passes
    assert finding.level is Level.FAILURE
    assert POLICY.splitlines()[finding.line - 1][finding.column - 1 :].startswith("request.expos")
    assert "There is no fact `request.exposed`" in finding.message


def test_a_policy_with_a_mistake_is_tried_on_nothing() -> None:
    judgement = judged(the_files("version: 2"), a_history())

    assert judgement.cases.ran == 0
    assert judgement.past is None


def test_a_doubt_is_a_warning_and_lets_the_commit_pass() -> None:
    judgement = judged(the_files(f"{POLICY}\nlimits: {{services_per_team: 0}}\n", cases={}))

    assert judgement.passes
    assert [one.level for one in judgement.findings] == [Level.WARNING]


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        (the_files(policy=None), ["policy.yml"]),
        (the_files(form=None), [".github/ISSUE_TEMPLATE/new-service.yml"]),
        (the_files(None, None), ["policy.yml", ".github/ISSUE_TEMPLATE/new-service.yml"]),
        (the_files(cases={CASES: None}), [CASES]),
    ],
)
def test_what_is_not_there_as_text_is_named(files: ControlFiles, paths: list[str]) -> None:
    judgement = judged(files)

    assert not judgement.passes
    assert [one.path for one in judgement.findings] == paths
    assert all("missing, is not UTF-8 text, or is too large" in line for line in said(judgement))


def test_a_case_that_comes_to_something_else_fails_the_commit() -> None:
    cases = CASES_TEXT.replace("expect: {state: vetoed}", "expect: {state: building}")

    judgement = judged(the_files(cases={CASES: cases}))

    (failure,) = judgement.cases.failures
    (difference,) = failure.differences
    assert not judgement.passes
    assert (judgement.cases.ran, judgement.cases.failed) == (7, 1)
    assert failure.name == "a veto stops what is approved"
    assert cases.splitlines()[failure.line - 1].endswith(failure.name)
    assert (difference.what, difference.expected, difference.got) == ("state", "building", "vetoed")


def test_a_mistake_in_a_file_of_cases_leaves_the_other_files_to_be_decided() -> None:
    judgement = judged(the_files(cases={"policy-tests/a.yml": "cases: 1", CASES: CASES_TEXT}))

    assert judgement.cases.ran == 7
    assert {one.path for one in judgement.findings} == {"policy-tests/a.yml"}


def test_a_past_request_that_would_be_decided_differently_is_told() -> None:
    judgement = judged(the_files(EVERYTHING_PASSES, cases={}), a_history(a_case(12)))

    assert judgement.past is not None
    (change,) = judgement.past.changes
    assert judgement.passes
    assert (change.issue_number, change.name) == (12, "billing")
    assert (change.before, change.after) == (State.AWAITING_APPROVAL, State.BUILDING)
    assert change.rules == ("platform review", "security review")
    assert change.why == "Approved: it can be built."


def test_a_membership_that_nobody_asked_about_is_named_with_the_change() -> None:
    policy = POLICY.replace("platform: {teams: [platform-reviewers]}", "platform: {teams: [other]}")
    approved = replace(a_case(), evidence=the_evidence(an_issue(a_label_event("paula"))))

    judgement = judged(the_files(policy, cases={}), a_history(approved))

    assert judgement.past is not None
    (change,) = judgement.past.changes
    assert change.rules == ("platform review",)
    assert change.unknown == ("paula in other",)


def test_only_the_newest_requests_are_decided_again() -> None:
    law = a_history()
    many = History(law.policy, law.form, numbered(MOST_REQUESTS + 1), law.catalog)

    judgement = judged(the_files(EVERYTHING_PASSES, cases={}), many)

    assert judgement.past is not None
    assert (judgement.past.decided, judgement.past.is_cut) == (MOST_REQUESTS, True)
    assert judgement.past.changed == MOST_REQUESTS
    assert judgement.past.changes[0].issue_number == MOST_REQUESTS + 1


def test_without_a_law_in_force_nothing_is_compared() -> None:
    assert judged(the_files()).past is None


def test_a_law_in_force_that_no_longer_reads_is_not_compared_with() -> None:
    judgement = judged(the_files(), a_history(policy="version: 0"))

    assert judgement.passes
    assert judgement.past is None


def test_another_form_reads_the_text_of_the_time() -> None:
    form = FORM.replace('        - "2"\n', "")

    judgement = judged(the_files(form=form, cases={}), a_history())

    assert judgement.past is not None
    assert [one.after for one in judgement.past.changes] == [State.NEEDS_CORRECTION]


def test_of_very_many_findings_the_first_are_kept_and_the_others_counted() -> None:
    lines = "\n".join(f"nothing_{number}: 1" for number in range(90))
    one_file = judged(the_files(cases={CASES: f"version: 1\n{lines}\n"}))
    broken = {f"policy-tests/{number}.yml": f"version: 1\n{lines}\n" for number in range(8)}

    judgement = judged(the_files(cases=broken))

    assert len(one_file.findings) >= 90
    assert len(judgement.findings) == 500
    assert judgement.more_findings == 8 * len(one_file.findings) - 500
