"""A pull request's pages: what it changes, and the buttons that act as the chosen person."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.pages.conftest import Browser
from tests.sandbox.pages.page import Page
from tests.sandbox.proposing import (
    PULLS,
    branches,
    merges,
    opens,
    proposes,
    pushes,
    review_rule,
    reviews,
    rules,
)
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
PULL = "/acme/services/pull/1"


@pytest.fixture
def pull(person: Person) -> Any:
    """Will's pull request, number 1: one new file upon main."""
    return proposes(person("will"), title="Add a topic", body="Please *look*.")


def buttons(page: Page) -> set[str]:
    return {text for form in page.forms for _, _, text in form.buttons}


def cells(page: Page) -> str:
    """The classes of the rows of tables, in order."""
    return " ".join(found.get("class") or "" for tag, found in page.tags if tag == "tr")


@pytest.mark.usefixtures("pull")
def test_the_list_has_open_ones_and_issues_are_elsewhere(browser: Browser, person: Person) -> None:
    person("dana").opens_an_issue(title="An issue")

    page = browser.opens("/acme/services/pulls")

    assert "Add a topic" in page.text
    assert "An issue" not in page.text
    assert "Add a topic" not in browser.opens("/acme/services/issues").text


@pytest.mark.usefixtures("pull")
def test_the_number_alone_decides_between_issue_and_pull_request(
    browser: Browser, person: Person
) -> None:
    person("dana").opens_an_issue()

    browser.opens("/acme/services/issues/1")
    assert browser.path == PULL
    browser.opens("/acme/services/pull/2")
    assert browser.path == "/acme/services/issues/2"


@pytest.mark.usefixtures("pull")
def test_a_review_by_a_button_is_that_of_who_acts(browser: Browser, person: Person) -> None:
    browser.acts_as("ada")

    page = browser.presses(browser.opens(PULL), "Request changes", body="Not **yet**")
    assert "ada asked for changes" in page.text
    page = browser.presses(page, "Approve", body="")

    assert "ada approved this" in page.text
    assert "A ada approved" in page.text
    said = [(one["state"], one["body"]) for one in person("ada").gets(f"{PULLS}/1/reviews")]
    assert said == [("CHANGES_REQUESTED", "Not **yet**"), ("APPROVED", "")]


@pytest.mark.usefixtures("pull")
def test_nobody_is_offered_to_approve_what_is_their_own(browser: Browser) -> None:
    browser.acts_as("will")

    page = browser.opens(PULL)
    browser.posts(f"{PULL}/conversation", {"verdict": "APPROVE", "body": ""})

    assert "Approve" not in buttons(page)
    assert browser.status == 422


@pytest.mark.usefixtures("pull")
def test_a_comment_is_edited_and_closes_along_the_way(browser: Browser, person: Person) -> None:
    browser.acts_as("will")

    page = browser.presses(browser.opens(PULL), "Close pull request", body="Not needed")
    assert "will closed this" in page.text
    assert "Not needed" in page.text
    assert "Closed without being merged." in page.text
    page = browser.presses(page, "Reopen pull request")

    assert "will reopened this" in page.text
    assert person("ada").gets(f"{PULLS}/1")["state"] == "open"


@pytest.mark.usefixtures("pull")
def test_title_text_and_labels_are_changed_as_those_of_an_issue(
    browser: Browser, person: Person
) -> None:
    browser.acts_as("will")

    browser.presses(browser.opens(PULL), "Save the title", title="Better")
    assert browser.path == PULL
    browser.presses(browser.opens(PULL), "Save", body="Text")
    page = browser.presses(browser.opens(PULL), "approved/platform")

    found = person("ada").gets(f"{PULLS}/1")
    assert (found["title"], found["body"]) == ("Better", "Text")
    assert "will added the label approved/platform" in page.text


@pytest.mark.usefixtures("pull")
def test_a_merge_takes_the_way_that_was_chosen(browser: Browser, person: Person) -> None:
    browser.acts_as("ada")
    page = browser.opens(PULL)
    assert "This can be merged." in page.text

    page = browser.presses(page, "Merge pull request", method="squash")

    assert "ada merged this into main as" in page.text
    assert "Merged as" in page.text
    (last, *_) = person("ada").gets("/repos/acme/services/commits")
    assert len(last["parents"]) == 1
    assert not {"Merge pull request", "Close pull request"} & buttons(page)


