"""Every page opens, is sound HTML, and shows what it is about."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from tests.sandbox.pages.conftest import Browser
from tests.sandbox.proposing import proposes
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]

PAGES = {
    "/": "Acting as",
    "/acme/services": "hello",
    "/acme/services/tree/main/docs": "guide.md",
    "/acme/services/tree/feature/one/docs": "guide.md",
    "/acme/services/blob/main/docs/guide.md": "read me",
    "/acme/services/commits": "Start",
    "/acme/services/commits/feature/one": "Start",
    "/acme/services/settings": "require code owner review: yes",
    "/acme/services/issues": "Open 1",
    "/acme/services/issues?state=closed": "Closed 0",
    "/acme/services/issues?label=bug": "No open issues.",
    "/acme/services/issues/1": "New service",
    "/acme/services/issues/new/choose": "Blank issue",
    "/acme/services/issues/new": "Description",
    "/acme/services/issues/new?template=new-service.yml": "Please be brief.",
    "/acme/services/pulls": "Open 1",
    "/acme/services/pulls?state=closed": "No closed pull requests.",
    "/acme/services/pull/2": "wants 1 commit to be merged into main from topic",
    "/acme/services/pull/2/commits": "Write topic.txt",
    "/acme/services/pull/2/checks": "No checks for",
    "/acme/services/pull/2/files": "topic.txt +1 -0 added",
    "/settings/deliveries": "Deliveries to Slipway",
    "/orgs/acme/teams/cards": "Members W will",
    "/acme/empty": "This repository is empty.",
    "/acme/empty/commits": "This repository is empty.",
}


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    """With an empty repository and a rule."""
    parameters = {
        "required_approving_review_count": 1,
        "dismiss_stale_reviews_on_push": True,
        "require_code_owner_review": True,
        "require_last_push_approval": False,
        "required_review_thread_resolution": False,
    }
    rule = {"type": "pull_request", "parameters": parameters}
    seed["repositories"][0]["rulesets"] = [{"name": "reviewed", "rules": [rule]}]
    return seed | {"repositories": [*seed["repositories"], {"name": "empty"}]}


@pytest.mark.parametrize(("path", "words"), PAGES.items())
def test_a_page_opens_and_is_sound(browser: Browser, person: Person, path: str, words: str) -> None:
    ada = person("ada")
    ada.opens_an_issue()
    proposes(ada)
    ada.does("PUT", "/repos/acme/services/environments/prod", {})
    sha = ada.gets("/repos/acme/services/branches/main")["commit"]["sha"]
    made = {"ref": "refs/heads/feature/one", "sha": sha}
    ada.does("POST", "/repos/acme/services/git/refs", made)

    page = browser.opens(path)

    assert browser.status == 200
    assert page.faults == []
    assert words in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/acme",
        "/acme/nothing",
        "/nobody/services",
        "/acme/services/pull/99",
        "/settings/deliveries/99",
        "/acme/services/issues/99",
        "/acme/services/tree/nowhere",
        "/acme/services/blob/main/missing.txt",
        "/acme/services/issues/new?template=missing.yml",
    ],
)
def test_an_address_that_leads_nowhere_is_a_page_with_a_sentence(
    browser: Browser, path: str
) -> None:
    page = browser.opens(path)

    assert browser.status == 404
    assert page.faults == []
    assert "Nothing to see here There is" in page.text or "Nothing to see here acme" in page.text


def test_no_link_leads_nowhere(browser: Browser, person: Person) -> None:
    """From page to page until nothing new is left."""
    person("dana").opens_an_issue(body="see #1")
    met, ahead = set[str](), ["/"]

    while ahead:
        page, where = browser.opens(ahead.pop()), browser.path
        assert (browser.status, page.faults) == (200, []), where
        links = [urljoin(where, one["href"] or "") for tag, one in page.tags if tag == "a"]
        new = {urldefrag(one).url for one in links} - met
        met |= new
        ahead.extend(new)

    assert "/acme/services/blob/main/docs/guide.md" in met


def test_people_see_only_what_they_may(browser: Browser) -> None:
    browser.acts_as("stranger")

    start = browser.opens("/")
    browser.opens("/acme/services")

    assert browser.status == 404
    links = [found.get("href") for tag, found in start.tags if tag == "a"]
    assert "/acme/open" in links
    assert "/acme/services" not in links


def test_a_renamed_repository_is_found_by_its_old_name(browser: Browser, person: Person) -> None:
    person("ada").does("PATCH", "/repos/acme/other", {"name": "another"})

    browser.opens("/acme/other")

    assert browser.path == "/acme/another"


def test_a_file_shows_its_mode_and_line_numbers(browser: Browser) -> None:
    page = browser.opens("/acme/services/blob/main/README.md")

    assert "100644" in page.text
    assert "1 line" in page.text
    assert ("tr", {"id": "L1"}) in page.tags


def test_bytes_are_not_shown_as_text(browser: Browser, person: Person) -> None:
    body = {"message": "Add", "content": "AAEC"}
    person("ada").does("PUT", "/repos/acme/other/contents/picture.bin", body)

    page = browser.opens("/acme/other/blob/main/picture.bin")

    assert "This file is not text" in page.text


def test_a_signed_commit_is_marked(browser: Browser, installation: Voice) -> None:
    body = {"message": "Add a file", "content": "eA=="}
    installation.does("PUT", "/repos/acme/other/contents/x.txt", body)

    page = browser.opens("/acme/other/commits")

    assert "Add a file Verified" in page.text
    assert page.text.count("Verified") == 1


def test_links_in_a_readme_lead_on_in_the_repository(browser: Browser, person: Person) -> None:
    text = "W2d1aWRlXShhLnR4dCkK"  # [guide](a.txt)
    body = {"message": "Add", "content": text}
    person("ada").does("PUT", "/repos/acme/other/contents/README.md", body)

    page = browser.opens("/acme/other")

    links = [found.get("href") for tag, found in page.tags if tag == "a"]
    assert f"{browser.url}/acme/other/blob/main/a.txt" in links


def test_the_settings_show_custom_properties(browser: Browser, person: Person) -> None:
    ada = person("ada")
    definition = {"property_name": "tier", "value_type": "string"}
    ada.does("PATCH", "/orgs/acme/properties/schema", {"properties": [definition]})
    value = {"property_name": "tier", "value": "<b>1</b>"}
    ada.does("PATCH", "/repos/acme/services/properties/values", {"properties": [value]})

    page = browser.opens("/acme/services/settings")

    assert "Custom properties tier <b>1</b>" in page.text
    assert page.faults == []


def test_the_settings_show_what_watches_and_what_guards(browser: Browser, person: Person) -> None:
    ada = person("ada")
    ada.does("PUT", "/repos/acme/services/vulnerability-alerts")
    environment = "/repos/acme/services/environments/guarded"
    chosen = {"protected_branches": False, "custom_branch_policies": True}
    ada.does("PUT", environment, {"deployment_branch_policy": chosen})
    ada.does("POST", f"{environment}/deployment-branch-policies", {"name": "release/*"})

    page = browser.opens("/acme/services/settings")

    assert "vulnerability alerts yes" in page.text
    assert "guarded 0 reviewers; from release/*" in page.text
    assert page.faults == []
