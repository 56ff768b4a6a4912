"""Reads that lag behind: what happened is so, and is told only after a while."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.proposing import branches, proposes, pushes
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
Control = Callable[..., Any]
REPOSITORY = "/repos/acme/services"
ISSUES, LABELS, PULLS = (f"{REPOSITORY}/{one}" for one in ("issues", "labels", "pulls"))
TIMELINE = """query($number: Int!) { repository(owner: "acme", name: "services") {
  issue(number: $number) { timelineItems(first: 10, itemTypes: [LABELED_EVENT, ISSUE_COMMENT]) {
    nodes { __typename } } } } }"""
COMMENTS = """query($number: Int!) { repository(owner: "acme", name: "services") {
  issue(number: $number) { comments(first: 10) { nodes { body } } } } }"""
LISTS = """{ repository(owner: "acme", name: "services") {
  issues(first: 10) { totalCount } labels(first: 50, query: "late") { totalCount }
  pullRequests(first: 10) { totalCount } } }"""
REFS = """query($name: String!) { repository(owner: "acme", name: "services") {
  ref(qualifiedName: $name) { target { oid } } defaultBranchRef { target { oid } } } }"""


def kinds(voice: Voice, number: int) -> list[str]:
    """What the events, the timeline and GraphQL's have, one after another."""
    path = f"{ISSUES}/{number}"
    events = [one["event"] for one in voice.gets(f"{path}/events")]
    timeline = [one["event"] for one in voice.gets(f"{path}/timeline")]
    found = voice.queries(TIMELINE, number=number)["data"]["repository"]["issue"]
    return events + timeline + [one["__typename"] for one in found["timelineItems"]["nodes"]]


def test_an_event_is_late_and_what_it_tells_of_is_so(person: Person, control: Control) -> None:
    will = person("will")
    number = will.opens_an_issue()["number"]
    control("lateness", events_seconds=60)
    will.does("POST", f"{ISSUES}/{number}/labels", {"labels": ["approved/platform"]})
    will.does("POST", f"{ISSUES}/{number}/comments", {"body": "Done."})

    late = kinds(will, number)
    labels = [one["name"] for one in will.gets(f"{ISSUES}/{number}")["labels"]]
    control("clock", advance_seconds=60)

    assert (late, labels) == (["commented", "IssueComment"], ["approved/platform"])
    both = ["labeled", "commented", "LabeledEvent", "IssueComment"]
    assert kinds(will, number) == ["labeled", *both]


def comments(voice: Voice, number: int) -> int:
    """How often the comment is told of by the lists and the timelines that have it."""
    listed = [*voice.gets(f"{ISSUES}/{number}/comments"), *voice.gets(f"{ISSUES}/comments")]
    found = voice.queries(COMMENTS, number=number)["data"]["repository"]["issue"]["comments"]
    kept = [one for one in kinds(voice, number) if one in {"commented", "IssueComment"}]
    return len(listed) + len(kept) + len(found["nodes"])


def test_a_comment_is_late_in_lists_alone(person: Person, control: Control) -> None:
    will = person("will")
    number = will.opens_an_issue()["number"]
    control("lateness", comments_seconds=60)
    made = will.does("POST", f"{ISSUES}/{number}/comments", {"body": "Done."})

    late = comments(will, number)
    own = will.gets(f"{ISSUES}/comments/{made['id']}")["body"]
    will.does("PATCH", f"{ISSUES}/comments/{made['id']}", {"body": "Done now."})
    control("clock", advance_seconds=60)

    assert (late, own) == (0, "Done.")
    assert comments(will, number) == 5


def counts(voice: Voice) -> list[int]:
    """How many issues, labels and pull requests the lists have: those by REST, then GraphQL's."""
    issues = [one for one in voice.gets(ISSUES) if "pull_request" not in one]
    labels = [one for one in voice.gets(f"{LABELS}?per_page=100") if one["name"] == "late"]
    found = voice.queries(LISTS)["data"]["repository"]
    return [len(issues), len(labels), len(voice.gets(PULLS))] + [
        found[name]["totalCount"] for name in ("issues", "labels", "pullRequests")
    ]


