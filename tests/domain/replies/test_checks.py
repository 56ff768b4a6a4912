"""A check run says in one line how it stands, and on its page what was found and what to do."""

import pytest

from app.domain.check import CasesJudged, Judgement, Level, PastRequests, stopped
from app.domain.replies.checks import Conclusion
from app.domain.state import State
from tests.domain.markdown import html, tokens
from tests.domain.replies.judgements import (
    URL,
    a_change,
    a_failed_case,
    a_finding,
    a_judgement_full_of,
    cases_failed,
    changed,
    told,
)
from tests.domain.test_text_stays_text import NASTY

MISTAKE = a_finding()
WARNING = a_finding(level=Level.WARNING)
ELSEWHERE = a_finding(path="policy-tests/a.yml")


@pytest.mark.parametrize(
    ("judgement", "conclusion", "title"),
    [
        (Judgement(), Conclusion.SUCCESS, "Fine"),
        (Judgement((WARNING, WARNING)), Conclusion.SUCCESS, "Fine, with 2 warnings"),
        (
            Judgement(past=PastRequests(1, 0, ())),
            Conclusion.SUCCESS,
            "Fine; 1 past request: all decided as before",
        ),
        (
            Judgement(past=changed(a_change(), a_change(), a_change())),
            Conclusion.SUCCESS,
            "Fine; 3 of 212 past requests would be decided differently",
        ),
        (Judgement((MISTAKE, MISTAKE)), Conclusion.FAILURE, "2 mistakes in policy.yml"),
        (
            Judgement((MISTAKE, ELSEWHERE)),
            Conclusion.FAILURE,
            "2 mistakes in policy.yml and 1 other file",
        ),
        (
            Judgement(cases=cases_failed(a_failed_case())),
            Conclusion.FAILURE,
            "1 of 14 policy cases failed",
        ),
        (
            Judgement((ELSEWHERE,), cases=cases_failed(a_failed_case())),
            Conclusion.FAILURE,
            "1 mistake in policy-tests/a.yml; 1 of 14 policy cases failed",
        ),
        (stopped("Too slow."), Conclusion.FAILURE, "The files could not be judged to the end"),
    ],
)
def test_the_title_says_in_one_line_how_it_stands(
    judgement: Judgement, conclusion: Conclusion, title: str
) -> None:
    output = told(judgement)

    assert (output.conclusion, output.title) == (conclusion, title)


def test_mistakes_and_warnings_are_listed_with_their_places() -> None:
    summary = told(Judgement((MISTAKE, a_finding(line=0, level=Level.WARNING)))).summary

    assert "#### Mistakes\n\n- `policy.yml` line 3: There is no role \\`secruity\\`." in summary
    assert "#### Warnings\n\n- `policy.yml`: There is no role" in summary
    assert "the last policy and form that checked stay" in summary


@pytest.mark.parametrize(
    "judgement", [Judgement((ELSEWHERE,)), Judgement(cases=cases_failed(a_failed_case()))]
)
def test_cases_that_fail_or_cannot_be_read_are_not_said_to_keep_a_policy_out(
    judgement: Judgement,
) -> None:
    assert "policy and form come into force all the same" in told(judgement).summary
    assert "the last policy" not in told(judgement).summary


def test_what_passes_is_told_with_its_cases() -> None:
    summary = told(Judgement(cases=CasesJudged(7))).summary

    assert summary == "Policy and form can come into force. 7 policy cases: all as expected.\n"


def test_a_case_that_failed_says_what_was_expected_and_what_came() -> None:
    summary = told(Judgement(cases=cases_failed(a_failed_case()))).summary

    assert "- **tools pass** in `policy-tests/tools.yml` line 9\n" in summary
    assert "  - state: expected **building**, got **vetoed**. sam vetoed it." in summary


def test_changes_of_past_requests_are_a_table_with_links() -> None:
    stays = a_change(issue_number=9, before=State.WAITING, after=State.WAITING, rules=())

    summary = told(Judgement(past=changed(a_change(), stays))).summary

    links = [token.attrs["href"] for token in tokens(summary) if token.type == "link_open"]
    assert links == [f"{URL}/issues/12", f"{URL}/issues/9"]
    assert "| billing | awaiting approval → building | Approved: it can be built." in summary
    assert "Differs in: platform review |" in summary
    assert "| stays waiting | Approved: it can be built. |" in summary


