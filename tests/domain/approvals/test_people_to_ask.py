"""Few memberships are asked: only those that can matter to the decision."""

from app.domain.approvals import ORGANISATION, people_to_ask
from tests.domain.build import (
    a_binding,
    a_label,
    a_label_event,
    a_person,
    a_policy,
    an_edit,
    an_issue,
)

ROLES = "version: 1\nroles: {platform: {teams: [Platform-Reviewers], users: [root]}}\n"
RULE = "approvals: [{name: review, label: approved/platform, by: platform}]\n"


def test_who_set_an_approvals_label_is_asked_for_in_the_rules_team() -> None:
    issue = an_issue(a_label_event("paula"))

    assert people_to_ask(a_policy(), issue) == {("platform-reviewers", "paula")}


def test_nobody_is_asked_for_who_cannot_count_anyway() -> None:
    bot = a_label_event(a_person("robot", is_bot=True), 60)
    for event in (a_label_event("dana"), a_label_event("erin"), a_label_event(None), bot):
        issue = an_issue(event, edits=(an_edit(30, by="erin"),))

        assert people_to_ask(a_policy(), issue) == frozenset()


def test_nobody_is_asked_for_a_label_that_is_off_again() -> None:
    issue = an_issue(a_label_event("paula"), a_label_event("olga", 90, added=False))

    assert people_to_ask(a_policy(), issue) == frozenset()


def test_nobody_is_asked_for_a_label_that_the_policy_does_not_know() -> None:
    issue = an_issue(a_label_event("paula", label=a_label("bug")))

    assert people_to_ask(a_policy(), issue) == frozenset()


def test_whom_the_policy_names_by_login_is_asked_for_in_the_organisation() -> None:
    issue = an_issue(a_label_event("Root"))

    assert people_to_ask(a_policy(ROLES + RULE), issue) == {(ORGANISATION, "Root")}


def test_who_set_and_who_took_off_a_veto_are_both_asked_for() -> None:
    rejected = a_label("rejected")
    on, off = a_label_event("sam", 60, rejected), a_label_event("olga", 90, rejected, added=False)

    asked = people_to_ask(a_policy(), an_issue(on, off))

    assert asked == {
        (team, login) for team in ("platform-reviewers", "security") for login in ("sam", "olga")
    }


def test_a_veto_whose_label_was_renamed_is_found_by_the_bindings() -> None:
    renamed = a_label("nice-to-have", "id of rejected")
    issue = an_issue(a_label_event("sam", label=renamed))

    asked = people_to_ask(a_policy(), issue, (a_binding("rejected"),))

    assert ("security", "sam") in asked
