"""The pages of deliveries: what was sent, what came back, and sending it again."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox import RunningSandbox
from tests.sandbox.conftest import Ear, until
from tests.sandbox.pages.conftest import Browser
from tests.sandbox.pages.page import Page
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
LIST = "/settings/deliveries"


def opened(browser: Browser, words: str) -> Page:
    """The page of the newest delivery of that name."""
    page = browser.opens(LIST)
    assert page.faults == []
    assert words in page.text
    links = [one["href"] or "" for tag, one in page.tags if tag == "a"]
    return browser.opens(next(one for one in links if one.startswith(f"{LIST}/")))


@pytest.fixture
def settled(sandbox: RunningSandbox) -> Callable[[], None]:
    """Waits until nothing is on its way."""
    log = sandbox.world.outbox.log
    return lambda: until(lambda: all(one.delivered_at is not None for one in log))


def test_a_delivery_is_shown_with_its_headers_payload_and_answer(
    browser: Browser, person: Person, ear: Ear, settled: Callable[[], None]
) -> None:
    person("dana").opens_an_issue(title="<script>alert(1)</script>")
    guid = ear.hears_until("issues.opened").guid
    settled()

    page = opened(browser, "issues.opened 202 OK")

    assert page.faults == []
    assert f"X-GitHub-Delivery {guid}" in page.text
    assert '"title": "<script>alert(1)</script>"' in page.text
    assert "script" not in [tag for tag, _ in page.tags]
    assert "Answer Server" in page.text


def test_the_button_sends_it_again_under_the_same_guid(
    browser: Browser, person: Person, ear: Ear, settled: Callable[[], None]
) -> None:
    person("dana").opens_an_issue()
    first = ear.hears_until("issues.opened")
    settled()

    browser.presses(opened(browser, "issues.opened"), "Redeliver")

    assert ear.hears()[0].guid == first.guid
    settled()
    page = opened(browser, "issues.opened 202 OK redelivery")
    assert "Attempts" in page.text
    assert browser.status == 200


def test_a_failure_and_an_answer_that_never_came_are_told_apart(
    browser: Browser,
    person: Person,
    ear: Ear,
    control: Callable[..., Any],
    settled: Callable[[], None],
) -> None:
    ear.status = 500
    person("dana").opens_an_issue()
    ear.hears_until("issues.opened")
    settled()
    assert "500 Invalid HTTP Response" in browser.opens(LIST).text

    control("deliveries", drop=1)
    person("dana").opens_an_issue()
    settled()

    assert "Nobody answered" in opened(browser, "failed to connect to host").text


def test_what_is_held_back_is_marked_and_cannot_be_sent_again(
    browser: Browser, person: Person, ear: Ear, control: Callable[..., Any]
) -> None:
    control("deliveries", hold="all")
    person("dana").opens_an_issue()
    until(lambda: control("deliveries", "GET")["held"] == 1)

    page = opened(browser, "issues.opened held back")

    assert "It waits until it is released" in page.text
    assert page.forms[-1].buttons[-1][2] != "Redeliver"
    browser.posts(f"{browser.path}/attempts", {})
    assert browser.status == 422


def test_after_three_days_it_is_too_late(
    browser: Browser,
    person: Person,
    ear: Ear,
    control: Callable[..., Any],
    settled: Callable[[], None],
) -> None:
    person("dana").opens_an_issue()
    ear.hears_until("issues.opened")
    settled()
    control("clock", advance_seconds=3 * 86_400 + 60)

    opened(browser, "issues.opened")
    browser.posts(f"{browser.path}/attempts", {})

    assert browser.status == 422


def test_a_long_list_goes_on_over_pages(
    browser: Browser, sandbox: RunningSandbox, ear: Ear
) -> None:
    known = sandbox.world.outbox.log
    with sandbox.world.lock:
        known.extend([known[0]] * 60)

    page = browser.opens(LIST)

    assert len([one for tag, one in page.tags if one.get("class") == "strong"]) == 50
    assert "Older" in page.text