def test_who_was_not_asked_about_is_named() -> None:
    summary = told(Judgement(past=changed(a_change(unknown=("olga in security",))))).summary

    assert "so counted as not a member: olga in security." in summary


def test_that_only_the_newest_were_looked_at_is_said() -> None:
    summary = told(Judgement(past=PastRequests(2_000, 0, (), is_cut=True))).summary

    assert "Only the newest 2,000 were looked at." in summary


def test_files_that_could_not_be_judged_say_why_and_what_to_do() -> None:
    output = told(stopped("Judging took more than 60 seconds and was stopped."))

    assert "Mend them, then push again." in output.summary
    assert "- `policy.yml`: Judging took more than 60 seconds" in output.summary
    assert output.annotations[0].message.startswith("Judging took more than 60 seconds")


def test_an_annotation_stands_at_its_line_and_column() -> None:
    (annotation,) = told(Judgement((MISTAKE,))).annotations

    assert (annotation.path, annotation.level) == ("policy.yml", Level.FAILURE)
    assert (annotation.start_line, annotation.end_line) == (3, 3)
    assert (annotation.start_column, annotation.end_column) == (5, 5)
    assert annotation.message == "There is no role `secruity`."


def test_what_is_of_a_whole_file_stands_at_its_first_line() -> None:
    (annotation,) = told(Judgement((a_finding(line=0, column=0),))).annotations

    assert (annotation.start_line, annotation.end_line) == (1, 1)
    assert (annotation.start_column, annotation.end_column) == (None, None)


def test_a_failed_case_is_annotated_too() -> None:
    (annotation,) = told(Judgement(cases=cases_failed(a_failed_case()))).annotations

    assert (annotation.path, annotation.start_line) == ("policy-tests/tools.yml", 9)
    assert annotation.title == "Policy case failed: tools pass"
    assert annotation.message == "state: expected building, got vetoed. sam vetoed it."


def test_mistakes_are_annotated_before_warnings_and_not_more_than_anybody_reads() -> None:
    findings = (*[WARNING] * 99, MISTAKE, MISTAKE)

    annotations = told(Judgement(findings)).annotations

    assert len(annotations) == 100
    assert [one.level for one in annotations[:3]] == [Level.FAILURE, Level.FAILURE, Level.WARNING]


@pytest.mark.parametrize("nasty", NASTY)
def test_text_from_files_and_issues_stays_text(nasty: str) -> None:
    output = told(a_judgement_full_of(f"! {nasty}"))

    found = tokens(output.summary)
    links = [token.attrs["href"] for token in found if token.type == "link_open"]
    assert set(html(output.summary)) <= {"<span>", "</span>", "<code>", "</code>"}
    assert links == [f"{URL}/issues/12"]
    assert not [token for token in found if token.type == "image"]
    assert len([token for token in found if token.type == "td_open"]) == 4
    assert "@" not in output.title


def test_characters_that_nobody_sees_are_named_in_an_annotation() -> None:
    (annotation,) = told(Judgement((a_finding(message="no role `se\u202ec`"),))).annotations

    assert annotation.message == "no role `se(U+202E)c`"


def test_a_page_that_would_be_too_long_shows_a_part_of_each_list() -> None:
    long = "€$" * 500
    judgement = Judgement(
        findings=tuple(a_finding(message=long) for _ in range(500)),
        more_findings=20,
        cases=cases_failed(*[a_failed_case(name=long)] * 500),
        past=changed(*[a_change(why=long)] * 500),
    )

    summary = told(judgement).summary

    assert 50_000 < len(summary.encode()) <= 65_535
    assert "more: `slipway policy check --org acme` shows all." in summary
    assert "more: `slipway policy test` shows all." in summary
    assert "more: `slipway policy replay --org acme` shows all." in summary


def test_what_a_short_list_leaves_over_is_for_a_long_one() -> None:
    changes = tuple(a_change(issue_number=number) for number in range(1, 2_001))

    summary = told(Judgement((WARNING,), past=changed(*changes, decided=2_000))).summary

    assert len(summary.encode()) > 55_000
    assert "- `policy.yml` line 3" in summary
