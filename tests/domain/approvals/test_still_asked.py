"""Those are reminded who could still give what is missing."""

from app.domain.approvals import StillAsked, still_asked
from app.domain.issue import LabelEvent
from tests.domain.build import MEMBERS as ALL
from tests.domain.build import a_display, a_label_event, a_policy, an_edit, an_issue, the_evidence
from tests.domain.evaluate.decisions import decided

ROLES = """
version: 1
roles:
  platform: {teams: [platform-reviewers, payments], users: [root, dana, eve]}
  security: {users: [root, sam]}
delegations:
  - {from: root, to: paul, until: 2099-01-01}
  - {from: root, to: dana, until: 2099-01-01}
"""
MEMBERS = {**ALL, ("", "root"): True}


def asked(approvals: str, *events: LabelEvent) -> dict[str, StillAsked]:
    """By the rule's name, for a request that dana filed and eve edited."""
    issue = an_issue(*events, edits=(an_edit(5, "eve"),))
    policy = a_policy(f"{ROLES}approvals:\n{approvals}")
    evidence = the_evidence(issue, displays=(a_display(read_at=5),), members=MEMBERS)
    found = decided(policy, evidence=evidence).approvals
    return {one.rule.name: one for one in still_asked(found, issue, "payments")}


def test_teams_and_people_of_the_role_are_asked_and_nobody_who_wrote() -> None:
    one = asked("  - {name: review, label: approved/platform, by: platform}\n")["review"]

    assert one.teams == ("platform-reviewers", "payments")
    assert one.users == ("root",)


def test_who_stands_in_is_named_apart_and_not_if_they_wrote() -> None:
    one = asked("  - {name: review, label: approved/platform, by: platform}\n")["review"]

    assert one.stand_ins == ("paul",)


def test_who_gave_it_already_is_not_asked_for_the_second_one() -> None:
    review = "  - {name: review, label: approved/platform, by: security, count: 2}\n"

    one = asked(review, a_label_event("root", 60))["review"]

    assert (one.missing, one.users) == (1, ("sam",))


def test_what_is_given_asks_nobody() -> None:
    review = "  - {name: review, label: approved/platform, by: security}\n"

    assert asked(review, a_label_event("root", 60)) == {}


def test_the_team_that_asks_is_left_out_where_it_may_not() -> None:
    review = "  - {name: review, label: approved/platform, by: platform, own_team: false}\n"

    assert asked(review)["review"].teams == ("platform-reviewers",)


def test_who_gave_another_one_is_not_asked_where_nobody_may_fill_two() -> None:
    both = """
  - {name: first, label: approved/platform, by: security}
  - {name: second, label: approved/security, by: security, same_person: false}
"""

    assert asked(both, a_label_event("root", 60))["second"].users == ("sam",)
