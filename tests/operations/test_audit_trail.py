"""`slipway audit`: the story of a request, and the newest entries."""

import json

from app.store.audit import Action
from tests.operations.conftest import Desk


def a_story(desk: Desk) -> None:
    row = desk.request(12)
    desk.entry(row, "paula", Action.APPROVAL_COUNTS, "Set the label.")
    desk.entry(row, "slipway", "github write", "service:create", route="POST /x")
    desk.entry(row, "slipway", "github answer", "service:create", route="POST /x", status=201)
    desk.entry(row, "slipway", "github answer", "service:create", route="POST /x", status=0)
    desk.entry(row, "slipway", Action.APPROVED, "All agree.")
    desk.entry(desk.request(13), "sam", Action.VETOED, "Not now.")


def test_a_request_is_told_as_a_story_without_the_writes(desk: Desk) -> None:
    a_story(desk)

    output = desk.run("audit", "acme#12").output

    assert output.splitlines() == [
        "when (UTC)           who      what             why",
        "2026-03-04 12:30:00  paula    approval counts  Set the label. [digest aaaaaaaaaaaa]",
        "2026-03-04 12:30:00  slipway  approved         All agree.",
    ]


def test_writes_are_told_if_asked_for(desk: Desk) -> None:
    a_story(desk)

    lines = desk.run("audit", "acme#12", "--writes").output.splitlines()

    assert [line.split("service:create: ")[1] for line in lines if "github" in line] == [
        "POST /x",
        "POST /x → 201",
        "POST /x → no answer, the outcome is not known",
    ]


def test_a_write_names_what_was_written_to(desk: Desk) -> None:
    row = desk.request(12)
    places = {"owner": "acme", "repo": "beta"}
    route = "PUT /repos/{owner}/{repo}/topics"
    desk.entry(row, "slipway", "github write", "topics", route=route, places=places)
    desk.entry(row, "slipway", "github write", "labels", route="POST /x/{id}")

    lines = desk.run("audit", "acme#12", "--writes").output.splitlines()

    assert lines[1].endswith("topics: PUT /repos/acme/beta/topics")
    assert lines[2].endswith("labels: POST /x/{id}")


def test_without_a_request_the_newest_entries_of_all_are_told(desk: Desk) -> None:
    a_story(desk)

    output = desk.run("audit", "--limit", "2").output

    heading, *lines = output.splitlines()
    assert heading.split() == ["when", "(UTC)", "about", "who", "what", "why"]
    assert [line.split()[2:5] for line in lines] == [
        ["acme#12", "slipway", "approved"],
        ["acme#13", "sam", "vetoed"],
    ]


def test_json_has_every_entry_whole(desk: Desk) -> None:
    a_story(desk)

    found = json.loads(desk.run("audit", "acme#12", "--json").stdout)

    assert found[0]["action"] == "approval counts"
    assert found[1]["data"] == {"route": "POST /x"}
    assert found[-1]["action"] == "approved"
    assert found[0]["digest"] == "a" * 64


def test_a_request_can_be_named_in_several_ways(desk: Desk) -> None:
    row = desk.request(12)
    desk.entry(row, "paula", Action.APPROVED, "All agree.")

    outputs = {
        desk.run("audit", name).output for name in ("acme#12", "ACME#12", "#12", str(row.id))
    }

    assert len(outputs) == 1
    assert "All agree." in outputs.pop()


def test_a_name_that_several_requests_have_is_not_guessed(desk: Desk) -> None:
    desk.request(12)
    desk.request(12, organisation="globex")

    result = desk.run("audit", "#12")

    assert result.exit_code == 1
    assert result.stderr == ("More than one organisation has #12: write acme#12 or globex#12.\n")


def test_a_name_of_no_request_says_how_to_write_one(desk: Desk) -> None:
    said = {name: desk.run("audit", name).stderr for name in ("billing", "acme#99", "7777")}

    assert "Write ORGANISATION#NUMBER" in said["billing"]
    assert "`slipway deliveries` says" in said["acme#99"]
    assert "No request has the row id 7777." in said["7777"]
