"""An issue's page: what happened, and the buttons that act as the chosen person."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.pages.conftest import Browser
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
ISSUE = "/acme/services/issues/1"
API = "/repos/acme/services/issues/1"


@pytest.fixture
def filed(person: Person) -> Any:
    """Dana's issue, number 1."""
    return person("dana").opens_an_issue(title="New service", body="First\n\ntext")


def labels_of(person: Person) -> list[str]:
    return [one["name"] for one in person("ada").gets(API)["labels"]]


@pytest.mark.usefixtures("filed")
def test_a_label_button_sets_the_label_in_the_name_of_who_acts(
    browser: Browser, person: Person
) -> None:
    browser.acts_as("olga")

    page = browser.presses(browser.opens(ISSUE), "approved/platform")

    assert "olga added the label approved/platform" in page.text
    assert labels_of(person) == ["approved/platform"]
    (event,) = person("ada").gets(f"{API}/events")
    assert (event["event"], event["actor"]["login"]) == ("labeled", "olga")


@pytest.mark.usefixtures("filed")
def test_the_button_beside_a_label_takes_it_off(browser: Browser, person: Person) -> None:
    browser.acts_as("olga")
    page = browser.presses(browser.opens(ISSUE), "approved/platform")

    page = browser.presses(page, "Remove")

    assert "olga removed the label approved/platform" in page.text
    assert labels_of(person) == []


@pytest.mark.usefixtures("filed")
def test_a_label_button_is_refused_to_people_without_triage(
    browser: Browser, person: Person
) -> None:
    browser.acts_as("dana")

    page = browser.presses(browser.opens(ISSUE), "approved/platform")

    assert browser.status == 403
    assert "dana may not do this" in page.text
    assert "Must have triage access to Repository." in page.text
    assert labels_of(person) == []


@pytest.mark.usefixtures("filed")
def test_after_a_refusal_one_tries_again_as_somebody_else(browser: Browser) -> None:
    browser.acts_as("dana")
    refused = browser.presses(browser.opens(ISSUE), "approved/platform")

    page = browser.presses(refused, "Switch", login="olga")

    assert browser.path == ISSUE
    assert "Comment as olga" in page.text


@pytest.mark.usefixtures("filed")
def test_the_author_edits_title_and_text_and_both_are_on_record(
    browser: Browser, person: Person
) -> None:
    browser.acts_as("dana")

    browser.presses(browser.opens(ISSUE), "Save the title", title="Better service")
    page = browser.presses(browser.opens(ISSUE), "Save", body="Second\r\n\r\ntext")

    issue = person("ada").gets(API)
    assert (issue["title"], issue["body"]) == ("Better service", "Second\r\n\r\ntext")
    assert "dana changed the title from New service to Better service" in page.text
    assert "dana edited the description" in page.text
    assert "edited, 2 revisions" in page.text
    assert "-First +Second" in page.text


@pytest.mark.usefixtures("filed")
def test_a_browser_s_line_ends_alone_are_no_edit(browser: Browser, person: Person) -> None:
    browser.acts_as("dana")

    page = browser.presses(browser.opens(ISSUE), "Save", body="First\r\n\r\ntext")

    assert person("ada").gets(API)["body"] == "First\n\ntext"
    assert "revisions" not in page.text


@pytest.mark.usefixtures("filed")
def test_others_are_offered_no_edit_and_refused_one(browser: Browser, person: Person) -> None:
    browser.acts_as("will")
    person("ada").does("PATCH", "/repos/acme/services", {"visibility": "public"})
    browser.acts_as("stranger")

    page = browser.opens(ISSUE)
    browser.posts(f"{ISSUE}/body", {"body": "Mine"})

    assert "Edit the title" not in page.text
    assert browser.status == 403
    assert person("ada").gets(API)["body"] == "First\n\ntext"


