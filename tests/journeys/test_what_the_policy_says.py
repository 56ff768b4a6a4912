"""What an admin writes into the policy is what requesters and reviewers meet."""

from datetime import timedelta

from app.domain.state import State
from tests.journeys.acme import Acme

DAY = 86_400


def add(acme: Acme, rules: str) -> None:
    acme.commits("policy.yml", lambda text: f"{text}\n{rules}\n")


def add_to(acme: Acme, section: str, rules: str) -> None:
    head = f"\n{section}:\n"
    acme.commits("policy.yml", lambda text: text.replace(head, f"{head}{rules}\n"))


def test_a_refusal_tells_the_requester_in_the_admins_words(acme: Acme) -> None:
    first = acme.files(name="ledger", data_store="pg-ledger")
    first.is_approved()

    second = acme.files(name="billing", owner="platform-reviewers", data_store="pg-ledger")

    assert first.state is State.LIVE
    assert "slipway/needs-correction" in second.labels
    assert "pg-ledger belongs to payments; ask for its API instead" in second.status
    assert len(second.notices) == 0

    second.is_edited(data_store="pg-billing")

    assert second.state is State.AWAITING_APPROVAL


def test_a_field_is_held_against_its_rule_by_its_heading(acme: Acme) -> None:
    add_to(acme, "fields", "  data_store: {pattern: 'pg-[a-z]+', say: See the handbook.}")

    request = acme.files(data_store="mongo")

    assert request.state is State.NEEDS_CORRECTION
    assert "See the handbook." in request.status


def test_what_is_harmless_is_built_without_anybody(acme: Acme) -> None:
    add(acme, "automatic: [{name: small tools, when: request.tier == 3}]")

    request = acme.files(tier="3")

    assert request.state is State.LIVE
    assert ["your service is live" in notice for notice in request.notices] == [True]


def test_an_edit_that_ends_the_harmlessness_asks_for_approval(acme: Acme) -> None:
    add(
        acme,
        """
automatic: [{name: small tools, when: request.tier == 3}]
freezes: [{name: for now, until: 2099-01-01}]
""",
    )
    request = acme.files(tier="3")
    assert "slipway/waiting" in request.labels

    request.is_edited(tier="1")

    assert request.state is State.AWAITING_APPROVAL


def test_a_later_request_of_a_team_waits_until_an_earlier_one_ends(acme: Acme) -> None:
    add(acme, "limits: {open_requests_per_team: 1}")
    first, second = acme.files(name="first"), acme.files(name="second")

    assert first.state is State.AWAITING_APPROVAL
    assert "slipway/waiting" in second.labels
    assert "Team payments has 1 other open request" in second.headline
    assert second.notices == []

    first.is_approved()

    assert second.state is State.AWAITING_APPROVAL


def test_a_waiting_request_goes_on_when_an_earlier_one_is_cancelled(acme: Acme) -> None:
    add(acme, "limits: {open_requests_per_team: 1}")
    first, second = acme.files(name="first"), acme.files(name="second")

    first.is_commented("/slipway cancel")

    assert second.state is State.AWAITING_APPROVAL


def test_a_person_files_as_many_as_the_policy_allows_and_goes_on_the_day_after(acme: Acme) -> None:
    add(acme, "limits: {requests_per_person_and_day: 1}")
    first, second = acme.files(name="first"), acme.files(name="second")

    assert first.state is State.AWAITING_APPROVAL
    assert "slipway/waiting" in second.labels

    acme.waits(DAY)
    acme.settles()

    assert second.state is State.AWAITING_APPROVAL


def test_a_freeze_takes_approvals_and_builds_when_it_ends(acme: Acme) -> None:
    until = acme.bench.clock() + timedelta(days=3)
    add(acme, f"freezes: [{{name: release, until: '{until:%Y-%m-%d %H:%M}'}}]")
    request = acme.files()
    assert "slipway/awaiting-approval" in request.labels

    request.is_approved()

    assert "slipway/waiting" in request.labels
    assert "Nothing is built until" in request.headline

    acme.waits(3 * DAY)
    acme.settles()

    assert request.state is State.LIVE


def test_a_name_too_similar_is_refused_with_whose_it_is(acme: Acme) -> None:
    acme.files(name="billing").is_approved()

    request = acme.files(name="bi11ing")

    assert request.state is State.NEEDS_CORRECTION
    assert "too similar to the service billing, which belongs to payments" in request.status


def ask_neighbours(acme: Acme) -> None:
    add_to(acme, "roles", "  neighbours: {owners_of: request.depends_on}")
    rule = "  - {name: neighbours, label: approved/neighbours, by: neighbours}"
    add_to(acme, "approvals", rule)


def test_the_owners_of_what_it_depends_on_approve(acme: Acme) -> None:
    acme.files(name="ledger", owner="security").is_approved()
    ask_neighbours(acme)

    request = acme.files(name="orders", depends_on="ledger")
    request.is_approved()

    assert "slipway/awaiting-approval" in request.labels
    assert "`approved/neighbours` by team `security`" in request.headline

    request.is_labelled("approved/neighbours", "sam")

    assert request.state is State.LIVE


def test_each_owner_of_what_it_depends_on_approves(acme: Acme) -> None:
    acme.files(name="ledger", owner="security").is_approved()
    acme.files(name="carts", owner="platform-reviewers").is_approved()
    ask_neighbours(acme)
    request = acme.files(name="orders", depends_on="ledger, carts")
    request.is_approved()

    request.is_labelled("approved/neighbours", "sam")

    assert "`approved/neighbours` by team `platform-reviewers` (1 of 2 given)" in request.headline

    request.is_unlabelled("approved/neighbours", "peter")
    request.is_labelled("approved/neighbours", "peter")

    assert request.state is State.LIVE


def test_who_may_only_ask_for_their_own_team_is_told(acme: Acme) -> None:
    add_to(
        acme,
        "refuse",
        """
  - name: for your own team
    when: "!(request.owner in requester.teams)"
    say: "{request.owner} is none of your teams: {requester.teams}."
""",
    )

    stranger = acme.files(owner="security")
    member = acme.files(login="sam", owner="security", name="vault")

    assert stranger.state is State.NEEDS_CORRECTION
    assert "security is none of your teams" in stranger.status
    assert member.state is State.AWAITING_APPROVAL
