"""How people hear of newer templates, of revoked ones, and what came of asking for the newest."""

from app.domain.policy import Revocation
from app.domain.replies import announcements, renewals
from app.domain.replies.status import status_comment
from app.domain.state import State
from app.domain.verdict import Status, Verdict
from tests.domain.build import a_person
from tests.domain.replies.build import a_view

DANA = a_person("dana")
LINE = "There is a newer version of `platform` and `python-service`. `/slipway newest` takes it"
NEWER = ("platform", "python-service")
REVOKED = Verdict("template", Status.REFUSED, "It was revoked: it leaks.")


def test_one_line_tells_of_newer_templates_before_the_build() -> None:
    waiting = status_comment(a_view(newer_templates=NEWER, state=State.AWAITING_APPROVAL))
    building = status_comment(a_view(newer_templates=NEWER, state=State.BUILDING))
    without = status_comment(a_view(state=State.AWAITING_APPROVAL))

    assert waiting.count(LINE) == 1
    assert "newer version" not in building
    assert "newer version" not in without


def test_a_revoked_one_is_told_in_the_first_line_and_not_twice() -> None:
    verdict = Verdict("request", Status.REFUSED, REVOKED.sentence, (REVOKED,))
    view = a_view(
        newer_templates=NEWER, is_revoked=True, state=State.NEEDS_CORRECTION, verdict=verdict
    )

    shown = status_comment(view)

    first = shown.splitlines()[0]
    assert first.startswith("✏️ **Needs another version of its templates.** dana or a reviewer")
    assert "newer version" not in shown
    assert "Comment `/slipway newest` for newer templates" in announcements.needs_correction(view)


def test_beside_other_points_the_first_line_counts_them_all() -> None:
    name = Verdict("name", Status.REFUSED, "The name is taken.")
    verdict = Verdict("request", Status.REFUSED, name.sentence, (name, REVOKED))
    view = a_view(
        newer_templates=NEWER, is_revoked=True, state=State.NEEDS_CORRECTION, verdict=verdict
    )

    assert "2 points need another look" in status_comment(view).splitlines()[0]


def test_what_admins_and_templates_are_called_stays_text() -> None:
    hostile = "@acme/security <b>`x`"

    said = renewals.newest_is_revoked(Revocation(hostile, "a" * 40, hostile))

    assert "<b>" not in said.replace(f"`` {hostile} ``", "")
    assert " @acme/security" not in said.replace(f"`` {hostile} ``", "")
    assert "`aaaaaaaaaaaa`" in said


def test_every_answer_says_what_becomes_of_the_request() -> None:
    assert "Every approval is asked for again" in renewals.renewing(DANA, NEWER)
    assert "every approval stands" in renewals.nothing_newer(DANA)
    assert "Nothing changes" in renewals.newest_is_broken("platform", "It has no manifest.")
    assert "Nothing changes" in renewals.is_retired("old-java", "Take java.")
    assert "Correct the issue" in renewals.no_template(DANA)