def test_what_stands_in_the_way_of_a_merge_is_said(browser: Browser, person: Person) -> None:
    will, ada = person("will"), person("ada")
    proposes(will, draft=True)
    pushes(ada, "main", "topic.txt", "other\n")
    rules(ada, review_rule(required_approving_review_count=1))

    browser.acts_as("olga")
    page = browser.opens(PULL)

    for why in (
        "olga has no write access to this repository.",
        "It is a draft.",
        "There are conflicts with main.",
        "At least 1 approving review is required by reviewers with write access.",
    ):
        assert why in page.text
    assert "Merge pull request" not in buttons(page)


@pytest.mark.usefixtures("pull")
def test_who_bypasses_a_rule_is_told_so(browser: Browser, person: Person) -> None:
    admin = {"actor_type": "OrganizationAdmin", "actor_id": 1, "bypass_mode": "always"}
    rule = review_rule(required_approving_review_count=1)
    rules(person("ada"), rule, bypass_actors=[admin])
    browser.acts_as("ada")

    page = browser.opens(PULL)

    assert "ada may merge it all the same, past these rules:" in page.text
    assert "Merge pull request" in buttons(page)


@pytest.mark.usefixtures("pull")
def test_a_head_that_moved_since_the_page_was_opened_is_not_merged(
    browser: Browser, person: Person
) -> None:
    browser.acts_as("ada")
    page = browser.opens(PULL)
    pushes(person("will"), "topic", "more.txt")

    page = browser.presses(page, "Merge pull request")

    assert browser.status == 409
    assert "Head branch was modified." in page.text
    assert merges(person("ada"), 1).status_code == 200


def test_a_draft_is_made_ready_and_a_draft_again(browser: Browser, person: Person) -> None:
    proposes(person("will"), draft=True)
    browser.acts_as("will")

    page = browser.presses(browser.opens(PULL), "Ready for review")
    assert "will marked this as ready for review" in page.text
    page = browser.presses(page, "Make it a draft")

    assert "will made this a draft" in page.text
    assert person("ada").gets(f"{PULLS}/1")["draft"] is True
    browser.acts_as("dana")
    browser.posts(f"{PULL}/draft", {"draft": "no"})
    assert browser.status == 403


@pytest.mark.usefixtures("pull")
def test_a_branch_that_fell_behind_is_brought_up_to_date(browser: Browser, person: Person) -> None:
    ada = person("ada")
    pushes(ada, "main", "else.txt")
    strict = {"required_status_checks": [], "strict_required_status_checks_policy": True}
    rules(ada, {"type": "required_status_checks", "parameters": strict})
    browser.acts_as("ada")
    page = browser.opens(PULL)
    assert "It does not hold the latest of main." in page.text

    page = browser.presses(page, "Update the branch from main")

    assert "This can be merged." in page.text
    assert "Commits 2" in page.text


def test_a_diff_has_its_lines_numbered_and_coloured(browser: Browser, person: Person) -> None:
    will = person("will")
    branches(will)
    pushes(will, path="README.md", text="hello\n<b>bold</b>\n")
    pushes(will, path="docs/guide.md", text="write me\n")
    opens(will)

    page = browser.opens(f"{PULL}/files")

    assert "README.md +1 -0" in page.text
    assert "2 + <b>bold</b>" in page.text
    assert cells(page) == "hunk same added hunk removed added"
    assert ("b", {}) in page.tags
    assert "<b>bold</b>" not in page.html


def test_a_long_diff_is_folded_and_bytes_are_not_shown(browser: Browser, person: Person) -> None:
    will = person("will")
    branches(will)
    pushes(will, path="long.txt", text="".join(f"{number}\n" for number in range(401)))
    pushes(will, path="picture.bin", text="\0\1")
    opens(will)

    page = browser.opens(f"{PULL}/files")

    folds = [found for tag, found in page.tags if tag == "details"]
    assert [("open" in one) for one in folds] == [False, True]
    assert "402 lines, folded" in page.text
    assert "There is nothing to show" in page.text


@pytest.mark.usefixtures("pull")
def test_a_dismissed_review_is_shown_as_such(browser: Browser, person: Person) -> None:
    made = reviews(person("ada"), 1, "REQUEST_CHANGES")
    path = f"{PULLS}/1/reviews/{made['id']}/dismissals"
    person("ada").does("PUT", path, {"message": "Settled"})

    page = browser.opens(PULL)

    assert "ada dismissed the review of ada: Settled" in page.text
    assert "reviewed this, and the review was dismissed" in page.text


@pytest.mark.usefixtures("pull")
def test_an_asked_reviewer_is_listed(browser: Browser, person: Person) -> None:
    path = f"{PULLS}/1/requested_reviewers"
    person("ada").does("POST", path, {"reviewers": ["dana"]})

    page = browser.opens(PULL)

    assert "ada asked dana for a review" in page.text
    assert "D dana is asked" in page.text
