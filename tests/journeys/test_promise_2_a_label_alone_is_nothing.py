"""Promise 2: a label alone is nothing."""

from dataclasses import dataclass

from app.domain.state import State
from app.github.calls import Call
from sandbox.world.issues import Event
from tests.journeys.acme import Acme, connect
from tests.journeys.halts import works
from tests.journeys.request import Request


def test_a_label_of_somebody_outside_the_team_does_not_count_and_is_taken_off(acme: Acme) -> None:
    request = acme.files()

    request.is_labelled("approved/platform", "olga")

    assert request.state is State.AWAITING_APPROVAL
    assert "olga is not in the role platform" in request.status
    assert "approved/platform" not in request.labels


def test_the_requester_cannot_approve_though_in_the_team(acme: Acme) -> None:
    request = acme.files(login="paula")

    request.is_labelled("approved/platform", "paula")

    assert "paula wrote a part of the request" in request.status
    assert request.state is State.AWAITING_APPROVAL


def test_a_label_counts_no_longer_when_its_setter_left_the_team_before_the_build(
    acme: Acme,
) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")
    acme.does("ada", "DELETE", "/orgs/acme/teams/platform-reviewers/memberships/paula")

    request.is_labelled("approved/security", "sam")

    assert request.state is State.AWAITING_APPROVAL
    assert "paula is not in the role platform" in request.status


def test_another_label_renamed_to_the_approval_does_not_count(acme: Acme) -> None:
    request = acme.files()
    request.is_labelled("harmless", "paula")
    acme.does("ada", "DELETE", "/repos/acme/services/labels/approved%2Fplatform")
    acme.does(
        "ada", "PATCH", "/repos/acme/services/labels/harmless", {"new_name": "approved/platform"}
    )
    acme.settles()

    assert request.state is State.AWAITING_APPROVAL
    assert acme.repositories() == ["services"]


def test_an_approval_taken_off_again_is_withdrawn(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")

    request.is_unlabelled("approved/platform", "paula")
    request.is_labelled("approved/security", "sam")

    assert request.state is State.AWAITING_APPROVAL
    assert "`approved/platform`" in request.headline


def test_a_veto_stops_a_request_and_only_who_may_set_it_lifts_it(acme: Acme) -> None:
    request = acme.files()
    request.is_labelled("rejected", "sam")
    request.is_labelled("approved/platform", "paula")

    request.is_unlabelled("rejected", "olga")

    assert request.state is State.VETOED
    assert "rejected" in request.labels
    assert "olga took the label rejected off, but the veto stands" in request.status

    request.is_unlabelled("rejected", "sam")

    assert not request.is_open


def test_a_veto_stands_when_its_author_leaves_the_team(acme: Acme) -> None:
    request = acme.files()
    request.is_labelled("rejected", "sam")

    acme.does("ada", "DELETE", "/orgs/acme/teams/security/memberships/sam")
    request.is_labelled("approved/platform", "paula")

    assert request.state is State.VETOED


def test_a_lifted_veto_does_not_come_back_when_its_lifter_leaves(acme: Acme) -> None:
    request = acme.files()
    request.is_labelled("rejected", "sam")
    request.is_unlabelled("rejected", "peter")

    acme.does("ada", "DELETE", "/orgs/acme/teams/platform-reviewers/memberships/peter")
    request.is_labelled("approved/platform", "paula")

    assert request.state is State.LIVE


def test_a_veto_of_somebody_who_may_not_stops_nothing(acme: Acme) -> None:
    request = acme.files()
    request.is_labelled("rejected", "olga")

    request.is_approved()

    assert request.state is State.LIVE


@dataclass
class Lag:
    """GitHub's list of events lacks the newest one that the timeline shows, so many times."""

    request: Request
    times: int
    held: Event | None = None

    def __call__(self, call: Call) -> None:
        world = self.request.acme.sandbox.world
        with world.lock:
            where = world.repository("acme", "services")
            assert where is not None
            events = where.issues[self.request.number].events
            if call.route == "QUERY ReadRequest" and self.times > 0:
                self.times -= 1
                self.held = events.pop()
            elif call.route.endswith("/issues/{number}/events") and self.held:
                events.append(self.held)
                self.held = None


def approved_behind(lag: Lag) -> Acme:
    """The platform team approves, and GitHub's list of events is behind."""
    request, acme = lag.request, lag.request.acme
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    return acme.with_bench(github=connect(acme.sandbox, lag, acme.bench.database))


def test_a_label_of_which_the_events_do_not_tell_yet_counts_once_they_do(acme: Acme) -> None:
    request = acme.files()
    here = approved_behind(Lag(request, times=1))

    works(here)
    assert "slipway/awaiting-approval" in request.labels
    acme.settles()

    assert request.state is State.LIVE


def test_a_label_of_which_the_events_never_tell_does_not_count_and_that_is_said(
    acme: Acme,
) -> None:
    request = acme.files()
    here = approved_behind(Lag(request, times=99))

    for _ in range(5):
        works(here)
        acme.waits(200)

    assert acme.repositories() == ["services"]
    assert "lacks a change of the label approved/platform" in request.notices[-1]
    assert "nobody can tell who made it" in request.row.wait_reason
