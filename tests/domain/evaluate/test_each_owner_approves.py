"""Who depends on the services of several teams is approved by each of them."""

from app.domain.approvals import Evidence
from app.domain.evaluate import Decision
from app.domain.facts import Service
from app.domain.issue import LabelEvent
from app.domain.verdict import Status
from tests.domain.build import (
    a_binding,
    a_display,
    a_label,
    a_label_event,
    an_issue,
    the_evidence,
    the_facts,
)
from tests.domain.evaluate.decisions import decided, node, policy_with

NEIGHBOURS = """
approvals:
  - {name: neighbours, label: approved/neighbours, by: neighbours}
"""
ANY = NEIGHBOURS.replace("by: neighbours}", "by: neighbours, any_owner: true}")
TWO_EACH = NEIGHBOURS.replace("by: neighbours}", "by: neighbours, count: 2}")
OR_PLATFORM = NEIGHBOURS.replace("by: neighbours", "by: [neighbours, platform]")
BOTH = ("ledger", "carts")
LABEL = a_label("approved/neighbours")
MEMBERS = {
    ("money", "mona"): True,
    ("money", "max"): True,
    ("shop", "sue"): True,
    ("platform-reviewers", "paula"): True,
}


def approved_by(*logins: str, approvals: str = NEIGHBOURS) -> Decision:
    """Each takes the label off and sets it again, as reviewers do."""
    return decided(
        policy_with("", approvals),
        facts=the_facts(Service("ledger", "Money"), Service("carts", "shop"), depends_on=BOTH),
        evidence=_evidence(*_swaps(logins)),
    )


def _swaps(logins: tuple[str, ...]) -> list[LabelEvent]:
    events: list[LabelEvent] = []
    for place, login in enumerate(logins):
        if place:
            events.append(a_label_event(login, 60 + 10 * place, LABEL, added=False))
        events.append(a_label_event(login, 62 + 10 * place, LABEL))
    return events


def _evidence(*events: LabelEvent) -> Evidence:
    return the_evidence(
        an_issue(*events),
        displays=(a_display(depends_on=BOTH),),
        bindings=(a_binding("approved/neighbours"),),
        members=MEMBERS,
        depends_on=BOTH,
    )


def test_before_anybody_approved_every_team_is_asked() -> None:
    assert node(approved_by(), "neighbours").sentence == (
        "It takes the label approved/neighbours from team money and team shop (2 persons)."
    )


def test_one_of_two_owners_is_not_enough_and_the_other_one_is_asked() -> None:
    decision = approved_by("mona")

    assert node(decision, "neighbours").sentence == (
        "Approved by mona; 1 of 2 still missing: the label approved/neighbours from team shop."
    )
    assert decision.approvals[0].asked.teams == ("shop",)


def test_two_persons_of_one_owner_do_not_speak_for_the_other() -> None:
    assert node(approved_by("mona", "max"), "neighbours").status is Status.PENDING


def test_somebody_of_each_is_enough() -> None:
    assert node(approved_by("mona", "sue"), "neighbours").status is Status.SATISFIED


def test_count_asks_for_so_many_of_each() -> None:
    decision = approved_by("mona", "sue", approvals=TWO_EACH)

    assert node(decision, "neighbours").status is Status.PENDING
    assert decision.approvals[0].missing == 2


def test_any_of_them_is_enough_where_the_policy_says_so() -> None:
    assert node(approved_by("mona", approvals=ANY), "neighbours").status is Status.SATISFIED


def test_a_team_that_is_named_beside_them_speaks_for_all() -> None:
    assert node(approved_by("paula", approvals=OR_PLATFORM), "neighbours").status is (
        Status.SATISFIED
    )
