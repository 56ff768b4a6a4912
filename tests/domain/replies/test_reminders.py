"""What is said by the clock: to those who can act, and on which day it is over."""

import re
from datetime import date

import pytest

from app.domain.approvals import StillAsked
from app.domain.issue import Person
from app.domain.policy import ApprovalRule, Role
from app.domain.replies import reminders
from app.domain.replies.reminders import Overdue
from app.domain.replies.shadow import cannot_start, please_start
from app.domain.replies.status import status_comment
from app.domain.state import State
from app.domain.status import Builders
from tests.domain.markdown import html, tokens
from tests.domain.replies.build import DANA, a_view
from tests.domain.replies.test_announcements import mentions
from tests.domain.test_text_stays_text import NASTY

BUILDERS = Builders(("platform-reviewers",), ("olga",))


def overdue(closes_on: date | None = date(2026, 12, 3)) -> Overdue:
    return Overdue("acme", date(2026, 11, 5), closes_on, "/slipway approve 3f2a")


def asked(
    name: str = "platform review", label: str = "approved/platform", stand_ins: tuple[str, ...] = ()
) -> StillAsked:
    rule = ApprovalRule(name, label, Role("r"), explicit=not label)
    return StillAsked(rule, 1, ("platform-reviewers",), ("sam",), stand_ins)


def test_reviewers_read_since_when_for_what_and_until_when() -> None:
    text = reminders.to_reviewers(overdue(), [asked(stand_ins=("paul",))])

    assert mentions(text) == ["@acme/platform-reviewers", "@sam", "@paul"]
    assert "Waiting since 5 November 2026" in text
    assert "set `approved/platform`" in text
    assert "@paul (standing in)" in text
    assert "It closes on 3 December 2026 unless somebody acts." in text


def test_an_explicit_approval_is_asked_for_by_its_line() -> None:
    assert "comment `/slipway approve 3f2a`" in reminders.to_reviewers(overdue(), [asked(label="")])


def test_what_never_closes_names_no_day() -> None:
    assert "closes" not in reminders.to_reviewers(overdue(None), [asked()])


def test_whoever_can_help_hears_what_is_missing() -> None:
    text = reminders.to_helpers(overdue(), ("leads",), ("olga",), ["platform review", "legal"])

    assert mentions(text) == ["@acme/leads", "@olga"]
    assert "for **platform review** and **legal**" in text


@pytest.mark.parametrize(("vetoed", "what"), [(True, "whoever vetoed it"), (False, "Do what the")])
def test_the_requester_hears_what_to_do(vetoed: bool, what: str) -> None:
    text = reminders.to_requester(overdue(), DANA, vetoed=vetoed)

    assert mentions(text) == ["@dana"]
    assert what in text


def test_the_end_says_why_and_how_to_go_on() -> None:
    text = reminders.expired(DANA, "Nobody did within 20 working days what it waited for.")

    assert "Nobody did within 20 working days" in text
    assert "reopen this issue" in text


def test_the_status_comment_names_the_day_below_its_first_line() -> None:
    lines = status_comment(a_view(closes_on=date(2026, 12, 3))).splitlines()

    assert lines[2] == "Closes on 3 December 2026 unless somebody acts."
    assert "Closes on" not in status_comment(a_view())


def test_what_the_clock_closed_says_so_in_the_first_line() -> None:
    view = a_view(State.CLOSED, expired="Nobody did it.")

    assert "Nobody did it." in status_comment(view).splitlines()[0]


def test_what_is_on_offer_says_who_starts_it_and_how() -> None:
    view = a_view(State.WAITING, builders=BUILDERS)

    text = status_comment(view)

    assert "team `platform-reviewers` or olga can start the build" in text.splitlines()[0]
    assert "```text\n/slipway build\n```" in text
    assert mentions(please_start(view)) == ["@acme/platform-reviewers", "@olga"]
    assert "\n/slipway build\n" not in status_comment(a_view(State.WAITING))


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_text_adds_nothing(nasty: str) -> None:
    text = f"! {nasty}"
    view = a_view(State.WAITING, builders=Builders((text,), (text,)))
    said = [
        reminders.to_reviewers(overdue(), [asked(text, text)]),
        reminders.to_helpers(overdue(), (text,), (text,), [text]),
        reminders.expired(Person(1, text), text),
        please_start(view),
        cannot_start(Person(1, text), text),
    ]

    for told in said:
        bare = re.sub(r"`[^`]*`", "", told.replace("@acme/platform-reviewers or @sam", ""))
        assert set(html(told)) <= {"<span>", "</span>", "<code>", "</code>"}
        assert not [token for token in tokens(told) if token.type in {"link_open", "image"}]
        assert not mentions(bare)
