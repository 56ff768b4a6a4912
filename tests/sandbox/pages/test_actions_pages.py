"""Pages of runs, gates and deployments: what waits, who must answer, and the buttons for it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from tests.sandbox.pages.conftest import Browser
from tests.sandbox.pages.page import Page
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
REPOSITORY = "/repos/acme/open"
WORKFLOW = """
name: Deploy <b>all</b>
on: {workflow_dispatch: {inputs: {title: {}}}}
run-name: "${{ inputs.title }}"
jobs:
  build: {runs-on: x, steps: [{name: <i>Make</i>}]}
  deploy: {needs: build, runs-on: x, environment: production}
"""


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    public = seed["repositories"][2]
    public["contents"][".github/workflows/deploy.yml"] = WORKFLOW
    public["collaborators"] = {"will": "push"}
    seed["app"]["permissions"] |= {"actions": "read", "deployments": "write"}
    seed["app"]["events"].append("deployment_protection_rule")
    return seed


@pytest.fixture
def guarded(person: Person) -> None:
    """Production is reviewed by dana, waits an hour and asks the App."""
    ada = person("ada")
    reviewers = [{"type": "User", "id": ada.gets("/users/dana")["id"]}]
    path = f"{REPOSITORY}/environments/production"
    ada.does("PUT", path, {"reviewers": reviewers, "wait_timer": 60})
    ada.does("POST", f"{path}/deployment_protection_rules", {"integration_id": 4242})


def dispatched(who: Voice, title: str = "To the moon") -> int:
    body = {"ref": "main", "inputs": {"title": title}, "return_run_details": True}
    path = f"{REPOSITORY}/actions/workflows/deploy.yml/dispatches"
    return int(who.does("POST", path, body)["workflow_run_id"])


def shown(browser: Browser, path: str) -> Page:
    page = browser.opens(path)
    assert (browser.status, page.faults) == (200, [])
    return page


@pytest.mark.usefixtures("guarded")
def test_the_gate_says_who_must_answer_for_each_rule(
    browser: Browser, person: Person, installation: Voice
) -> None:
    run = dispatched(person("will"))
    browser.acts_as("will")
    listed = shown(browser, "/acme/open/actions")
    body = {"environment_name": "production", "comment": "Checking **all**"}
    installation.does("POST", f"{REPOSITORY}/actions/runs/{run}/deployment_protection_rule", body)

    page = shown(browser, f"/acme/open/actions/runs/{run}/gate")

    assert "To the moon waiting Answer at the gate" in listed.text
    assert "deploy waits before production" in page.text
    assert "Required reviewers waiting dana must answer" in page.text
    assert "Wait timer waiting until" in page.text
    assert "App Slipway waiting must answer at its callback" in page.text
    assert "Checking all" in page.text
    assert "will may not answer here: act as a reviewer or an admin" in page.text
    assert page.form("Switch")
    assert not any(one[0] == "state" for form in page.forms for one in form.buttons)


@pytest.mark.usefixtures("guarded")
def test_a_reviewer_approves_with_a_comment(browser: Browser, person: Person) -> None:
    run = dispatched(person("will"))
    browser.acts_as("dana")
    page = shown(browser, f"/acme/open/actions/runs/{run}/gate")

    page = browser.presses(page, "Approve production", comment="Ready <script>x</script>")

    assert browser.path == f"/acme/open/actions/runs/{run}/gate"
    assert "Required reviewers approved" in page.text
    assert "approved production by dana" in page.text
    assert "<script>" not in page.html
    (answer,) = person("ada").gets(f"{REPOSITORY}/actions/runs/{run}/approvals")
    assert answer["comment"] == "Ready <script>x</script>"


@pytest.mark.usefixtures("guarded")
def test_a_reviewer_rejects(browser: Browser, person: Person) -> None:
    run = dispatched(person("will"))
    browser.acts_as("dana")

    page = browser.presses(
        shown(browser, f"/acme/open/actions/runs/{run}/gate"), "Reject production"
    )

    assert "Nothing waits at the gate of this run." in page.text
    assert "To the moon #1 failure" in page.text


@pytest.mark.usefixtures("guarded")
def test_an_admin_is_told_that_approving_passes_every_rule(
    browser: Browser, person: Person
) -> None:
    run = dispatched(person("will"))
    browser.acts_as("ada")
    page = shown(browser, f"/acme/open/actions/runs/{run}/gate")
    assert "ada is no reviewer here. As an admin, ada approves past every rule." in page.text

    browser.presses(page, "Approve production")

    assert "To the moon #1 success" in shown(browser, f"/acme/open/actions/runs/{run}").text
    places = shown(browser, "/acme/open/deployments")
    assert "production" in places.text
    assert "of main just now by github-actions" in places.text


@pytest.mark.usefixtures("guarded")
def test_an_answer_that_may_not_be_given_is_refused(browser: Browser, person: Person) -> None:
    run = dispatched(person("will"))
    number = person("ada").gets(f"{REPOSITORY}/environments/production")["id"]
    browser.acts_as("will")
    path = f"/acme/open/actions/runs/{run}/gate"

    for environment, status in ((number, 403), ("moon", 422)):
        fields = {"environment": environment, "state": "approved", "comment": ""}
        page = browser.posts(path, fields)
        assert (browser.status, page.faults) == (status, [])

    assert person("will").gets(f"{REPOSITORY}/actions/runs/{run}")["status"] == "waiting"


@pytest.mark.usefixtures("guarded")
def test_what_waits_and_how_it_is_guarded_is_shown_by_environment(
    browser: Browser, person: Person
) -> None:
    dispatched(person("will"))

    page = shown(browser, "/acme/open/deployments")

    assert "Nothing is deployed here. To the moon #1 waits at the gate" in page.text
    assert "reviewed by dana; waits 60 minutes; asks Slipway" in page.text


def test_a_run_is_repeated_by_a_button_for_people_who_write(
    browser: Browser, person: Person
) -> None:
    run = dispatched(person("will"))
    browser.acts_as("dana")
    assert "Run all jobs again" not in shown(browser, f"/acme/open/actions/runs/{run}").text
    browser.acts_as("will")

    page = shown(browser, f"/acme/open/actions/runs/{run}")
    page = browser.presses(page, "Run all jobs again")

    assert "attempt 2" in page.text
    assert "Attempt 1 success" in page.text
    browser.posts(f"/acme/open/actions/runs/{run}", {"do": "explode"})
    assert browser.status == 404


def test_text_of_workflows_stays_text(browser: Browser, person: Person) -> None:
    run = dispatched(person("will"), title="<script>alert(1)</script>")

    for path in ("/acme/open/actions", f"/acme/open/actions/runs/{run}", "/acme/open/deployments"):
        html = shown(browser, path).html
        assert "<script>" not in html
        assert "<b>all" not in html
        assert "<i>Make" not in html


@pytest.mark.usefixtures("guarded")
def test_no_link_of_these_pages_leads_nowhere(browser: Browser, person: Person) -> None:
    run = dispatched(person("will"))
    job = person("will").gets(f"{REPOSITORY}/actions/runs/{run}/jobs")["jobs"][0]["id"]
    run_page = f"/acme/open/actions/runs/{run}"
    pages = ["/acme/open/actions", "/acme/open/deployments", run_page, f"{run_page}/gate"]

    for path in [*pages, f"{run_page}/job/{job}", "/acme/open/deployments/activity_log"]:
        page = shown(browser, path)
        for link in [one["href"] or "" for tag, one in page.tags if tag == "a"]:
            shown(browser, urldefrag(urljoin(path, link)).url)


def test_where_nothing_runs_there_is_a_sentence(browser: Browser) -> None:
    assert "There is no workflow" in shown(browser, "/acme/other/actions").text
    assert "Nothing has run yet" in shown(browser, "/acme/open/actions").text
    assert "Nothing was ever deployed." in shown(browser, "/acme/other/deployments").text
    browser.opens("/acme/open/actions/runs/1")
    assert browser.status == 404
