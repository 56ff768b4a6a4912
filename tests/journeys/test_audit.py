"""What is on record of a request: one readable story, each change of a decision once."""

from dataclasses import replace

from sqlalchemy import update

from app.domain.state import State
from app.store import audit, tables
from app.store.audit import Action, Entry
from tests.journeys.acme import Acme
from tests.journeys.halts import after_call, halted, works
from tests.journeys.request import Request


def story(request: Request) -> list[Entry]:
    """The decisions on record about a request; writes to GitHub are left out."""
    request_id = request.row.id
    with request.acme.bench.database.transaction() as tx:
        entries = audit.of_request(tx, "acme", request_id)
    return [entry for entry in entries if entry.action in set(Action)]


def told(request: Request) -> list[tuple[str, str]]:
    return [(entry.actor, entry.action) for entry in story(request)]


def test_a_whole_job_leaves_a_readable_story(acme: Acme) -> None:
    request = acme.files(name="Billing_Service")
    request.is_edited(name="billing")

    request.is_approved()

    assert request.state is State.LIVE

    assert told(request) == [
        ("slipway", "needs correction"),
        ("slipway", "awaiting approval"),
        ("paula", "approval counts"),
        ("slipway", "approved"),
        ("slipway", "build began"),
        ("slipway", "build confirmed"),
        ("slipway", "live"),
    ]


def test_looking_again_puts_nothing_new_on_record(acme: Acme) -> None:
    request = acme.files()
    before = story(request)

    request.is_commented("Any news?")
    request.is_commented("/slipway help")

    assert story(request) == before
    assert [entry.action for entry in before] == ["awaiting approval"]


def test_an_edit_puts_on_record_whose_approval_it_voids_and_why(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_approved()

    request.is_edited(data="internal")

    void = [entry for entry in story(request) if entry.action == Action.APPROVAL_VOID]
    assert [entry.actor for entry in void] == ["paula"]
    assert "does not count: " in void[0].reason
    assert void[0].data == {"label": "approved/platform"}


def test_an_approval_that_is_taken_back_is_void_and_counts_again_when_set_again(
    acme: Acme,
) -> None:
    request = acme.files(data="personal")
    request.is_approved()

    request.is_unlabelled("approved/platform", "paula")
    request.is_approved()

    told_of_paula = [action for actor, action in told(request) if actor == "paula"]
    assert told_of_paula == ["approval counts", "approval void", "approval counts"]


def test_a_veto_a_cancelling_and_a_refused_command_say_who(acme: Acme) -> None:
    request = acme.files()

    request.is_labelled("rejected", "sam")
    request.is_commented("/slipway cancel", "olga")
    request.is_commented("/slipway cancel", "dana")

    assert told(request) == [
        ("slipway", "awaiting approval"),
        ("sam", "vetoed"),
        ("olga", "command refused"),
        ("dana", "cancelled"),
    ]


def test_the_law_that_is_in_force_is_on_record_by_its_blobs(acme: Acme) -> None:
    acme.files()

    acme.commits("policy.yml", lambda text: f"{text}\n# another version\n")

    with acme.bench.database.transaction() as tx:
        newest = audit.newest(tx, 100)
    laws = [entry for entry in newest if entry.action == Action.LAW_ACCEPTED]
    assert len({entry.data["policy_blob"] for entry in laws}) == 2
    assert len({entry.data["form_blob"] for entry in laws}) == 1


def test_a_build_that_stops_and_is_retried_says_why_and_by_whom(acme: Acme) -> None:
    request = acme.files()
    acme.controls("faults", method="PUT", route="/repos/{owner}/{repo}/topics", times=99)
    request.is_approved()
    acme.sandbox.world.calls.faults.clear()

    request.is_commented("/slipway retry")

    assert request.state is State.LIVE
    assert told(request)[-3:] == [("slipway", "parked"), ("dana", "retried"), ("slipway", "live")]
    parked = story(request)[-3]
    assert parked.reason.startswith("Setting the topics of acme/billing failed 5 times in a row.")


def test_a_look_that_is_parked_for_hours_is_on_record_once(acme: Acme) -> None:
    request = halted(acme).files()
    statement = update(tables.requests).where(tables.requests.c.id == request.row.id)
    with acme.bench.database.transaction() as tx:
        tx.connection.execute(statement.values(surroundings={"nobody": "can read this"}))

    for seconds in (2, 10, 60, 200, 900, 5000, 5000):
        acme.waits(seconds)
        works(acme)

    parked = [entry for entry in story(request) if entry.action == Action.PARKED]
    assert len(parked) == 1
    assert parked[0].reason.startswith("Looking at it failed over and over.")


def test_a_build_whose_approval_falls_away_steps_back_on_record(acme: Acme) -> None:
    request = acme.files()

    def leaves() -> None:
        """Right after the last call of the look that decides."""
        acme.does("ada", "DELETE", "/orgs/acme/teams/platform-reviewers/memberships/paula")

    leaving = after_call(acme, "QUERY TeamMembers", leaves)
    replace(request, acme=leaving).is_approved()

    assert told(request)[1:] == [
        ("paula", "approval counts"),
        ("slipway", "approved"),
        ("slipway", "build began"),
        ("slipway", "build stepped back"),
        ("paula", "approval void"),
        ("slipway", "awaiting approval"),
    ]
