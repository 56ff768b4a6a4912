"""Other pages cannot make the sandbox change anything, or look through it."""

from collections.abc import Callable

import pytest
import requests

from tests.sandbox.pages.conftest import PATIENCE, Browser
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
COMMENTS = "/acme/services/issues/1/comments"


@pytest.mark.parametrize(
    "origin", ["http://elsewhere.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"]
)
def test_a_change_from_a_page_elsewhere_is_refused(
    browser: Browser, person: Person, origin: str
) -> None:
    person("dana").opens_an_issue()

    browser.posts(COMMENTS, {"body": "Forged"}, origin)

    assert browser.status == 403
    assert person("dana").gets("/repos/acme/services/issues/1/comments") == []


def test_a_change_that_names_no_origin_is_refused(browser: Browser, person: Person) -> None:
    """Every browser names one; only programs do not, and they have the API."""
    person("dana").opens_an_issue()

    answer = requests.post(browser.url + COMMENTS, {"body": "Forged"}, timeout=PATIENCE)

    assert answer.status_code == 403
    assert "A change must come from a page of this sandbox." in answer.text
    assert person("dana").gets("/repos/acme/services/issues/1/comments") == []


def test_the_control_for_forms_is_closed_to_pages_elsewhere(browser: Browser) -> None:
    answer = requests.post(
        f"{browser.url}/_sandbox/form/acme/services/new-service.yml",
        data='{"as": "ada"}',
        headers={"Origin": "http://elsewhere.example"},
        timeout=PATIENCE,
    )

    assert answer.status_code == 403


def test_pages_run_no_scripts_and_stay_out_of_frames(browser: Browser) -> None:
    answer = requests.get(browser.url, timeout=PATIENCE)

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy


def test_one_acts_as_the_chosen_person_until_choosing_another(browser: Browser) -> None:
    def acting() -> str:
        selected = [one for tag, one in browser.opens("/").tags if "selected" in one]
        return str(selected[0]["value"])

    assert acting() == "dana"
    browser.presses(browser.opens("/acme/services"), "Switch", login="olga")

    assert browser.path == "/acme/services"
    assert acting() == "olga"


def test_nobody_acts_as_who_was_not_seeded(browser: Browser) -> None:
    for login in ("nobody", "acme", "slipway"):
        page = browser.posts("/_sandbox/as", {"login": login})

        assert browser.status == 422
        assert f"not as '{login}'" in page.text


@pytest.mark.parametrize(
    "back", ["//elsewhere.example", "http://elsewhere.example", "/\\elsewhere.example", "/\t/x"]
)
def test_choosing_a_person_leads_nowhere_else(browser: Browser, back: str) -> None:
    browser.posts("/_sandbox/as", {"login": "olga", "back": back})

    assert browser.path == "/"
