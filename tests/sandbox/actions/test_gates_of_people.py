"""Gates that people answer: reviewers, their teams, and admins who pass by."""

from tests.sandbox.actions.conftest import REPOSITORY, Control
from tests.sandbox.actions.gates import FAILED, PASSED, WAITS, Who, reviewed_by


def test_a_job_waits_until_a_reviewer_lets_it_pass(actions: Who) -> None:
    number = reviewed_by(actions, "dana")
    will, dana = actions("will"), actions("dana")
    run = will.dispatches(target="production")

    assert will.ends(run) == {"": WAITS, "build": PASSED, "deploy": WAITS}
    (for_will,), (for_dana,) = will.pending(run), dana.pending(run)
    assert for_dana["environment"]["id"] == number
    assert for_dana["reviewers"][0]["reviewer"]["login"] == "dana"
    able = [one["current_user_can_approve"] for one in (for_will, for_dana)]
    assert able == [False, True]

    assert will.reviews(run, number).status_code == 403
    (deployment,) = dana.reviews(run, number).json()

    assert deployment["environment"] == "production"
    assert will.ends(run) == {"": PASSED, "build": PASSED, "deploy": PASSED}
    assert will.pending(run) == []
    assert dana.reviews(run, number).status_code == 422


def test_a_rejection_fails_the_job_and_the_run(actions: Who) -> None:
    number = reviewed_by(actions, "dana")
    will = actions("will")
    run = will.dispatches(target="production")
    will.run(run)

    actions("dana").reviews(run, number, "rejected")

    assert will.ends(run) == {"": FAILED, "build": PASSED, "deploy": FAILED}
    (answer,) = will.who.gets(f"{REPOSITORY}/actions/runs/{run}/approvals")
    assert (answer["state"], answer["user"]["login"]) == ("rejected", "dana")
    assert (answer["comment"], answer["environments"][0]["id"]) == ("Seen.", number)


def test_a_member_of_a_team_that_reviews_may_answer(actions: Who) -> None:
    ada = actions("ada")
    team = ada.who.gets("/orgs/acme/teams/payments")["id"]
    ada.who.does("PUT", "/orgs/acme/teams/payments/repos/acme/open", {"permission": "pull"})
    number = ada.protects(reviewers=[{"type": "Team", "id": team}])
    run = ada.dispatches(target="production")
    ada.run(run)

    assert actions("olga").reviews(run, number).status_code == 403
    assert actions("will").reviews(run, number).status_code == 200  # of a team below it


def test_who_starts_a_run_may_be_kept_from_reviewing_it(actions: Who) -> None:
    number = reviewed_by(actions, "will", "dana", prevent_self_review=True)
    will = actions("will")
    run = will.dispatches(target="production")
    will.run(run)

    assert will.reviews(run, number).status_code == 403
    assert actions("dana").reviews(run, number).status_code == 200


def test_an_admin_passes_every_rule_unless_that_is_forbidden(
    actions: Who, control: Control
) -> None:
    number = reviewed_by(actions, "dana", wait_timer=60)
    ada = actions("ada")
    first, second = (ada.dispatches(target="production") for _ in "12")
    assert (ada.ends(first)["deploy"], ada.ends(second)["deploy"]) == (WAITS, WAITS)

    assert ada.reviews(first, number).status_code == 200
    control("environments/bypass", repository="acme/open", environment="production", allowed=False)

    assert ada.ends(first)["deploy"] == PASSED
    assert ada.reviews(second, number).status_code == 403
    assert ada.pending(second)[0]["current_user_can_approve"] is False
