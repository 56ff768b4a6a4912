"""The issue for a law that does not check says what is wrong, and no text of a file acts in it."""

from dataclasses import replace

import pytest

from app.domain.mistakes import Mistake
from app.domain.replies.law_notice import BrokenLaw, issue, mended
from app.domain.replies.unjudged import of_fork
from tests.domain.markdown import GITHUB_ACTS_ON, html, rendered
from tests.domain.test_text_stays_text import NASTY

URL = "https://github.com/acme/services"
COMMIT = "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00"
MISTAKE = Mistake("policy.yml", 3, 5, "There is no role `nobody`.")
BROKEN = BrokenLaw(URL, COMMIT, (MISTAKE,), {"policy.yml": ("@acme/platform",)}, True)


def test_each_mistake_leads_to_its_line_at_the_commit() -> None:
    text = issue(BROKEN)

    assert f"[policy.yml, line 3, column 5]({URL}/blob/{COMMIT}/policy.yml#L3)" in text
    assert "1 mistake." in text


def test_a_mistake_of_a_whole_file_names_the_file() -> None:
    missing = replace(MISTAKE, line=0, column=0)

    assert "- `policy.yml`: There is no role" in issue(replace(BROKEN, mistakes=(missing,)))


def test_it_says_whether_anything_is_in_force() -> None:
    assert "Requests go on" in issue(BROKEN)
    assert "No policy was ever in force" in issue(replace(BROKEN, has_last_good=False))


def test_the_owners_of_the_file_are_named_and_not_mentioned() -> None:
    assert "`policy.yml` is owned by `@acme/platform`." in issue(BROKEN)


def test_very_many_mistakes_are_counted() -> None:
    text = issue(replace(BROKEN, mistakes=(MISTAKE,) * 3_000))

    assert "3,000 mistakes." in text
    assert "and 2,950 more" in text
    assert len(text) < 65_536


@pytest.mark.parametrize("nasty", NASTY)
def test_no_text_of_a_file_acts_in_it(nasty: str) -> None:
    text = issue(replace(BROKEN, mistakes=(replace(MISTAKE, sentence=nasty),)))

    line = next(line for line in text.splitlines() if line.startswith("- [policy.yml"))
    shown = line.partition("): ")[2]
    assert not GITHUB_ACTS_ON.search(rendered(shown))
    assert html(shown) == [one for one in html(shown) if one in {"<span>", "</span>"}]


def test_its_end_names_the_commit() -> None:
    assert f"({URL}/commit/{COMMIT})" in mended(URL, COMMIT)


def test_who_may_have_a_commit_of_a_fork_judged_reads_how() -> None:
    summary = of_fork("acme/services", COMMIT).summary

    assert "somebody with write access to `acme/services`" in summary
    assert f"git push origin {COMMIT}:refs/heads/judged-c0ffee00" in summary
