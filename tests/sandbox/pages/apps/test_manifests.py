"""An App from a manifest, as people make it in a browser."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.sandbox.pages.apps.conftest import BUTTON, HERE, Setup
from tests.sandbox.pages.conftest import PATIENCE, Browser
from tests.sandbox.pages.page import Page


def test_a_manifest_is_shown_and_makes_nothing_by_itself(
    browser: Browser, setup: Setup, sends: Callable[..., Page]
) -> None:
    page = sends(setup.manifest(description="Builds services", public=True))

    assert (browser.status, page.faults) == (200, [])
    for words in ("Builds services", "issues write", "Who can install it everybody"):
        assert words in page.text
    assert "Second Slipway" not in browser.opens("/").text
    assert setup.told.empty()


def test_the_button_leads_back_with_a_code_and_the_state(
    browser: Browser, setup: Setup, sends: Callable[..., Page]
) -> None:
    page = sends(setup.manifest())

    browser.presses(page, BUTTON, name="Better Name")

    told = setup.told.get(timeout=PATIENCE)
    assert (told["step"], told["state"]) == ("2", "s3cret")
    assert told["code"]
    assert "Better Name of acme" in browser.opens("/").text


def test_browsers_let_the_form_lead_back(browser: Browser, setup: Setup) -> None:
    browser.acts_as("ada")
    answer = browser.session.post(
        browser.url + HERE, {"manifest": json.dumps(setup.manifest())}, timeout=PATIENCE
    )

    assert f"form-action 'self' {setup.url};" in answer.headers["Content-Security-Policy"]


def test_an_app_can_belong_to_a_person(
    browser: Browser, setup: Setup, sends: Callable[..., Page]
) -> None:
    page = sends(setup.manifest(), "/settings/apps/new")

    browser.presses(page, "Create GitHub App for ada")

    assert "state" not in setup.told.get(timeout=PATIENCE)
    assert "Second Slipway of ada" in browser.opens("/").text


def test_only_an_admin_makes_an_app_of_an_organisation(
    browser: Browser, setup: Setup, sends: Callable[..., Page]
) -> None:
    form, _ = sends(setup.manifest()).form(BUTTON)
    browser.acts_as("dana")

    browser.posts(form.action, form.fields)

    assert browser.status == 403
    sends(setup.manifest())
    assert browser.status == 403


def test_the_button_cannot_be_pressed_by_a_page_elsewhere(
    browser: Browser, setup: Setup, sends: Callable[..., Page]
) -> None:
    form, _ = sends(setup.manifest()).form(BUTTON)

    browser.posts(form.action, form.fields, setup.url)

    assert browser.status == 403
    assert "Second Slipway" not in browser.opens("/").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"url": None}, '"url" wasn\'t supplied.'),
        ({"hook_attributes": {"active": False}}, '"url" wasn\'t supplied.'),
        ({"redirect_url": None}, '"redirect_url" wasn\'t supplied.'),
        ({"url": {"type": "git"}}, "For 'properties/url', {'type': 'git'} is not a string."),
        ({"redirect_url": "javascript:alert(1)"}, "For 'properties/redirect_url'"),
        ({"default_permissions": {"fly": "write"}}, "Default permissions unsupported: fly"),
        ({"default_permissions": {"issues": "all"}}, "are read, write or admin: issues"),
        ({"default_events": ["installation"]}, "Default events unsupported: installation"),
        (
            {"default_events": ["push", "issues", "check_run"]},
            "Default events are not supported by permissions: push and check_run",
        ),
        ({"callback_urls": [f"http://a.example/{n}" for n in range(11)]}, "10 callback URLs"),
    ],
)
def test_a_bad_manifest_is_refused_with_its_mistake(
    browser: Browser, setup: Setup, sends: Callable[..., Page], fields: Any, said: str
) -> None:
    page = sends(setup.manifest(**fields))

    assert (browser.status, page.faults) == (422, [])
    assert "does not appear to be a valid GitHub App manifest" in page.text
    assert said in page.text


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_what_is_no_manifest_is_refused(browser: Browser, text: str) -> None:
    browser.acts_as("ada")

    page = browser.posts(HERE, {"manifest": text})

    assert browser.status == 422
    assert "It is no JSON" in page.text


@pytest.mark.parametrize("name", ["slipway", "Dana", "---", "x" * 35])
def test_a_name_must_be_free_and_short(
    browser: Browser, setup: Setup, sends: Callable[..., Page], name: str
) -> None:
    browser.presses(sends(setup.manifest()), BUTTON, name=name)

    assert browser.status == 422
    assert setup.told.empty()


def test_what_the_guard_lets_in_is_no_more_than_a_manifest(browser: Browser) -> None:
    foreign = {"Origin": "http://elsewhere.example"}
    for path in ("/settings/apps", "/settings/apps/new/", "/settings/apps/newer"):
        answer = requests.post(browser.url + path, headers=foreign, timeout=PATIENCE)

        assert answer.status_code == 403
