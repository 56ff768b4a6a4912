"""What is answered to comments that approve, withdraw or break the glass."""

import pytest

from app.domain.issue import Person
from app.domain.replies import spoken
from tests.domain.markdown import html
from tests.domain.replies.test_announcements import mentions
from tests.domain.test_text_stays_text import NASTY

SAM = Person(1, "sam")
DIGEST = "ab" * 32


def test_an_approval_that_counts_is_noted_and_says_how_to_take_it_back() -> None:
    text = spoken.approved(SAM, ("security review", "data review"))

    assert "sam approves it, for **security review** and **data review**" in text
    assert "`/slipway withdraw`" in text
    assert mentions(text) == []


def test_one_that_does_not_count_is_told_the_reason_and_the_line_to_paste() -> None:
    text = spoken.not_approved(SAM, ("It names another digest.",), DIGEST)

    assert "- It names another digest." in text
    assert f"\n/slipway approve {DIGEST}\n" in text


def test_broken_glass_calls_everybody_who_was_passed_over() -> None:
    skipped = (("platform review", ("platform",), ()), ("security review", (), ("sue",)))

    text = spoken.broken("acme", SAM, "The shop is down", skipped, "rejected")

    assert mentions(text) == ["@acme/platform", "@sue"]
    assert "The reason: The shop is down" in text
    assert "`rejected` stops it" in text


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_text_stays_text(nasty: str) -> None:
    text = f"! {nasty}"

    told = (
        spoken.broken("acme", Person(1, text), text, ((text, (), ()),), None)
        + spoken.not_approved(Person(1, text), (text,), DIGEST)
        + spoken.not_broken(text)
    )

    assert set(html(told)) <= {"<span>", "</span>"}
    assert mentions(told) == []
