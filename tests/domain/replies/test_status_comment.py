"""The status comment shows all that is known, stays calm, and always fits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.replies.status import MARKER, MOST_CHARACTERS, TOO_LONG, status_comment
from app.domain.state import State
from app.domain.status import ShownAnswer, StepState, StepView
from tests.domain.markdown import GITHUB_ACTS_ON, html, rendered, seen, tokens
from tests.domain.replies.build import a_built_half, a_half, a_view, a_view_full_of, an_approval
from tests.domain.test_text_stays_text import NASTY, typed


def test_parts_stand_in_the_order_in_which_they_are_needed() -> None:
    text = status_comment(a_view(notes=("sam's approval counts no longer.",)))

    titles = [line for line in text.splitlines() if line.startswith("#### ")]
    assert titles == [
        "#### Approvals",
        "#### What happened",
        "#### Why",
        "#### The request as understood",
        "#### What will be built",
    ]


def test_a_live_request_shows_the_pair_first_and_folds_the_rest() -> None:
    done = (StepView("Announce", StepState.DONE),)
    text = status_comment(a_view(State.LIVE, halves=(a_built_half(),), progress=done))

    assert (
        text.index("What was built") < text.index("<b>Progress</b>") < text.index("<b>Every check")
    )
    assert "`git clone https://github.example/acme/billing.git`" in text
    assert "#### Approvals" not in text


def test_the_verdict_is_a_nested_list_with_a_mark_for_each_rule() -> None:
    text = status_comment(a_view())

    assert "- ✅ **names:** The name billing is free." in text
    assert "  - ⏳ **platform review:** Nobody has approved yet." in text
    assert "  - ⏭️ **security review:** The data is not personal." in text


def test_approvals_say_who_and_how_many() -> None:
    both = an_approval(missing=1, given_by=("paula",), teams=("platform",), users=("sam",))

    text = status_comment(a_view(approvals=(both,)))

    row = "| ⏳ | platform review | `approved/platform` | team `platform` or sam | 1 of 2: paula |"
    assert row in text
    assert "take `approved/platform` off and set it again" in text


def test_an_approval_that_needs_nobody_says_so() -> None:
    text = status_comment(a_view(approvals=(an_approval(missing=0),)))

    assert "| ✅ | platform review |" in text
    assert "| given by itself |" in text


def test_empty_answers_are_shown_as_empty() -> None:
    assert "| Data store | *left empty* |" in status_comment(a_view())


def test_approvals_are_bound_to_the_digest_on_display() -> None:
    assert "Approvals are bound to this text: `3f2a8c9d1e0b`" in status_comment(a_view())


def test_files_are_drawn_as_a_tree_with_folders_first() -> None:
    files = ("README.md", "src/app.py", "src/api/routes.py", ".github/CODEOWNERS")

    text = status_comment(a_view(halves=(a_half(files=files),)))

    assert "4 files" in text
    assert (
        "├── .github/\n│   └── CODEOWNERS\n├── src/\n│   ├── api/\n│   │   └── routes.py\n"
        "│   └── app.py\n└── README.md"
    ) in text


@pytest.mark.parametrize("state", State)
def test_nobody_is_notified_by_the_status_comment(state: State) -> None:
    assert "@" not in status_comment(a_view(state))


@pytest.mark.parametrize("state", State)
def test_the_same_view_gives_the_same_text(state: State) -> None:
    assert status_comment(a_view(state)) == status_comment(a_view(state))


@pytest.mark.parametrize("state", State)
def test_the_last_line_is_the_mark(state: State) -> None:
    assert status_comment(a_view(state)).endswith(f"\n{MARKER}\n")


def assert_only_ours(text: str) -> None:
    ours = ("<span>", "</span>", "<code>", "</code>", "<sub>", "</sub>", "</details>", MARKER)
    for found in html(text):
        assert found.strip() in ours or found.startswith("<details><summary>")
    links = [token.attrs["href"] for token in tokens(text) if token.type == "link_open"]
    assert all(str(url).startswith("https://github.example/") for url in links)
    assert not [token for token in tokens(text) if token.type == "image"]


def is_no_address(text: str) -> bool:
    """A view that is full of an address links to it, as it should."""
    return not text.startswith(("http:", "https:"))


@pytest.mark.parametrize("text", [text for text in NASTY if is_no_address(text)])
def test_nasty_text_adds_nothing_to_any_part(text: str) -> None:
    filled = status_comment(a_view_full_of(text, State.AWAITING_APPROVAL))

    usual = status_comment(a_view_full_of("words", State.AWAITING_APPROVAL))
    assert_only_ours(filled)
    assert parts_of(filled) == parts_of(usual)


@pytest.mark.parametrize("state", State)
def test_nasty_text_adds_nothing_in_any_state(state: State) -> None:
    filled = status_comment(a_view_full_of(" ".join(NASTY), state))

    usual = status_comment(a_view_full_of("words", state))
    assert_only_ours(filled)
    assert parts_of(filled) == parts_of(usual)


def parts_of(text: str) -> list[str]:
    kinds = {"heading_open", "tr_open", "td_open", "list_item_open", "fence"}
    return [token.type for token in tokens(text) if token.type in kinds]


@settings(deadline=None, max_examples=25)
@given(typed.filter(is_no_address), st.sampled_from(State))
def test_any_text_stays_in_its_place(text: str, state: State) -> None:
    assert_only_ours(status_comment(a_view_full_of(text, state)))


def test_nothing_that_was_typed_is_acted_on() -> None:
    answers = tuple(ShownAnswer(text, text) for text in NASTY)

    shown = status_comment(a_view(answers=answers, halves=(), digest=None, template_trees={}))

    assert not GITHUB_ACTS_ON.search(rendered(shown))
    assert all(text in seen(shown) for text in NASTY)


def test_file_trees_are_shortened_before_answers() -> None:
    files = tuple(f"src/{number:04}-{'x' * 100}.py" for number in range(2_000))
    answers = (ShownAnswer("What does it do?", "z" * 1_400),)

    text = status_comment(a_view(answers=answers, halves=(a_half(files=files),) * 2))

    assert len(text) <= MOST_CHARACTERS
    assert "2000 files" in text
    assert "more files" in text
    assert "z" * 1_400 in text


def test_long_answers_are_shortened_and_this_is_said() -> None:
    answers = tuple(ShownAnswer(f"Field {number}", "é$" * 5_000) for number in range(90))

    text = status_comment(a_view(answers=answers))

    assert len(text) <= MOST_CHARACTERS
    assert "and 50 more, which stand in the issue's text" in text


@pytest.mark.parametrize("state", State)
def test_the_comment_fits_in_every_state(state: State) -> None:
    assert len(status_comment(a_view_full_of("$" * 2_000, state, times=100))) <= MOST_CHARACTERS


@pytest.mark.parametrize("filler", ["$", "|", "\u202e", "x\n", "@a", "🎉"])
def test_the_comment_fits_whatever_is_typed(filler: str) -> None:
    """GitHub refuses a comment of more than 65,536 characters, and then nobody learns anything."""
    text = status_comment(a_view_full_of(filler * 2_000, State.AWAITING_APPROVAL, times=100))

    assert len(text) <= MOST_CHARACTERS
    assert text.endswith(f"{MARKER}\n")


def test_a_comment_that_had_to_leave_out_all_parts_says_so() -> None:
    text = status_comment(a_view_full_of("$" * 3_000, State.AWAITING_APPROVAL, times=100))

    assert TOO_LONG in text
    assert "3f2a8c9d1e0b" in text
