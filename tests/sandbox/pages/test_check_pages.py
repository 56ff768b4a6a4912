"""Checks on the pages: at the lines that they are about, and with their buttons."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.checks import RUNS, SERVICES, annotation, output, reports, with_checks
from tests.sandbox.conftest import Ear
from tests.sandbox.pages.conftest import Browser
from tests.sandbox.pages.page import Page
from tests.sandbox.proposing import branches, opens, pushes, rules
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
PULL = "/acme/services/pull/1"
ACTION = {"label": "Mend it", "description": "Add what is missing", "identifier": "mend"}


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    return with_checks(seed)


@pytest.fixture
def head(person: Person) -> str:
    """The head of pull request 1, which adds a second line to README.md."""
    will = person("will")
    branches(will)
    sha = pushes(will, path="README.md", text="hello\nworld\n")
    opens(will)
    return sha


def at(run: dict[str, Any]) -> str:
    return f"/acme/services/runs/{run['id']}"


def row_before(page: Page, words: str) -> str:
    """The text of the row that comes before the one with these words."""
    rows = page.html.split("<tr")
    (place,) = (number for number, row in enumerate(rows) if words in row)
    return rows[place - 1]


def test_an_annotation_stands_below_its_line(
    browser: Browser, installation: Voice, head: str
) -> None:
    remark = annotation(start_line=2, end_line=2, message="Say <more>", title="Short")
    reports(installation, head_sha=head, output=output(annotations=[remark]))

    page = browser.opens(f"{PULL}/files")

    assert "Warning Short by policy Say <more>" in page.text
    assert "world" in row_before(page, "Say &lt;more&gt;")


def test_an_annotation_beside_the_diff_is_shown_with_its_place(
    browser: Browser, installation: Voice, head: str
) -> None:
    far = annotation(start_line=7, end_line=9, message="Far away")
    other = annotation(path="docs/guide.md", annotation_level="failure", message="Elsewhere")
    reports(installation, head_sha=head, output=output(annotations=[far, other]))

    page = browser.opens(f"{PULL}/files")

    assert "Warning README.md, lines 7 to 9 by policy Far away" in page.text
    assert "Remarks on files that are not changed Failure docs/guide.md, line 1" in page.text


def test_checks_are_summed_up_with_what_is_still_expected(
    browser: Browser, installation: Voice, person: Person, head: str
) -> None:
    reports(installation, head_sha=head, conclusion="failure", output=output())
    reports(installation, head_sha=head, name="docs", conclusion="skipped")
    states = {"state": "success", "context": "ci", "description": "Built"}
    person("will").does("POST", f"{SERVICES}/statuses/{head}", states)
    wanted = {
        "required_status_checks": [{"context": "policy"}, {"context": "security"}],
        "strict_required_status_checks_policy": False,
    }
    rules(person("ada"), {"type": "required_status_checks", "parameters": wanted})

    page = browser.opens(PULL)

    assert "Checks: 1 failing, 1 waiting, 1 passed, 1 neutral or skipped" in page.text
    assert "failure policy required One remark" in page.text
    assert "expected security required" in page.text
    assert "success ci Built" in page.text
    assert "nobody has reported it" in browser.opens(f"{PULL}/checks").text


def test_a_run_s_page_shows_its_summary_as_markdown(
    browser: Browser, installation: Voice, head: str
) -> None:
    said = output(summary="All **but** one <script>alert(1)</script>", text="| a |\n|---|\n| b |")
    run = reports(installation, head_sha=head, conclusion="neutral", output=said)

    page = browser.opens(at(run))

    assert page.faults == []
    assert "All but one" in page.text
    assert "script" not in [tag for tag, _ in page.tags]
    assert "td" in [tag for tag, _ in page.tags]
    assert "Slipway finished" in page.text
    assert "Add a file #1" in page.text


def test_the_address_of_a_run_is_its_page(browser: Browser, installation: Voice, head: str) -> None:
    run = reports(installation, head_sha=head)

    page = browser.opens(str(run["html_url"]).removeprefix(browser.url))

    assert browser.status == 200
    assert "Nothing was reported yet." in page.text


def test_a_commit_has_its_checks_and_what_it_changed(
    browser: Browser, installation: Voice, head: str
) -> None:
    remark = annotation(start_line=2, end_line=2, message="Say more")
    reports(installation, head_sha=head, output=output(annotations=[remark]))

    page = browser.opens(f"/acme/services/commit/{head[:10]}")

    assert page.faults == []
    assert "Checks: 1 waiting" in page.text
    assert "README.md +1 -0" in page.text
    assert page.text.count("Say more") == 2
    browser.opens(f"/acme/services/commit/{head}/checks")
    assert browser.path == f"/acme/services/commit/{head}#checks"


def test_the_first_commit_and_none_have_pages(browser: Browser, person: Person) -> None:
    first = person("ada").gets(f"{SERVICES}/commits")[-1]["sha"]

    assert "docs/guide.md +1 -0 added" in browser.opens(f"/acme/services/commit/{first}").text
    assert "has no commit feedbeef" in browser.opens("/acme/services/commit/feedbeef").text


def test_running_again_asks_the_app_as_who_acts(
    browser: Browser, installation: Voice, head: str, ear: Ear
) -> None:
    run = reports(installation, head_sha=head, conclusion="failure")
    browser.acts_as("will")

    browser.presses(browser.opens(f"{PULL}/checks"), "Re-run policy")

    assert browser.path == f"{PULL}/checks"
    told = ear.hears_until("check_run.rerequested").payload
    assert (told["check_run"]["id"], told["sender"]["login"]) == (run["id"], "will")


def test_pressing_a_button_tells_the_app_which(
    browser: Browser, installation: Voice, head: str, ear: Ear
) -> None:
    run = reports(installation, head_sha=head, conclusion="action_required", actions=[ACTION])
    browser.acts_as("will")

    browser.presses(browser.opens(at(run)), "Mend it")

    assert browser.path == at(run)
    told = ear.hears_until("check_run.requested_action").payload
    assert told["requested_action"] == {"identifier": "mend"}
    browser.posts(f"{at(run)}/actions", {"identifier": "other"})
    assert browser.status == 404


def test_the_buttons_of_checks_are_for_who_may_write(
    browser: Browser, installation: Voice, head: str
) -> None:
    run = reports(installation, head_sha=head, actions=[ACTION])
    browser.acts_as("dana")

    page = browser.opens(at(run))
    browser.posts(f"{at(run)}/rerequest", {})

    assert "dana has no write access" in page.text
    assert not [form for form in page.forms if "/runs/" in form.action]
    assert browser.status == 403


def test_an_older_run_names_the_one_that_replaced_it(
    browser: Browser, installation: Voice, head: str
) -> None:
    old = reports(installation, head_sha=head, conclusion="failure")
    new = reports(installation, head_sha=head, conclusion="success")

    page = browser.opens(at(old))

    assert "There is a newer run of this check: success" in page.text
    assert at(new) in [found.get("href") for tag, found in page.tags if tag == "a"]


def test_the_list_shows_how_the_checks_are(
    browser: Browser, installation: Voice, head: str
) -> None:
    reports(installation, head_sha=head, conclusion="timed_out")

    assert "policy: timed out" in browser.opens("/acme/services/pulls").text


def test_a_run_that_is_not_there_is_a_page_with_a_sentence(browser: Browser) -> None:
    page = browser.opens("/acme/services/runs/1")

    assert browser.status == 404
    assert "There is nothing at this address" in page.text


def test_a_link_of_a_check_leads_to_the_web_alone(
    browser: Browser, installation: Voice, head: str
) -> None:
    run = reports(installation, head_sha=head, details_url="javascript:alert(1)")

    links = [found.get("href") for tag, found in browser.opens(at(run)).tags if tag == "a"]

    assert installation.gets(f"{RUNS}/{run['id']}")["details_url"] == "javascript:alert(1)"
    assert "#" in links
    assert not [link for link in links if link and link.startswith("javascript")]
