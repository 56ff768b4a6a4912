"""Commit subjects and descriptions on which neither GitHub nor a build system acts."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.text import plain_line

ACTED_ON = re.compile(
    r"@|#[0-9]|\bGH-[0-9]|://|\*\*\*|\[|\]|-by\s*:|skip-checks\s*:|[\x00-\x1f\x7f\u202e\u200b]",
    re.IGNORECASE,
)

TYPED = {
    "Bills customers [skip ci]": "Bills customers (skip ci)",
    "[ci skip] [no ci]": "(ci skip) (no ci)",
    "***NO_CI*** now": "NO_CI now",
    "skip-checks: true": "skip-checks true",
    "Fine\n\nCo-authored-by: Eve <eve@x.example>": "Fine Co-authored-by Eve <eve at x.example>",
    "Signed-off-by : Eve": "Signed-off-by Eve",
    "fixes #12 and acme/web#3": "fixes no. 12 and acme/web no. 3",
    "closes GH-4": "closes GH 4",
    "closes https://github.com/acme/web/issues/3": "closes https github.com/acme/web/issues/3",
    "ask @acme/security": "ask at acme/security",
    "[skip\u200b ci]\x00": "(skip ci)",
    "C# and F#": "C# and F#",
}


@pytest.mark.parametrize(("typed", "written"), TYPED.items())
def test_words_that_start_something_are_written_otherwise(typed: str, written: str) -> None:
    assert plain_line(typed, 350) == written


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="@#1GgHh-:/*[]skipcby \n\u200b\x00", max_size=60),
        st.lists(st.sampled_from([*TYPED]), max_size=4).map("".join),
    )
)
def test_no_text_starts_anything(typed: str) -> None:
    assert not ACTED_ON.search(plain_line(typed, 350))


@settings(deadline=None)
@given(st.text(), st.integers(1, 40))
def test_a_line_is_one_line_within_its_limit(typed: str, limit: int) -> None:
    written = plain_line(typed, limit)

    assert len(written) <= limit
    assert len(written.splitlines()) <= 1