@pytest.mark.usefixtures("filed")
def test_a_comment_can_be_written_rewritten_and_deleted(browser: Browser, person: Person) -> None:
    browser.acts_as("dana")
    page = browser.presses(browser.opens(ISSUE), "Comment", body="Please hurry")
    (comment,) = person("ada").gets(f"{API}/comments")
    assert (comment["user"]["login"], comment["body"]) == ("dana", "Please hurry")
    where = f"{ISSUE}/comments/{comment['id']}"
    assert [form.action for form in page.forms].count(where) == 1

    page = browser.posts(where, {"body": "Take your time"})
    assert "Take your time" in page.text
    assert "edited, 2 revisions" in page.text

    page = browser.posts(where, {"body": "", "delete": "yes"})
    assert "dana deleted a comment" in page.text
    assert person("ada").gets(f"{API}/comments") == []


@pytest.mark.usefixtures("filed")
def test_nobody_rewrites_the_comment_of_another_without_write_access(
    browser: Browser, person: Person
) -> None:
    made = person("dana").does("POST", f"{API}/comments", {"body": "Mine"})
    where = f"{ISSUE}/comments/{made['id']}"
    browser.acts_as("olga")

    page = browser.opens(ISSUE)
    browser.posts(where, {"body": "Hers"})

    assert where not in [form.action for form in page.forms]
    assert browser.status == 403
    assert person("ada").gets(f"{API}/comments")[0]["body"] == "Mine"


@pytest.mark.usefixtures("filed")
def test_closing_takes_the_typed_comment_along_and_reopening_needs_none(
    browser: Browser, person: Person
) -> None:
    browser.acts_as("dana")

    page = browser.presses(browser.opens(ISSUE), "Close issue", body="Not needed")
    assert "dana closed this as completed" in page.text
    assert person("ada").gets(f"{API}/comments")[0]["body"] == "Not needed"

    page = browser.presses(page, "Reopen issue")
    assert "dana reopened this" in page.text
    assert person("ada").gets(API)["state"] == "open"


@pytest.mark.usefixtures("filed")
def test_an_empty_comment_is_refused(browser: Browser) -> None:
    page = browser.presses(browser.opens(ISSUE), "Comment", body="  ")

    assert browser.status == 422
    assert "body: missing field" in page.text


@pytest.mark.usefixtures("filed")
def test_comments_and_events_stand_in_the_order_in_which_they_came(
    browser: Browser, person: Person
) -> None:
    olga = person("olga")
    olga.does("POST", f"{API}/labels", {"labels": ["bug"]})
    olga.does("POST", f"{API}/comments", {"body": "Between them"})
    olga.does("PATCH", API, {"body": "Changed"})
    olga.does("DELETE", f"{API}/labels/bug")

    text = browser.opens(ISSUE).text

    story = ["olga added the label bug", "Between them", "olga edited", "olga removed the label"]
    places = [text.index(words) for words in story]
    assert places == sorted(places)


@pytest.mark.usefixtures("filed")
def test_a_renamed_label_shows_what_it_was_called_when_it_was_set(
    browser: Browser, person: Person
) -> None:
    person("olga").does("POST", f"{API}/labels", {"labels": ["bug"]})
    person("will").does("PATCH", "/repos/acme/services/labels/bug", {"new_name": "ladybird"})

    text = browser.opens(ISSUE).text

    assert "added the label ladybird (called “bug” then)" in text


def test_a_transferred_issue_is_found_at_its_new_place(
    browser: Browser, control: Callable[..., Any], filed: Any
) -> None:
    order = {"repository": "acme/services", "target": "acme/other", "actor": "ada"}
    control("transfer", number=filed["number"], **order)

    page = browser.opens(ISSUE)

    assert browser.path == "/acme/other/issues/1"
    assert "ada transferred this from acme/services" in page.text


@pytest.mark.usefixtures("filed")
def test_a_deleted_revision_shows_who_deleted_it(
    browser: Browser, person: Person, control: Callable[..., Any]
) -> None:
    person("dana").does("PATCH", API, {"body": "Regretted"})
    query = """{ repository(owner: "acme", name: "services") { issue(number: 1) {
        userContentEdits(first: 5) { nodes { id } } } } }"""
    found = person("dana").queries(query)["data"]["repository"]["issue"]["userContentEdits"]
    for node in found["nodes"]:
        control("revisions/delete", node_id=node["id"], deleted_by="dana")

    page = browser.opens(ISSUE)

    assert page.text.count("dana deleted this revision.") == 2
