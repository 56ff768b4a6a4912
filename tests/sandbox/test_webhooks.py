"""What the App is told, how it is signed, and what may go wrong on the way."""

import hmac
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from tests.sandbox.conftest import Ear, until
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


def test_a_delivery_is_signed_and_says_where_it_comes_from(ear: Ear, person: Person) -> None:
    person("dana").opens_an_issue()

    (heard,) = ear.hears()

    expected = hmac.new(b"hush", heard.raw, sha256).hexdigest()
    assert heard.headers["X-Hub-Signature-256"] == f"sha256={expected}"
    assert heard.headers["X-GitHub-Hook-Installation-Target-ID"] == "4242"
    assert heard.headers["User-Agent"].startswith("GitHub-Hookshot/")
    assert heard.payload["installation"]["id"] == 77
    assert heard.payload["organization"]["login"] == "acme"
    assert heard.payload["repository"]["full_name"] == "acme/services"
    assert heard.payload["sender"]["login"] == "dana"


def test_an_issue_with_labels_is_opened_and_then_labeled(ear: Ear, person: Person) -> None:
    person("will").opens_an_issue(labels=["bug", "question"])

    heard = ear.hears(3)

    assert [one.name for one in heard] == ["issues.opened", "issues.labeled", "issues.labeled"]
    inside = [label["name"] for label in heard[0].payload["issue"]["labels"]]
    assert inside == ["bug", "question"]
    assert [one.payload["label"]["name"] for one in heard[1:]] == inside


def test_an_edit_tells_what_was_there_before(ear: Ear, person: Person) -> None:
    issue = person("dana").opens_an_issue(body="one")
    body = {"body": "two", "title": "Other"}
    person("dana").does("PATCH", f"/repos/acme/services/issues/{issue['number']}", body)

    heard = ear.hears_until("issues.edited")

    changes = {"title": {"from": "New service"}, "body": {"from": "one"}}
    assert heard.payload["changes"] == changes


def test_an_empty_body_is_null(ear: Ear, person: Person) -> None:
    person("dana").opens_an_issue(body="")

    assert ear.hears()[0].payload["issue"]["body"] is None


def test_comments_labels_teams_and_repositories_are_told(ear: Ear, person: Person) -> None:
    ada = person("ada")
    number = ada.opens_an_issue()["number"]
    ada.does("POST", f"/repos/acme/services/issues/{number}/comments", {"body": "hi"})
    ada.does("PATCH", "/repos/acme/services/labels/bug", {"new_name": "defect"})
    ada.does("PUT", "/orgs/acme/teams/payments/memberships/olga")
    ada.does("PUT", "/orgs/acme/teams/payments/repos/acme/other", {"permission": "pull"})
    ada.does("PATCH", "/repos/acme/other", {"name": "another", "archived": True})

    heard = ear.hears(7)

    assert [one.name for one in heard] == [
        "issues.opened",
        "issue_comment.created",
        "label.edited",
        "membership.added",
        "team.added_to_repository",
        "repository.renamed",
        "repository.archived",
    ]
    assert heard[2].payload["changes"] == {"name": {"from": "bug"}}
    assert heard[5].payload["changes"] == {"repository": {"name": {"from": "other"}}}


def test_a_transfer_is_told_from_where_it_left_and_where_it_arrived(
    ear: Ear, person: Person, control: Callable[..., Any]
) -> None:
    number = person("dana").opens_an_issue()["number"]
    where = {"repository": "acme/services", "number": number, "target": "acme/other"}
    control("transfer", **where, actor="ada")

    _, left, arrived = ear.hears(3)

    assert left.name == "issues.transferred"
    assert left.payload["changes"]["new_repository"]["name"] == "other"
    assert arrived.name == "issues.opened"
    assert arrived.payload["changes"]["old_repository"]["name"] == "services"


def test_events_not_subscribed_to_are_not_told(ear: Ear, person: Person) -> None:
    person("ada").does("PUT", "/repos/acme/services/collaborators/stranger")  # a `member` event
    person("ada").opens_an_issue()

    assert ear.hears()[0].name == "issues.opened"


def test_a_failed_delivery_is_on_record_and_sent_again_under_its_guid(
    ear: Ear, person: Person, app: Voice, control: Callable[..., Any]
) -> None:
    control("deliveries", drop=1)
    person("dana").opens_an_issue()
    person("dana").opens_an_issue(title="Second")
    assert ear.hears()[0].payload["issue"]["title"] == "Second"

    (lost,) = app.gets("/app/hook/deliveries?status=failure")
    answer = app.asks("POST", f"/app/hook/deliveries/{lost['id']}/attempts")

    assert answer.status_code == 202
    (again,) = ear.hears()
    assert again.guid == lost["guid"]
    assert again.payload["issue"]["title"] == "New service"


