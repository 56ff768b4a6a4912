"""How the demo reads issues: the status comment from the very text that Slipway makes."""

from app.demo.reading import (
    ApprovalRow,
    approvals,
    change_answer,
    clone_urls,
    finished_steps,
    first_line,
    line_with,
    words,
)
from app.domain.issue import Person
from app.domain.replies.status import status_comment
from app.domain.state import State
from app.domain.status import ApprovalNeed, HalfView, StatusView, StepState, StepView

DANA = Person(id=1, login="dana")


def a_need(label: str, *, missing: int = 1, given_by: tuple[str, ...] = ()) -> ApprovalNeed:
    return ApprovalNeed(f"{label} review", label, ("reviewers",), (), missing, given_by)


def a_half(name: str, clone_url: str | None = None) -> HalfView:
    url = clone_url and clone_url.removesuffix(".git")
    return HalfView("service", f"acme/{name}", url=url, clone_url=clone_url)


def a_waiting_comment(*needs: ApprovalNeed, notes: tuple[str, ...] = ()) -> str:
    view = StatusView(State.AWAITING_APPROVAL, "acme", DANA, approvals=needs, notes=notes)
    return status_comment(view)


def a_building_comment(*steps: StepView) -> str:
    return status_comment(StatusView(State.BUILDING, "acme", DANA, progress=steps))


def a_live_comment(*halves: HalfView) -> str:
    return status_comment(StatusView(State.LIVE, "acme", DANA, halves=halves))


def test_the_first_line_is_read_without_markup() -> None:
    line = first_line(a_waiting_comment(a_need("approved/platform")))

    assert line.startswith("⏳ Waiting for approval: approved/platform by team reviewers")


def test_links_are_read_as_their_text() -> None:
    comment = a_live_comment(a_half("billing", "http://127.0.0.1:8080/acme/billing.git"))

    assert first_line(comment).startswith("🎉 Live: acme/billing.")


def test_text_that_was_made_inert_is_read_as_it_was_typed() -> None:
    assert words(r"Billing\_Service &lt;b&gt; @&#8288;dana") == "Billing_Service <b> @dana"


def test_each_approval_is_read_as_given_or_not() -> None:
    platform = a_need("approved/platform", missing=0, given_by=("paula",))
    security = a_need("approved/security")

    rows = approvals(a_waiting_comment(platform, security))

    assert rows == {
        "approved/platform": ApprovalRow("approved/platform", is_given=True, so_far="paula"),
        "approved/security": ApprovalRow("approved/security", is_given=False, so_far="0 of 1"),
    }


def test_a_note_about_a_person_is_found() -> None:
    comment = a_waiting_comment(notes=("paula's approval is void.", "olga's does not count."))

    assert line_with(comment, "olga") == "olga's does not count."
    assert line_with(comment, "sam") is None


def test_only_finished_steps_are_read_as_finished() -> None:
    comment = a_building_comment(
        StepView("Create billing", StepState.DONE),
        StepView("Push billing", StepState.DONE, "one signed commit"),
        StepView("Protect billing", StepState.RUNNING),
        StepView("Announce", StepState.AHEAD),
    )

    assert finished_steps(comment) == ["Create billing", "Push billing: one signed commit"]


def test_a_comment_without_progress_has_no_finished_steps() -> None:
    assert finished_steps(a_waiting_comment()) == []


def test_the_addresses_to_clone_are_read_in_order() -> None:
    urls = ["http://127.0.0.1:8080/acme/a.git", "http://127.0.0.1:8080/acme/a-tests.git"]

    assert clone_urls(a_live_comment(a_half("a", urls[0]), a_half("a-tests", urls[1]))) == urls


def test_an_edit_changes_the_answer_below_its_heading_alone() -> None:
    body = "### Name\n\nbilling\n\n### Tier\n\n2\n\n### Data\n\n2"

    assert (
        change_answer(body, "Tier", "1") == "### Name\n\nbilling\n\n### Tier\n\n1\n\n### Data\n\n2"
    )


def test_the_last_answer_can_be_edited() -> None:
    assert change_answer("### Tier\n\n2", "Tier", "1") == "### Tier\n\n1"


def test_an_edit_keeps_the_line_ends_of_the_form() -> None:
    body = "### Tier\r\n\r\n2\r\n\r\n### Data\r\n\r\ninternal"

    assert change_answer(body, "Tier", "1") == "### Tier\r\n\r\n1\r\n\r\n### Data\r\n\r\ninternal"


def test_an_edit_below_an_unknown_heading_changes_nothing() -> None:
    assert change_answer("### Tier\n\n2", "Colour", "red") == "### Tier\n\n2"
