"""GraphQL: edit history, timeline, nodes, files, refusals and mutations."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]

HISTORY = """
query($number: Int!) { repository(owner: "acme", name: "services") { issue(number: $number) {
  id lastEditedAt includesCreatedEdit
  userContentEdits(first: 10) { totalCount nodes { id diff editedAt deletedAt editor { login } } }
} } }
"""
TIMELINE = """
query($number: Int!, $types: [IssueTimelineItemsItemType!], $after: String) {
  repository(owner: "acme", name: "services") { issue(number: $number) {
    timelineItems(first: 2, after: $after, itemTypes: $types) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { __typename
        ... on LabeledEvent { id actor { __typename login } label { id name } }
        ... on RenamedTitleEvent { previousTitle currentTitle }
        ... on IssueComment { body viewerDidAuthor } }
} } } }
"""


def issue_in(answer: dict[str, Any]) -> dict[str, Any]:
    assert "errors" not in answer, answer["errors"]
    found = answer["data"]["repository"]["issue"]
    assert isinstance(found, dict)
    return found


def test_a_text_never_edited_has_no_history(person: Person) -> None:
    number = person("dana").opens_an_issue()["number"]

    found = issue_in(person("dana").queries(HISTORY, number=number))

    assert found["userContentEdits"] is None
    assert found["lastEditedAt"] is None


def test_the_history_is_newest_first_and_ends_with_the_original(person: Person) -> None:
    number = person("dana").opens_an_issue(body="one")["number"]
    for login, body in (("dana", "two"), ("will", "three")):
        person(login).does("PATCH", f"/repos/acme/services/issues/{number}", {"body": body})

    found = issue_in(person("dana").queries(HISTORY, number=number))

    edits = [(one["editor"]["login"], one["diff"]) for one in found["userContentEdits"]["nodes"]]
    assert edits == [("will", "three"), ("dana", "two"), ("dana", "one")]
    assert found["includesCreatedEdit"] is True


def test_a_new_title_is_an_event_and_no_edit_of_the_text(person: Person) -> None:
    number = person("dana").opens_an_issue()["number"]
    person("dana").does("PATCH", f"/repos/acme/services/issues/{number}", {"title": "Other"})

    found = issue_in(person("dana").queries(HISTORY, number=number))

    assert found["userContentEdits"] is None


def test_a_deleted_revision_keeps_who_and_when_but_no_text(
    person: Person, control: Callable[..., Any]
) -> None:
    number = person("dana").opens_an_issue(body="one")["number"]
    person("dana").does("PATCH", f"/repos/acme/services/issues/{number}", {"body": "two"})
    history = issue_in(person("dana").queries(HISTORY, number=number))["userContentEdits"]

    control("revisions/delete", node_id=history["nodes"][1]["id"], deleted_by="dana")

    found = issue_in(person("dana").queries(HISTORY, number=number))["userContentEdits"]
    assert found["nodes"][1]["diff"] is None
    assert found["nodes"][1]["deletedAt"]
    assert found["totalCount"] == 2


def test_event_ids_are_those_of_rest_and_labels_show_their_present_name(person: Person) -> None:
    will = person("will")
    number = will.opens_an_issue(labels=["approved/platform"])["number"]
    path = "/repos/acme/services/labels/approved%2Fplatform"
    will.does("PATCH", path, {"new_name": "approved/other"})

    found = issue_in(will.queries(TIMELINE, number=number, types=["LABELED_EVENT"]))

    (event,) = found["timelineItems"]["nodes"]
    (rest,) = will.gets(f"/repos/acme/services/issues/{number}/events")
    assert event["id"] == rest["node_id"]
    assert event["label"]["name"] == "approved/other"
    assert rest["label"]["name"] == "approved/platform"


def test_the_timeline_comes_in_pages(person: Person) -> None:
    will = person("will")
    number = will.opens_an_issue(labels=["bug", "question", "wontfix"])["number"]

    first = issue_in(will.queries(TIMELINE, number=number))["timelineItems"]
    cursor = first["pageInfo"]["endCursor"]
    second = issue_in(will.queries(TIMELINE, number=number, after=cursor))["timelineItems"]

    names = [one["label"]["name"] for page in (first, second) for one in page["nodes"]]
    assert names == ["bug", "question", "wontfix"]
    assert (first["totalCount"], second["pageInfo"]["hasNextPage"]) == (3, False)


def test_a_bot_has_no_brackets_in_graphql_and_viewer_does(installation: Voice) -> None:
    number = installation.opens_an_issue(labels=["bug"])["number"]

    found = issue_in(installation.queries(TIMELINE, number=number))

    (event,) = found["timelineItems"]["nodes"]
    assert event["actor"] == {"__typename": "Bot", "login": "slipway"}
    assert installation.queries("{ viewer { login } }")["data"]["viewer"]["login"] == "slipway[bot]"


def test_files_are_read_many_at_once(installation: Voice) -> None:
    query = """{ repository(owner: "acme", name: "services") {
      defaultBranchRef { name target { oid ... on Commit { tree { oid } } } }
      file: object(expression: "main:docs/guide.md") { ... on Blob { text byteSize isBinary } }
      gone: object(expression: "main:nothing") { oid }
      root: object(expression: "HEAD:") { ... on Tree { oid entries {
        name path mode type object { ... on Tree { entries { path } } } } } } } }"""

    found = installation.queries(query)["data"]["repository"]

    assert found["file"] == {"text": "read me\n", "byteSize": 8, "isBinary": False}
    assert found["gone"] is None
    assert found["root"]["oid"] == found["defaultBranchRef"]["target"]["tree"]["oid"]
    assert [one["name"] for one in found["root"]["entries"]] == ["README.md", "docs"]
    assert found["root"]["entries"][0]["mode"] == 0o100644
    assert found["root"]["entries"][1]["object"]["entries"] == [{"path": "docs/guide.md"}]


def test_what_cannot_be_seen_is_not_found_with_status_200(person: Person) -> None:
    query = '{ repository(owner: "acme", name: "services") { id } }'

    answer = person("stranger").queries(query)

    assert answer["data"]["repository"] is None
    (error,) = answer["errors"]
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["repository"])
    assert error["message"] == "Could not resolve to a Repository with the name 'acme/services'."


def test_a_missing_permission_is_forbidden(installed: Callable[..., Voice]) -> None:
    query = '{ organization(login: "acme") { team(slug: "payments") { slug } } }'

    answer = installed(permissions={"issues": "read"}).queries(query)

    assert answer["errors"][0]["type"] == "FORBIDDEN"


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ("", "MISSING_PAGINATION_BOUNDARIES"),
        ("(first: 101)", "EXCESSIVE_PAGINATION"),
        ('(first: 1, after: "nonsense")', "INVALID_CURSOR_ARGUMENTS"),
    ],
)
def test_a_connection_wants_bounds(person: Person, arguments: str, kind: str) -> None:
    labels = f"labels{arguments} {{ totalCount }}"
    query = f'{{ repository(owner: "acme", name: "services") {{ {labels} }} }}'

    assert person("dana").queries(query)["errors"][0]["type"] == kind


def test_nodes_are_found_by_the_ids_of_rest(person: Person) -> None:
    issue = person("dana").opens_an_issue()
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"

    answer = person("dana").queries(query, ids=[issue["node_id"], "nothing"])

    assert answer["data"]["nodes"] == [{"__typename": "Issue", "id": issue["node_id"]}, None]
    assert answer["errors"][0]["type"] == "NOT_FOUND"


def test_a_node_of_another_repository_stays_hidden(
    person: Person, installed: Callable[..., Voice]
) -> None:
    issue = person("ada").opens_an_issue("other")
    query = "query($id: ID!) { node(id: $id) { id } }"

    answer = installed(repositories=["services"]).queries(query, id=issue["node_id"])

    assert answer["errors"][0]["type"] == "NOT_FOUND"


def test_members_are_searched_in_teams(installation: Voice) -> None:
    query = """query($query: String) { organization(login: "acme") { team(slug: "payments") {
      members(first: 5, query: $query) { nodes { login } } } } }"""

    answer = installation.queries(query, query="wil")

    members = answer["data"]["organization"]["team"]["members"]
    assert members == {"nodes": [{"login": "will"}]}


def test_mutations_do_what_rest_does(installation: Voice) -> None:
    issue = installation.opens_an_issue()
    label = installation.gets("/repos/acme/services/labels/bug")
    query = """mutation($issue: ID!, $label: ID!) {
      addLabelsToLabelable(input: {labelableId: $issue, labelIds: [$label]}) {
        labelable { labels(first: 5) { nodes { name } } } }
      addComment(input: {subjectId: $issue, body: "done"}) { commentEdge { node { body } } }
      closeIssue(input: {issueId: $issue, stateReason: NOT_PLANNED}) { issue { state } } }"""

    answer = installation.queries(query, issue=issue["node_id"], label=label["node_id"])

    assert "errors" not in answer
    found = installation.gets(f"/repos/acme/services/issues/{issue['number']}")
    assert (found["state"], found["state_reason"], found["comments"]) == (
        "closed",
        "not_planned",
        1,
    )
    assert [one["name"] for one in found["labels"]] == ["bug"]


def test_a_reader_may_not_label_by_mutation(person: Person) -> None:
    issue = person("ada").opens_an_issue()
    label = person("dana").gets("/repos/acme/services/labels/bug")
    query = """mutation($issue: ID!, $label: ID!) {
      addLabelsToLabelable(input: {labelableId: $issue, labelIds: [$label]}) {
        clientMutationId } }"""

    answer = person("dana").queries(query, issue=issue["node_id"], label=label["node_id"])

    assert answer["errors"][0]["type"] == "FORBIDDEN"


def test_a_deleted_issue_answers_410(person: Person) -> None:
    issue = person("dana").opens_an_issue()
    query = "mutation($id: ID!) { deleteIssue(input: {issueId: $id}) { repository { name } } }"

    refused = person("will").queries(query, id=issue["node_id"])
    done = person("ada").queries(query, id=issue["node_id"])

    assert refused["errors"][0]["type"] == "FORBIDDEN"
    assert "errors" not in done
    path = f"/repos/acme/services/issues/{issue['number']}"
    assert person("dana").asks("GET", path).status_code == 410


def test_a_query_that_does_not_parse_is_told_with_status_200(person: Person) -> None:
    assert "Syntax Error" in person("dana").queries("{ viewer ")["errors"][0]["message"]
    assert "Cannot query field" in person("dana").queries("{ nonsense }")["errors"][0]["message"]
