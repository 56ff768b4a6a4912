"""Issues below other issues."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tests.sandbox.conftest import Ear
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
Control = Callable[..., Any]


@pytest.fixture
def will(person: Person) -> Voice:
    return person("will")


def path(issue: Any, where: str = "services") -> str:
    return f"/repos/acme/{where}/issues/{issue['number']}"


def adds(voice: Voice, parent: Any, one: Any, **fields: Any) -> Any:
    return voice.asks("POST", f"{path(parent)}/sub_issues", {"sub_issue_id": one["id"]} | fields)


def below(voice: Voice, parent: Any) -> list[int]:
    return [one["id"] for one in voice.gets(f"{path(parent)}/sub_issues")]


def test_a_sub_issue_knows_its_parent_and_the_parent_its_progress(will: Voice) -> None:
    parent, first, second, third = (will.opens_an_issue() for _ in "1234")
    for one in (first, second, third):
        assert adds(will, parent, one).status_code == 201
    will.does("PATCH", path(second), {"state": "closed", "state_reason": "not_planned"})

    shown = will.gets(path(parent))

    summary = {"total": 3, "completed": 1, "percent_completed": 33}
    assert shown["sub_issues_summary"] == summary
    assert below(will, parent) == [first["id"], second["id"], third["id"]]
    assert will.gets(f"{path(first)}/parent")["number"] == parent["number"]
    assert will.gets(path(first))["parent_issue_url"] == parent["url"]
    assert will.asks("GET", f"{path(parent)}/parent").status_code == 404
    assert "parent_issue_url" not in shown


def test_both_sides_are_told_each_in_its_own_repository(
    will: Voice, person: Person, control: Control, ear: Ear
) -> None:
    control("events", events=["sub_issues"])
    parent, one = will.opens_an_issue(), person("dana").opens_an_issue("other")

    adds(will, parent, one)
    will.does("DELETE", f"{path(parent)}/sub_issue", {"sub_issue_id": one["id"]})

    heard = [each.payload for each in ear.hears(4)]
    assert [(each["action"], each["repository"]["name"]) for each in heard] == [
        ("sub_issue_added", "services"),
        ("parent_issue_added", "other"),
        ("sub_issue_removed", "services"),
        ("parent_issue_removed", "other"),
    ]
    assert {(each["parent_issue_id"], each["sub_issue_id"]) for each in heard} == {
        (parent["id"], one["id"])
    }
    assert heard[0]["sub_issue_repo"]["name"] == "other"
    assert heard[1]["parent_issue_repo"]["name"] == "services"
    assert below(will, parent) == []


@pytest.mark.parametrize(
    ("place", "order"),
    [({"after": 2}, [1, 2, 0]), ({"before": 2}, [1, 0, 2]), ({"after": 0}, [0, 1, 2])],
)
def test_a_sub_issue_is_moved_among_the_others(
    will: Voice, place: dict[str, int], order: list[int]
) -> None:
    parent, *ones = (will.opens_an_issue() for _ in "1234")
    for one in ones:
        adds(will, parent, one)
    anchors = {f"{name}_id": ones[number]["id"] for name, number in place.items()}

    will.does(
        "PATCH", f"{path(parent)}/sub_issues/priority", {"sub_issue_id": ones[0]["id"]} | anchors
    )

    assert below(will, parent) == [ones[number]["id"] for number in order]


@pytest.mark.parametrize("anchors", [[], ["after_id", "before_id"]])
def test_a_place_is_named_once(will: Voice, anchors: list[str]) -> None:
    parent, first, second = (will.opens_an_issue() for _ in "123")
    for one in (first, second):
        adds(will, parent, one)
    body = {"sub_issue_id": first["id"]} | dict.fromkeys(anchors, second["id"])

    answer = will.asks("PATCH", f"{path(parent)}/sub_issues/priority", body)

    assert answer.status_code == 422


def test_a_second_parent_must_be_asked_for(will: Voice) -> None:
    parent, other, one = (will.opens_an_issue() for _ in "123")
    adds(will, parent, one)

    refused = adds(will, other, one)

    assert refused.status_code == 422
    assert "Sub issue may only have one parent" in refused.json()["message"]
    assert adds(will, other, one, replace_parent=True).status_code == 201
    assert (below(will, parent), below(will, other)) == ([], [one["id"]])


def test_no_issue_is_below_itself_or_twice_below_another(will: Voice) -> None:
    top, middle, low = (will.opens_an_issue() for _ in "123")
    adds(will, top, middle)
    adds(will, middle, low)

    refused = [adds(will, low, top), adds(will, top, top), adds(will, top, middle)]

    assert [one.status_code for one in refused] == [422, 422, 422]
    assert below(will, low) == []


def test_a_parent_has_a_hundred_sub_issues_at_most(will: Voice) -> None:
    parent = will.opens_an_issue()
    for _ in range(100):
        assert adds(will, parent, will.opens_an_issue()).status_code == 201

    refused = adds(will, parent, will.opens_an_issue())

    assert refused.status_code == 422
    assert len(below(will, parent)) == 30
    assert will.gets(path(parent))["sub_issues_summary"]["total"] == 100


def test_there_are_eight_levels_below_an_issue(will: Voice) -> None:
    chain = [will.opens_an_issue() for _ in range(10)]
    for parent, one in pairwise(chain[:9]):
        assert adds(will, parent, one).status_code == 201

    refused = [adds(will, chain[8], chain[9]), adds(will, chain[9], chain[0])]

    assert [one.status_code for one in refused] == [422, 422]


def test_who_has_no_triage_changes_no_families(person: Person, will: Voice) -> None:
    parent, one = will.opens_an_issue(), will.opens_an_issue()

    assert adds(person("dana"), parent, one).status_code == 403
    assert adds(person("olga"), parent, one).status_code == 201


def test_what_is_not_there_cannot_be_below(will: Voice) -> None:
    parent, stranger = will.opens_an_issue(), will.opens_an_issue()
    removed = will.asks("DELETE", f"{path(parent)}/sub_issue", {"sub_issue_id": stranger["id"]})

    assert removed.status_code == 404
    assert adds(will, parent, {"id": 1}).status_code == 404
    assert will.asks("POST", f"{path(parent)}/sub_issues", {}).status_code == 422


def test_an_issue_keeps_its_family_when_it_moves(will: Voice, control: Control) -> None:
    top, middle, low = (will.opens_an_issue() for _ in "123")
    adds(will, top, middle)
    adds(will, middle, low)

    moved = {"repository": "acme/services", "number": middle["number"], "target": "acme/other"}
    number = control("transfer", **moved, actor="ada")["number"]

    there = f"/repos/acme/other/issues/{number}"
    assert will.gets(f"{there}/parent")["number"] == top["number"]
    assert will.gets(f"{path(low)}/parent")["url"].endswith(f"/other/issues/{number}")
    assert will.gets(path(top))["sub_issues_summary"]["total"] == 1


def test_a_deleted_issue_leaves_its_family(will: Voice, person: Person) -> None:
    top, middle, low = (will.opens_an_issue() for _ in "123")
    adds(will, top, middle)
    adds(will, middle, low)

    query = "mutation($id: ID!) { deleteIssue(input: {issueId: $id}) { clientMutationId } }"
    person("ada").queries(query, id=middle["node_id"])

    assert will.gets(path(top))["sub_issues_summary"]["total"] == 0
    assert will.asks("GET", f"{path(low)}/parent").status_code == 404
