"""The comments that notify: only those who must act are mentioned, and told what to do."""

import re

import pytest

from app.domain.answers import Problem
from app.domain.issue import Person
from app.domain.replies import announcements
from app.domain.replies.announcements import VoidedApproval
from app.domain.state import State
from app.domain.status import Failure
from tests.domain.markdown import html, tokens
from tests.domain.replies.build import a_built_half, a_view, a_view_full_of, an_approval
from tests.domain.test_text_stays_text import NASTY

ALL = (
    announcements.needs_correction,
    announcements.please_approve,
    announcements.vetoed,
    announcements.blocked,
    announcements.failed,
    announcements.live,
)


def mentions(text: str) -> list[str]:
    return re.findall(r"@[A-Za-z0-9][A-Za-z0-9/_-]*", text)


def test_a_correction_tells_the_requester_what_to_change() -> None:
    problems = tuple(Problem(f"Field {number}", "Fill it in.") for number in range(10))

    text = announcements.needs_correction(a_view(State.NEEDS_CORRECTION, problems=problems))

    assert mentions(text) == ["@dana"]
    assert "- **Field 0**: Fill it in." in text
    assert "and 2 more" in text


def test_only_teams_and_people_whose_label_is_missing_are_asked() -> None:
    given = an_approval(teams=("legal",), missing=0, given_by=("lena",))
    missing = an_approval(label="approved/security", teams=("security",), users=("sam",), missing=2)

    text = announcements.please_approve(a_view(approvals=(given, missing), veto_label="rejected"))

    assert mentions(text) == ["@acme/security", "@sam"]
    assert "set `approved/security` (2 people)" in text
    assert "set `rejected` instead" in text


def test_an_approval_that_nobody_can_give_says_who_can_help() -> None:
    text = announcements.please_approve(a_view(approvals=(an_approval(teams=()),)))

    assert "an admin has to name somebody in the policy" in text


def test_a_voided_approval_is_told_to_who_gave_it() -> None:
    voided = (VoidedApproval(Person(2, "paula"), "approved/platform", "Data was edited."),)

    text = announcements.approvals_voided(voided)

    assert mentions(text) == ["@paula"]
    assert "`approved/platform`: Data was edited." in text
    assert "set the label anew" in text


def test_a_veto_names_who_objects_without_calling_them() -> None:
    text = announcements.vetoed(a_view(State.VETOED, vetoed_by=("sam",), veto_label="rejected"))

    assert mentions(text) == ["@dana"]
    assert "sam vetoed this request with `rejected`" in text


def test_a_blocked_requester_learns_that_nothing_is_wrong_with_the_request() -> None:
    text = announcements.blocked(a_view(State.BLOCKED, blockers=("Protect the branch.",)))

    assert "- Protect the branch." in text
    assert "Nothing is wrong with the request" in text


def test_a_failure_says_what_why_and_what_next() -> None:
    failure = Failure("The ruleset failed.", "The plan lacks it.", "Ask an admin.")

    text = announcements.failed(a_view(State.FAILED, failure=failure))

    assert "The ruleset failed. The plan lacks it." in text
    assert "**Next:** Ask an admin." in text


def test_a_failure_without_a_known_cause_can_be_retried() -> None:
    assert "`/slipway retry`" in announcements.failed(a_view(State.FAILED))


def test_a_live_pair_is_announced_with_links_and_clone_commands() -> None:
    pair = (a_built_half(), a_built_half("acme/billing-tests", title="integration tests"))

    text = announcements.live(a_view(State.LIVE, halves=pair))

    assert "- [acme/billing](https://github.example/acme/billing): the service" in text
    assert "git clone https://github.example/acme/billing-tests.git" in text


def test_an_account_that_a_company_manages_is_mentioned_too() -> None:
    text = announcements.live(a_view(State.LIVE, requester=Person(1, "dana_acme")))

    assert mentions(text) == ["@dana_acme"]


@pytest.mark.parametrize("requester", [None, Person(1, "evil[bot]", is_bot=True)])
def test_bots_and_deleted_accounts_are_not_mentioned(requester: Person | None) -> None:
    view = a_view(requester=requester)

    told = [announce(view) for announce in ALL if announce is not announcements.please_approve]

    assert not [found for text in told for found in mentions(text)]


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_text_adds_nothing_to_an_announcement(nasty: str) -> None:
    text = f"! {nasty}"
    view = a_view_full_of(text, State.FAILED)
    voided = announcements.approvals_voided((VoidedApproval(Person(1, text), text, text),))

    for told in (voided, *(announce(view) for announce in ALL)):
        assert set(html(told)) <= {"<span>", "</span>", "<code>", "</code>"}
        assert not [token for token in tokens(told) if token.type in {"link_open", "image"}]
        assert not mentions(re.sub(r"`[^`]*`", "", told))
