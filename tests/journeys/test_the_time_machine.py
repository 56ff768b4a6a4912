"""Another policy is tried on what was decided before, and each verdict that changes is told."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.replay import Journey
from app.domain.state import State
from app.usecases.time_machine import texts_in_force, travel
from tests.journeys.acme import Acme
from tests.journeys.templates import revoking, tree_of


def under(acme: Acme, change: Callable[[str], str]) -> Journey:
    """All requests of acme under the policy in force, and under a changed one."""
    now = texts_in_force(acme.bench.database, "acme")
    other = replace(now, policy_blob="other", policy=change(now.policy))
    return travel(acme.bench.database, "acme", now, other)


def test_the_same_policy_changes_nothing(acme: Acme) -> None:
    acme.files(name="first").is_approved()
    acme.files(name="second", data="personal")

    journey = under(acme, lambda text: f"{text}\n# the same\n")

    assert (journey.decided, journey.changes) == (2, ())


def test_what_another_policy_decides_differently_is_told(acme: Acme) -> None:
    built = acme.files(name="first")
    built.is_approved()
    waits = acme.files(name="second")

    journey = under(acme, lambda text: f"{text}\nautomatic: [{{name: all, when: 'true'}}]\n")

    assert [change.issue_number for change in journey.changes] == [waits.number]
    assert journey.changes[0].before.state is State.AWAITING_APPROVAL
    assert journey.changes[0].after.state is State.BUILDING
    assert journey.changes[0].rules == ("platform review",)


def test_approvals_that_were_given_stand_under_a_rule_that_accepts_them(acme: Acme) -> None:
    acme.files(name="first").is_approved()

    label = "label: approved/platform\n"
    journey = under(acme, lambda text: text.replace(label, f"{label}    count: 2\n"))

    assert journey.changes[0].after.state is State.AWAITING_APPROVAL
    assert "1 of 2 still missing" in str(journey.changes[0].after.verdict)


def test_a_service_is_no_hindrance_to_the_request_that_made_it(acme: Acme) -> None:
    """Decided again today, a name would be too similar to the very service it was built as."""
    acme.files(name="first", data_store="pg-first").is_approved()

    journey = under(acme, lambda text: text.replace("too_similar: 90", "too_similar: 80"))

    assert journey.changes == ()


def test_memberships_that_nobody_asked_about_are_named(acme: Acme) -> None:
    acme.files(name="first").is_approved()

    journey = under(acme, lambda text: text.replace("[platform-reviewers]", "[security]", 1))

    assert journey.changes[0].after.unknown == {("security", "paula")}


def test_another_form_reads_the_text_of_the_time(acme: Acme) -> None:
    request = acme.files(name="first")
    now = texts_in_force(acme.bench.database, "acme")
    other = replace(now, form_blob="other", form=now.form.replace('- "2"', '- "4"'))

    journey = travel(acme.bench.database, "acme", now, other)

    assert [change.issue_number for change in journey.changes] == [request.number]
    assert journey.changes[0].after.state is State.NEEDS_CORRECTION


def test_a_revoked_tree_would_have_stopped_what_was_built_from_it(acme: Acme) -> None:
    request = acme.files(name="first")
    request.is_approved()
    revoked = tree_of(acme)

    journey = under(acme, lambda text: revoking(text, revoked))

    assert [change.issue_number for change in journey.changes] == [request.number]
    assert journey.changes[0].rules == ("template",)
    assert journey.changes[0].after.state is State.BLOCKED


def test_shadow_mode_would_have_held_back_what_was_built(acme: Acme) -> None:
    acme.files(name="first").is_approved()

    journey = under(acme, lambda text: f"{text}\nshadow: {{build_by: platform}}\n")

    [change] = journey.changes
    assert (change.before.state, change.after.state) == (State.BUILDING, State.WAITING)
    assert change.rules == ("shadow",)


def test_what_shadow_mode_holds_back_would_be_built_without_it(acme: Acme) -> None:
    shadow = "\nshadow: {build_by: platform}\n"
    acme.commits("policy.yml", lambda text: text + shadow)
    waits, started = acme.files(name="waits"), acme.files(name="started")
    for request in (waits, started):
        request.is_approved()
    started.is_commented("/slipway build", login="peter")

    journey = under(acme, lambda text: text.replace(shadow, ""))

    states = {one.issue_number: (one.before.state, one.after.state) for one in journey.changes}
    assert states == {
        waits.number: (State.WAITING, State.BUILDING),
        started.number: (State.BUILDING, State.BUILDING),
    }
