"""What people do to an issue besides filling in the form: nothing of it builds a service."""

import re

from sqlalchemy import select, text

from app.domain.state import State
from app.github.calls import Call
from app.store import services, tables
from sandbox.acts.issues import open_issue
from sandbox.acts.people import add_account
from sandbox.world.issues import Actor
from sandbox.world.people import AccountType
from tests.environment import ROOT
from tests.journeys import halts
from tests.journeys.acme import Acme, connect
from tests.journeys.request import Request

LABELS = "/repos/acme/services/labels"


def test_closed_by_hand_it_rests_and_reopened_it_goes_on(busy_acme: Acme) -> None:
    request = busy_acme.files(name="closed")
    _is_set(request, "closed")
    assert request.state is State.CLOSED

    request.is_approved()
    assert "closed" not in busy_acme.repositories()

    # What was approved while nothing was on display is asked for again.
    _is_set(request, "open")
    assert "slipway/awaiting-approval" in request.labels

    request.is_approved()
    assert "slipway/live" in request.labels


def test_closed_before_it_was_ever_seen_it_is_not_built(busy_acme: Acme) -> None:
    busy_acme.controls("deliveries", drop=1000)
    request = busy_acme.files(name="unseen")
    busy_acme.controls("deliveries")

    _is_set(request, "closed")

    assert request.state is State.CLOSED


def test_deleted_it_is_forgotten_and_its_name_is_free(busy_acme: Acme) -> None:
    _is_deleted(busy_acme.files(name="gone"))

    second = busy_acme.files(name="gone", login="olga")
    second.is_approved()

    assert second.state is State.LIVE


def test_an_issue_whose_number_was_freed_by_hand_is_a_request_of_its_own(acme: Acme) -> None:
    """As docs/operating.md says for a control repository that another one replaced."""
    live, open_one = acme.files(), acme.files(name="ledger")
    live.is_approved()
    page = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    statements = re.findall(r"^(?:UPDATE|DELETE) .+;$", page, re.MULTILINE)

    with acme.bench.database.transaction() as tx:
        for statement in statements:
            tx.connection.execute(text(statement))
    open_one.is_commented("Is anybody there?")
    acme.waits(3601)
    acme.settles()

    assert len(statements) == 2
    with acme.bench.database.transaction() as tx:
        columns = (tables.requests.c.issue_number, tables.requests.c.state)
        found = {(one.issue_number, one.state) for one in tx.connection.execute(select(*columns))}
        assert services.get(tx, "acme", "billing") is not None
    assert found == {
        (-live.number, State.LIVE),
        (-open_one.number, State.CLOSED),
        (open_one.number, State.AWAITING_APPROVAL),
    }


def test_deleted_right_after_the_deciding_label_it_builds_nothing(busy_acme: Acme) -> None:
    request = busy_acme.files(name="vanished")
    busy_acme.waits()
    labels = {"labels": ["approved/platform"]}
    busy_acme.does("paula", "POST", f"{request.path}/labels", labels)

    _is_deleted(request)

    assert "vanished" not in busy_acme.repositories()


def test_deleted_in_the_middle_of_its_build_it_leaves_a_whole_pair(acme: Acme) -> None:
    waiting: list[Request] = []

    def on_call(call: Call) -> None:
        if call.route == "POST /repos/{owner}/{repo}/git/trees" and waiting:
            halts.is_erased(waiting.pop())

    request = acme.with_bench(github=connect(acme.sandbox, on_call, acme.bench.database)).files()
    waiting.append(request)
    request.is_approved()

    with acme.bench.database.transaction() as tx:
        assert services.get(tx, "acme", "billing") is not None
    assert request.row.state is State.LIVE


def test_moved_in_with_its_labels_it_is_approved_by_none_of_them(busy_acme: Acme) -> None:
    _has_a_repository_with_our_labels(busy_acme, "elsewhere")
    asked = busy_acme.files(name="example").issue["body"]
    number = _is_filed_in(busy_acme, "elsewhere", asked.replace("example", "moved"))
    path = f"/repos/acme/elsewhere/issues/{number}"
    busy_acme.does("paula", "POST", f"{path}/labels", {"labels": ["approved/platform"]})
    busy_acme.does("dana", "POST", f"{path}/comments", {"body": "/slipway cancel"})

    moved = busy_acme.controls(
        "transfer", repository="acme/elsewhere", number=number, target="acme/services", actor="ada"
    )
    busy_acme.settles()

    request = Request(busy_acme, moved["number"])
    assert request.state is State.AWAITING_APPROVAL
    assert "moved" not in busy_acme.repositories()

    request.is_approved()
    assert "slipway/live" in request.labels


