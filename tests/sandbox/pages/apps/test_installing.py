"""Installing an App in an organisation, as its admins do in a browser."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.conftest import Ear, until
from tests.sandbox.pages.apps.conftest import Setup
from tests.sandbox.pages.conftest import PATIENCE, Browser
from tests.sandbox.voices import Voice


def test_an_installed_app_hears_only_what_is_its_own(
    browser: Browser, converts: Callable[..., Any], speaks: Callable[[Any], Voice], ear: Ear
) -> None:
    second = Ear()
    made = converts(hook_attributes={"url": second.url})
    assert second.hears()[0].event == "ping"

    page = browser.opens("/apps/second-slipway")
    browser.presses(page, "Install in acme")

    assert second.hears()[0].name == "installation.created"
    speaker = speaks(made)
    (installation,) = speaker.gets("/app/installations")
    token = speaker.does("POST", f"/app/installations/{installation['id']}/access_tokens")["token"]
    Voice(browser.url, token).opens_an_issue()
    guids = {one.hears()[0].guid for one in (ear, second)}
    assert len(guids) == 1
    assert ear.queue.empty()
    until(lambda: len(speaker.gets("/app/hook/deliveries")) == 3)  # on record once answered
    second.close()


def test_only_the_ticked_repositories_are_chosen(
    browser: Browser, person: Callable[[str], Voice], converts: Callable[..., Any], speaks: Any
) -> None:
    made = converts()
    number = str(person("ada").gets("/repos/acme/other")["id"])

    browser.presses(
        browser.opens("/apps/second-slipway/installations/new"),
        "Install in acme",
        repository=number,
    )

    speaker = speaks(made)
    (installation,) = speaker.gets("/app/installations")
    assert installation["repository_selection"] == "selected"
    assert speaker.gets("/repos/acme/other/installation")["id"] == installation["id"]
    assert speaker.asks("GET", "/repos/acme/services/installation").status_code == 404


def test_the_way_goes_on_to_the_apps_own_set_up_page(
    browser: Browser, setup: Setup, converts: Callable[..., Any]
) -> None:
    converts(setup_url=f"{setup.url}/ready")

    browser.presses(browser.opens("/apps/second-slipway"), "Install in acme")

    told = setup.told.get(timeout=PATIENCE)
    assert (told["setup_action"], told["installation_id"].isdigit()) == ("install", True)


def test_an_app_is_not_installed_twice_nor_by_who_may_not(
    browser: Browser, converts: Callable[..., Any]
) -> None:
    converts()
    fields = {"organisation": "acme"}
    browser.acts_as("dana")

    assert "dana is no admin here" in browser.opens("/apps/second-slipway").text
    browser.posts("/apps/second-slipway/installations", fields)
    assert browser.status == 403
    assert "It is installed here." in browser.opens("/apps/slipway").text
    browser.acts_as("ada")
    browser.posts("/apps/slipway/installations", fields)
    assert browser.status == 422
