"""What a check run on templates says: bounded, and whatever a name or message holds stays text."""

import pytest

from app.domain.check import Finding, Level, TemplatesJudged
from app.domain.replies.annotations import MOST_ANNOTATIONS
from app.domain.replies.checks import Conclusion
from app.domain.replies.sections import MOST_BYTES
from app.domain.replies.template_check import template_check_output
from tests.domain.markdown import html, tokens
from tests.domain.test_text_stays_text import NASTY

TREE = "0123456789abcdef0123456789abcdef01234567"


def finding(
    path: str = "cookiecutters/go-service/slipway.yml",
    message: str = "It is wrong.",
    level: Level = Level.FAILURE,
) -> Finding:
    return Finding(path, 3, 0, level, message)


def judged(
    *findings: Finding, names: tuple[str, ...] = ("go-service",), unchecked: tuple[str, ...] = ()
) -> TemplatesJudged:
    return TemplatesJudged(dict.fromkeys(names, TREE), findings, unchecked)


def test_a_mistake_fails_it_and_its_template_says_so() -> None:
    output = template_check_output(judged(finding(), names=("go-service", "platform")))

    assert output.conclusion is Conclusion.FAILURE
    assert output.title == "1 mistake in cookiecutters/go-service/slipway.yml"
    assert f"| go-service | `{TREE}` | 1 mistake |" in output.summary
    assert f"| platform | `{TREE}` | fine |" in output.summary


def test_a_warning_does_not_fail_it() -> None:
    output = template_check_output(judged(finding(level=Level.WARNING)))

    assert output.conclusion is Conclusion.SUCCESS
    assert output.title == "Fine, with 1 warning; 1 template checked"
    assert output.annotations[0].level is Level.WARNING


def test_what_there_was_no_time_for_fails_it_and_is_named() -> None:
    output = template_check_output(judged(unchecked=("slow-service",)))

    assert output.conclusion is Conclusion.FAILURE
    assert output.title == "1 template could not be checked in time"
    assert "- `slow-service`" in output.summary


def test_who_gets_it_is_said_and_how_it_is_tried() -> None:
    summary = template_check_output(judged()).summary

    assert "new requests for services that are made of these templates" in summary
    assert "`slipway preview TEMPLATE`" in summary


@pytest.mark.parametrize("nasty", NASTY)
def test_names_and_messages_stay_text(nasty: str) -> None:
    wrong = finding(f"cookiecutters/{nasty}/slipway.yml", f"! {nasty}")

    output = template_check_output(judged(wrong, names=(nasty,), unchecked=(nasty,)))

    found = tokens(output.summary)
    assert not [one for one in found if one.type == "link_open"]
    assert set(html(output.summary)) <= {"<span>", "</span>", "<code>", "</code>"}
    assert len([one for one in found if one.type == "td_open"]) == 3
    assert "\n" not in output.title
    assert "\u202e" not in output.summary + output.title + output.annotations[0].message


def test_however_much_is_wrong_it_stays_within_what_github_takes() -> None:
    many = [finding(f"cookiecutters/s/{at}.txt", "Wrong. " * 200) for at in range(2_000)]
    names = tuple(f"service-{at}" for at in range(2_000))

    output = template_check_output(judged(*many, names=names))

    assert len(output.summary.encode()) <= MOST_BYTES
    assert len(output.annotations) == MOST_ANNOTATIONS
    assert len(output.title) <= 200
    assert "`slipway template check` shows all" in output.summary