def test_moved_out_it_is_written_to_no_more(busy_acme: Acme) -> None:
    _has_a_repository_with_our_labels(busy_acme, "archive")
    request = busy_acme.files(name="leaving")

    moved = busy_acme.controls(
        "transfer",
        repository="acme/services",
        number=request.number,
        target="acme/archive",
        actor="ada",
    )
    busy_acme.settles()
    path = f"/repos/acme/archive/issues/{moved['number']}"
    before = busy_acme.does("ada", "GET", f"{path}/comments")
    busy_acme.does("paula", "POST", f"{path}/labels", {"labels": ["approved/platform"]})
    busy_acme.waits(3601)
    busy_acme.settles()

    assert busy_acme.does("ada", "GET", f"{path}/comments") == before
    assert "leaving" not in busy_acme.repositories()


def test_an_approval_label_deleted_and_made_again_approves_nothing_by_itself(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")

    acme.does("ada", "DELETE", f"{LABELS}/approved%2Fplatform")
    acme.does("ada", "POST", LABELS, {"name": "approved/platform", "color": "ffffff"})
    acme.settles()
    request.is_labelled("approved/security", "sam")

    assert request.state is State.AWAITING_APPROVAL
    assert "`approved/platform`" in request.headline

    request.is_labelled("approved/platform", "paula")
    assert "slipway/live" in request.labels


def test_all_labels_deleted_come_back(acme: Acme) -> None:
    request = acme.files()
    acme.waits()
    for name in ("slipway%2Fawaiting-approval", "approved%2Fplatform", "rejected"):
        acme.does("ada", "DELETE", f"{LABELS}/{name}")
    acme.settles()

    assert request.state is State.AWAITING_APPROVAL
    request.is_approved()
    assert "slipway/live" in request.labels


def test_a_title_that_somebody_edits_voids_nothing(busy_acme: Acme) -> None:
    request = busy_acme.files(name="titled", data="personal")
    request.is_labelled("approved/security", "sam")

    busy_acme.does("dana", "PATCH", request.path, {"title": "fixes #1 @olga ${{ x }}"})
    busy_acme.settles()
    request.is_approved()

    assert request.state is State.LIVE


def test_a_request_by_a_bot_is_one_like_any_other_and_mentions_no_bot(busy_acme: Acme) -> None:
    world = busy_acme.sandbox.world
    with world.lock:
        add_account(world, "renovate", AccountType.BOT, "Renovate")
    asked = busy_acme.files(name="by-a-person").issue["body"]
    request = busy_acme.files_text(asked.replace("by-a-person", "by-a-bot"), login="renovate")

    request.is_approved()

    assert request.state is State.LIVE
    assert not [text for text in request.comments if "@renovate" in text]


def test_an_issue_without_the_form_is_left_alone(busy_acme: Acme) -> None:
    order = {"title": "A question", "body": "What is this?"}
    issue = busy_acme.does("dana", "POST", "/repos/acme/services/issues", order)
    busy_acme.settles()

    request = Request(busy_acme, issue["number"])
    request.is_commented("/slipway help")

    assert request.comments == ["/slipway help"]
    assert request.labels == set()


def _is_set(request: Request, state: str) -> None:
    request.acme.waits()
    request.acme.does("dana", "PATCH", request.path, {"state": state})
    request.acme.settles()


def _is_deleted(request: Request) -> None:
    halts.is_erased(request)
    request.acme.settles()


def _has_a_repository_with_our_labels(acme: Acme, name: str) -> None:
    acme.does("ada", "POST", "/orgs/acme/repos", {"name": name, "auto_init": True})
    for label in ("service-request", "approved/platform", "slipway/live"):
        acme.does("ada", "POST", f"/repos/acme/{name}/labels", {"name": label, "color": "ffffff"})
    path = f"/orgs/acme/teams/platform-reviewers/repos/acme/{name}"
    acme.does("ada", "PUT", path, {"permission": "admin"})


def _is_filed_in(acme: Acme, repository: str, body: str) -> int:
    world = acme.sandbox.world
    with world.lock:
        where, dana = world.repository("acme", repository), world.account("dana")
        assert where is not None
        assert dana is not None
        label = where.labels["service-request"]
        return open_issue(world, where, Actor(dana), "New service", body, [label]).number
