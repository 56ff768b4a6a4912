"""Stories that are told every time. Each says what went wrong once, or why else it is here."""

import pytest

from app.domain.budget import MINUTE
from app.domain.state import State
from tests.simulation.admins import Admins, Policy
from tests.simulation.budget import check_budget
from tests.simulation.model import PLATFORM, VETO
from tests.simulation.people import People
from tests.simulation.reach import Reach
from tests.simulation.town import Town
from tests.simulation.work import Slipway


def test_the_end_is_the_same_when_every_webhook_is_lost_for_good(town: Town) -> None:
    """What GitHub never sent was found by nobody."""
    people, slipway = People(town), Slipway(town)
    number = people.file("dana", name="alpha")
    while town.post.waiting:
        town.post.lose_for_good(0)
    slipway.rest()
    people.label(number, "paula", PLATFORM)
    while town.post.waiting:
        town.post.lose_for_good(0)

    slipway.rest()

    assert town.model.wishes[number].state is State.LIVE


@pytest.mark.parametrize("place", [1, 20])
def test_a_worker_that_was_overtaken_writes_nothing_any_more(town: Town, place: int) -> None:
    """Random stories seldom stop a worker until another one has done all of its work."""
    people, slipway = People(town), Slipway(town)
    number = people.file("dana", name="alpha")
    slipway.rest()
    people.label(number, "paula", PLATFORM)
    town.post.deliver_all()
    slipway.hear()
    slipway.stall(number, place)

    slipway.rest()  # outwaits its claim, and does all the work
    slipway.go_on()

    slipway.rest()
    assert town.model.wishes[number].state is State.LIVE


def test_a_reviewer_who_wrote_a_part_of_a_request_does_not_approve_it(town: Town) -> None:
    """Random stories seldom have a reviewer edit first and then approve what is shown."""
    people, slipway = People(town), Slipway(town)
    number = people.file("dana", name="alpha")
    people.edit(number, "paula", description="Text 1.")
    slipway.rest()
    people.label(number, "paula", PLATFORM)
    slipway.rest()
    assert town.model.wishes[number].state is State.AWAITING_APPROVAL

    people.label(number, "peter", PLATFORM)
    slipway.rest()

    assert town.model.wishes[number].state is State.LIVE


def test_a_veto_between_decision_and_build_stops_the_build(town: Town) -> None:
    """Random stories seldom set a veto within the few calls from the decision to the build."""
    people, slipway = People(town), Slipway(town)
    number = people.file("dana", name="alpha")
    slipway.rest()
    people.label(number, "paula", PLATFORM)
    town.post.deliver_all()
    slipway.hear()
    slipway.stall(number, 1)
    people.label(number, "sam", VETO)

    slipway.go_on()

    slipway.rest()
    assert town.model.wishes[number].state is State.VETOED


def test_a_name_that_was_taken_by_hand_is_free_again_once_it_is_given_back(town: Town) -> None:
    """What stood in a request's way was kept, so that nobody saw that it was mended."""
    people, admins, slipway = People(town), Admins(town), Slipway(town)
    number = people.file("dana", name="alpha")
    slipway.rest()
    admins.make_repository("alpha-integration-tests")
    people.label(number, "paula", PLATFORM)
    slipway.rest()
    assert town.model.wishes[number].state is State.NEEDS_CORRECTION

    admins.delete_repository("alpha-integration-tests")
    slipway.rest()

    assert town.model.wishes[number].state is State.LIVE


def test_a_veto_is_told_once_though_its_teller_dies(town: Town) -> None:
    """The state by which a notice goes was kept only after it was posted: it came twice."""
    people, slipway = People(town), Slipway(town)
    number = people.file("dana", name="alpha")
    slipway.rest()
    people.label(number, "sam", VETO)
    town.post.deliver_all()
    slipway.hear()
    slipway.die(6, at_commit=False)

    slipway.rest()

    assert town.model.wishes[number].state is State.VETOED


@pytest.mark.parametrize("where", [Reach.SUSPENDED, Reach.REMOVED])
def test_a_build_that_loses_the_app_goes_on_at_its_return(town: Town, where: Reach) -> None:
    """However often it failed meanwhile, it is not stopped."""
    people, slipway = People(town), Slipway(town)
    number = people.file("dana", name="alpha")
    slipway.rest()
    people.label(number, "paula", PLATFORM)
    town.post.deliver_all()
    slipway.hear()

    slipway.lose_reach(30, where)
    slipway.rest()  # the App comes back first

    assert town.model.wishes[number].state is State.LIVE


def test_a_build_waits_for_the_limit_of_a_minute(town: Town) -> None:
    people, slipway = People(town), Slipway(town)
    number = people.file("dana", name="alpha")
    slipway.rest()
    people.label(number, "paula", PLATFORM)
    before = town.acme.bench.clock()

    slipway.settle()

    assert town.acme.bench.clock() - before >= MINUTE
    check_budget(town)


def test_stand_in_and_digest_approve_what_is_then_built(town: Town) -> None:
    """Random stories seldom have both under one policy."""
    people, slipway = People(town), Slipway(town)
    number = people.file("dana", name="alpha")
    Admins(town).commit_policy(Policy.ALL_OF_IT)
    slipway.rest()
    people.approve(number, "sam")
    people.comment(number, "sam", "/slipway withdraw")
    people.label(number, "olga", PLATFORM)
    slipway.rest()
    assert town.model.wishes[number].state is State.AWAITING_APPROVAL

    people.approve(number, "sam")
    slipway.rest()

    assert town.model.wishes[number].state is State.LIVE


def test_broken_glass_is_mended_by_an_edit(town: Town) -> None:
    """Random stories seldom break the glass while a build is still far away."""
    people, slipway = People(town), Slipway(town)
    number = people.file("dana", name="alpha")
    Admins(town).commit_policy(Policy.GLASS)
    slipway.rest()
    people.comment(number, "paula", "/slipway break-glass It burns")
    people.edit(number, "dana", description="Another text.")
    slipway.rest()
    assert town.model.wishes[number].state is State.AWAITING_APPROVAL

    people.comment(number, "paula", "/slipway break-glass It still burns")
    slipway.rest()

    assert town.model.wishes[number].state is State.LIVE