def test_what_is_new_is_late_in_lists_alone(person: Person, control: Control) -> None:
    will = person("will")
    control("lateness", lists_seconds=60)
    number = will.opens_an_issue()["number"]
    will.does("POST", LABELS, {"name": "late"})
    pull = proposes(will)["number"]

    late = counts(will)
    own = [f"{ISSUES}/{number}", f"{LABELS}/late", f"{PULLS}/{pull}", f"{ISSUES}/{pull}"]
    answers = [will.asks("GET", path).status_code for path in own]
    control("clock", advance_seconds=60)

    assert (late, answers) == ([0] * 6, [200] * 4)
    assert counts(will) == [1] * 6


def tips(voice: Voice, name: str = "main") -> set[str | None]:
    """Where a branch is said to be, by every read that says it."""
    ref = voice.asks("GET", f"{REPOSITORY}/git/ref/heads/{name}")
    matching = voice.gets(f"{REPOSITORY}/git/matching-refs/heads/{name}")
    branch = voice.asks("GET", f"{REPOSITORY}/branches/{name}")
    listed = [one for one in voice.gets(f"{REPOSITORY}/branches") if one["name"] == name]
    in_graphql = voice.queries(REFS, name=name)["data"]["repository"]["ref"]
    return {
        ref.json()["object"]["sha"] if ref.ok else None,
        matching[0]["object"]["sha"] if matching else None,
        branch.json()["commit"]["sha"] if branch.ok else None,
        listed[0]["commit"]["sha"] if listed else None,
        in_graphql and in_graphql["target"]["oid"],
    }


def test_a_ref_is_told_to_be_where_it_was(person: Person, control: Control) -> None:
    will = person("will")
    (first,) = tips(will)
    control("lateness", refs_seconds=60)

    second = pushes(will, "main")
    seen = [tips(will)]
    control("clock", advance_seconds=40)
    third = pushes(will, "main", text="newer\n")
    seen.append(tips(will))
    for _ in range(2):
        control("clock", advance_seconds=40)
        seen.append(tips(will))

    assert seen == [{first}, {first}, {second}, {third}]


def test_a_ref_that_is_made_or_deleted_is_late_too(person: Person, control: Control) -> None:
    will = person("will")
    (main,) = tips(will)
    control("lateness", refs_seconds=60)

    branches(will)
    seen = [tips(will, "topic")]
    control("clock", advance_seconds=60)
    seen.append(tips(will, "topic"))
    will.does("DELETE", f"{REPOSITORY}/git/refs/heads/topic")
    seen.append(tips(will, "topic"))
    control("clock", advance_seconds=60)
    seen.append(tips(will, "topic"))

    assert seen == [{None}, {main}, {main}, {None}]


def test_a_write_meets_what_is_so_and_says_what_it_made(person: Person, control: Control) -> None:
    will = person("will")
    (old,) = tips(will)
    control("lateness", refs_seconds=60)
    new = pushes(will, "main")
    query = """mutation($given: UpdateRefInput!) { updateRef(input: $given) {
      ref { target { oid } } } }"""
    ref = will.gets(f"{REPOSITORY}/git/ref/heads/main")["node_id"]

    back = will.asks("PATCH", f"{REPOSITORY}/git/refs/heads/main", {"sha": old})
    moved = will.queries(query, given={"refId": ref, "oid": new})

    assert back.status_code == 422
    assert "not a fast forward" in back.json()["message"]
    assert moved["data"]["updateRef"]["ref"]["target"]["oid"] == new
    assert tips(will) == {old}


def test_the_first_branch_of_a_new_repository_is_late_too(
    installation: Voice, control: Control
) -> None:
    control("lateness", refs_seconds=60)
    installation.does("POST", "/orgs/acme/repos", {"name": "new", "auto_init": True})
    path = "/repos/acme/new/git/ref/heads/main"

    late = installation.asks("GET", path).status_code
    control("clock", advance_seconds=60)

    assert (late, installation.asks("GET", path).status_code) == (404, 200)


def test_what_is_left_out_of_an_order_is_late_no_more(person: Person, control: Control) -> None:
    will = person("will")
    control("lateness", refs_seconds=60, lists_seconds=60)
    control("lateness", events_seconds=60)

    number, new = will.opens_an_issue()["number"], pushes(will, "main")

    assert [one["number"] for one in will.gets(ISSUES)] == [number]
    assert tips(will) == {new}
