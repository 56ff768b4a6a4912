"""Whatever the files of a commit hold, it is judged, and GitHub takes what is told of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.check import ControlFiles, Judgement, judge
from app.domain.replies.checks import check_output
from app.judging import Judge
from tests.domain.build import NOON
from tests.domain.check.judged import CASES, CASES_TEXT, FORM, POLICY, a_history

URL = "https://github.example/acme/services"
BITS = st.one_of(
    st.sampled_from(
        ["{}", "[]", "~", "'", "\t", ": ", "- ", "|", ">", "\n", "é", "&a [*a]", "\x00"]
    ),
    st.sampled_from(["{" * 30, "[" * 3_000, "x" * 300_000, "$" * 5_000, "\x00", "\ud800"]),
    st.text(max_size=30),
)


def damaged(text: str) -> st.SearchStrategy[str | None]:
    """The text with something else in place of a part of it; or any text; or none."""

    def replaced(bit: str, start: int, length: int) -> str:
        return text[:start] + bit + text[start + length :]

    places = st.integers(0, len(text)), st.integers(0, 40)
    return st.one_of(
        st.just(text), st.builds(replaced, BITS, *places), st.text(max_size=60), st.none()
    )


FILES = st.builds(
    ControlFiles,
    damaged(POLICY),
    damaged(FORM),
    st.dictionaries(
        st.one_of(st.just(CASES), st.text(min_size=1, max_size=20)), damaged(CASES_TEXT), max_size=3
    ),
)


def is_fit_for_github(judgement: Judgement) -> bool:
    """Whether GitHub takes a check run that tells of it."""
    output = check_output(judgement, "acme", URL)
    assert (output.conclusion == "success") is judgement.passes
    assert 0 < len(output.title) <= 200
    assert "\n" not in output.title
    assert 0 < len(output.summary.encode()) <= 65_535
    for one in output.annotations:
        assert one.path
        assert 1 <= one.start_line == one.end_line
        assert one.start_column == one.end_column != 0
        assert 0 < len(one.message.encode()) <= 64 * 1024
        assert 0 < len(one.title) <= 255
    return len(output.annotations) <= 100


@settings(deadline=None, max_examples=60)
@given(FILES)
def test_any_text_is_judged(files: ControlFiles) -> None:
    assert is_fit_for_github(judge(files, a_history(), NOON))


@settings(deadline=None, max_examples=15)
@given(FILES)
def test_any_text_is_judged_in_the_room(files: ControlFiles) -> None:
    judgement = Judge().judged(files, a_history(), NOON)

    assert is_fit_for_github(judgement)
    assert not judgement.was_stopped