def test_a_delivery_shows_what_was_sent_and_answered(ear: Ear, person: Person, app: Voice) -> None:
    ear.status = 500
    person("dana").opens_an_issue()
    person("dana").opens_an_issue(title="Second")
    ear.hears(2)  # one goes after the other, so the first is on record when the second arrives

    oldest = app.gets("/app/hook/deliveries?status=failure")[-1]
    found = app.gets(f"/app/hook/deliveries/{oldest['id']}")

    assert (found["event"], found["action"], found["status_code"]) == ("issues", "opened", 500)
    assert found["request"]["payload"]["issue"]["title"] == "New service"
    assert found["redelivery"] is False


def test_deliveries_come_in_pages_newest_first(ear: Ear, person: Person, app: Voice) -> None:
    for title in ("first", "second"):
        person("dana").opens_an_issue(title=title)
    ear.hears(2)

    answer = app.asks("GET", "/app/hook/deliveries?per_page=1")

    assert len(answer.json()) == 1
    following = answer.links["next"]["url"].removeprefix(f"{app.url}/api/v3")
    assert app.gets(following)[0]["id"] < answer.json()[0]["id"]


def test_deliveries_can_come_twice_and_out_of_order(
    ear: Ear, person: Person, control: Callable[..., Any]
) -> None:
    control("deliveries", duplicate=1)
    person("dana").opens_an_issue(title="twice")
    first, second = ear.hears(2)
    assert first.guid == second.guid

    control("deliveries", swap=1)
    person("dana").opens_an_issue(title="early")
    person("dana").opens_an_issue(title="late")

    assert [one.payload["issue"]["title"] for one in ear.hears(2)] == ["late", "early"]


def test_only_the_app_reads_its_deliveries(installation: Voice) -> None:
    assert installation.asks("GET", "/app/hook/deliveries").status_code == 401


def test_an_installation_is_told_of_its_own_fate(
    ear: Ear, app: Voice, installation: Voice, control: Callable[..., Any]
) -> None:
    control("selection", id=77, remove=["acme/other"], actor="ada")
    control("installation", id=77, action="suspend", actor="ada")

    lost, suspended = ear.hears(2)

    assert lost.name == "installation_repositories.removed"
    assert [one["name"] for one in lost.payload["repositories_removed"]] == ["other"]
    assert suspended.name == "installation.suspend"
    assert installation.asks("GET", "/repos/acme/services").status_code == 403

    control("installation", id=77, action="deleted", actor="ada")
    assert ear.hears()[0].name == "installation.deleted"
    assert app.asks("GET", "/orgs/acme/installation").status_code == 404


def test_deliveries_can_be_held_for_hours_of_the_sandboxs_clock(
    ear: Ear, person: Person, control: Callable[..., Any]
) -> None:
    control("deliveries", hold=1, hold_seconds=7200)
    person("dana").opens_an_issue(title="held")
    person("dana").opens_an_issue(title="next")
    assert ear.hears()[0].payload["issue"]["title"] == "next"

    control("clock", advance_seconds=7199 - 60)
    assert control("deliveries", verb="GET")["held"] == 1
    control("clock", advance_seconds=61)

    assert ear.hears()[0].payload["issue"]["title"] == "held"
    assert control("deliveries", verb="GET")["held"] == 0


def test_what_is_held_comes_in_an_order_that_a_seed_gives(
    ear: Ear, person: Person, control: Callable[..., Any]
) -> None:
    orders = []
    for seed in (3, 3, None):
        control("deliveries", hold="all")
        for title in "abcdef":
            person("dana").opens_an_issue(title=title)
        until(lambda: control("deliveries", verb="GET")["held"] == 6)
        control("deliveries", hold=0)
        control("deliveries/release", shuffle=seed)
        orders.append([one.payload["issue"]["title"] for one in ear.hears(6)])

    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0]) == orders[2] == list("abcdef")


def test_all_deliveries_can_be_lost(ear: Ear, person: Person, control: Callable[..., Any]) -> None:
    control("deliveries", drop="all")
    for title in ("lost", "lost as well"):
        person("dana").opens_an_issue(title=title)
    until(lambda: not control("deliveries", verb="GET")["waiting"])
    control("deliveries", drop=0)

    person("dana").opens_an_issue(title="heard")

    assert ear.hears()[0].payload["issue"]["title"] == "heard"


def test_an_event_can_come_again_under_another_guid(
    ear: Ear, person: Person, control: Callable[..., Any]
) -> None:
    control("deliveries", twin=1)
    person("dana").opens_an_issue()

    first, second = ear.hears(2)

    assert first.guid != second.guid
    assert first.raw == second.raw
