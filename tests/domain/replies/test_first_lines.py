"""Who reads only the first line of the status comment knows where the request stands."""

import pytest

from app.domain.answers import Problem
from app.domain.replies.status import status_comment
from app.domain.state import State
from app.domain.status import Failure, StatusView, StepState, StepView
from app.domain.verdict import Status, Verdict
from tests.domain.replies.build import a_built_half, a_half, a_view, an_approval


def first_line(view: StatusView) -> str:
    return status_comment(view).partition("\n")[0]


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_first_line(state: State) -> None:
    assert "**" in first_line(StatusView(state, "acme", None))


def test_a_request_that_waits_says_for_whose_label() -> None:
    assert first_line(a_view()) == (
        "⏳ **Waiting for approval:** `approved/platform` by team `platform-reviewers`. "
        "dana has nothing to do."
    )


def test_several_missing_approvals_stand_together() -> None:
    security = an_approval(label="approved/security", teams=("security",), missing=2)
    given = an_approval(label="approved/legal", missing=0, given_by=("lena",))
    half = an_approval(label="approved/data", teams=(), users=("sam", "dora"), given_by=("sam",))

    line = first_line(a_view(approvals=(security, given, half)))

    assert "`approved/security` by 2 of team `security` and `approved/data`" in line
    assert "by sam or dora (1 of 2 given)" in line
    assert "legal" not in line


def test_teams_that_all_have_to_approve_stand_together() -> None:
    owners = an_approval(teams=("money", "shop"), missing=2, asks_each=True)

    line = first_line(a_view(approvals=(owners,)))

    assert "`approved/platform` by team `money` and team `shop`." in line


def test_a_policy_that_asks_nobody_says_so() -> None:
    nobody = Verdict("approvals", Status.PENDING, "The policy asks nobody; an admin must mend it.")

    line = first_line(
        a_view(approvals=(), verdict=Verdict("request", Status.PENDING, "", (nobody,)))
    )

    assert line.endswith("The policy asks nobody; an admin must mend it.")


def test_a_correction_names_the_field() -> None:
    line = first_line(
        a_view(State.NEEDS_CORRECTION, problems=(Problem("Owner team", "Fill it in."),))
    )

    assert "Needs a correction by dana" in line
    assert "**Owner team**" in line


def test_several_corrections_are_counted() -> None:
    refused = Verdict("names", Status.REFUSED, "billing is taken.")
    view = a_view(
        State.NEEDS_CORRECTION,
        problems=(Problem(None, "Remove the text."),),
        verdict=Verdict("request", Status.REFUSED, "", (refused,)),
    )

    assert "2 points" in first_line(view)
    assert "- **names**: billing is taken." in status_comment(view)
    assert "- the issue's text: Remove the text." in status_comment(view)


def test_a_veto_names_who_objects_and_what_lifts_it() -> None:
    line = first_line(a_view(State.VETOED, vetoed_by=("sam", "paula"), veto_label="rejected"))

    assert "Vetoed by sam and paula" in line
    assert "taking `rejected` off lifts it" in line


def test_a_blocked_request_says_what_an_admin_must_do() -> None:
    line = first_line(a_view(State.BLOCKED, blockers=("Protect the default branch.", "And this.")))

    assert line == "🚧 **Blocked until an admin acts.** Protect the default branch."


def test_a_build_says_which_step_runs() -> None:
    steps = (
        StepView("Reserve the names", StepState.DONE),
        StepView("Create the repository", StepState.RUNNING),
        StepView("Announce", StepState.AHEAD),
    )

    assert "Step 2 of 3: Create the repository." in first_line(
        a_view(State.BUILDING, progress=steps)
    )


def test_a_failed_build_says_what_to_do_next() -> None:
    failure = Failure("The ruleset failed.", "The plan lacks it.", "Ask an admin.")
    view = a_view(State.FAILED, failure=failure)

    assert first_line(view) == "❌ **The build stopped.** The ruleset failed. Next: Ask an admin."
    assert "**Why:** The plan lacks it." in status_comment(view)


def test_the_command_that_goes_on_with_it_can_be_copied() -> None:
    failure = Failure("It stopped.", "No team.", "Create the team `x`, then `/slipway retry`.")

    line = first_line(a_view(State.FAILED, failure=failure))

    assert line.endswith("Next: Create the team \\`x\\`, then `/slipway retry`.")


def test_a_live_pair_is_linked() -> None:
    pair = (a_built_half(), a_built_half("acme/billing-tests"))

    line = first_line(a_view(State.LIVE, halves=pair))

    assert "[acme/billing](https://github.example/acme/billing)" in line
    assert "[acme/billing-tests](https://github.example/acme/billing-tests)" in line


def test_a_cancelled_request_says_what_is_left() -> None:
    half_built = first_line(a_view(State.CANCELLED, halves=(a_built_half(), a_half())))
    unbuilt = first_line(a_view(State.CANCELLED))

    assert "stays: [acme/billing]" in half_built
    assert "Nothing was built" in unbuilt


def test_a_deleted_account_is_named_as_such() -> None:
    assert "a deleted account" in first_line(a_view(requester=None))
