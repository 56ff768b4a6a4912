"""The keys of an App that was made from a manifest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandbox import RunningSandbox
from tests.sandbox.pages.apps.conftest import BUTTON, Setup
from tests.sandbox.pages.conftest import PATIENCE, Browser
from tests.sandbox.pages.page import Page
from tests.sandbox.voices import Voice, signed_jwt


def test_a_code_is_good_once(
    browser: Browser, setup: Setup, sends: Callable[..., Page], nobody: Voice
) -> None:
    browser.presses(sends(setup.manifest()), BUTTON)
    path = f"/app-manifests/{setup.told.get(timeout=PATIENCE)['code']}/conversions"

    statuses = [nobody.asks("POST", path).status_code for _ in "12"]

    assert statuses == [201, 404]


@pytest.mark.parametrize(("seconds", "status"), [(3_599, 201), (3_600, 404)])
def test_a_code_is_good_for_an_hour(
    browser: Browser,
    setup: Setup,
    sends: Callable[..., Page],
    nobody: Voice,
    control: Callable[..., Any],
    seconds: int,
    status: int,
) -> None:
    browser.presses(sends(setup.manifest()), BUTTON)
    code = setup.told.get(timeout=PATIENCE)["code"]
    # The code began less than a second ago, which is the grain of the sandbox's clock.
    control("clock", advance_seconds=seconds - 1 if status == 201 else seconds)

    assert nobody.asks("POST", f"/app-manifests/{code}/conversions").status_code == status


def test_the_app_speaks_with_its_new_key(
    converts: Callable[..., Any], speaks: Callable[[Any], Voice], app: Voice
) -> None:
    made = converts(hook_attributes={"url": "http://127.0.0.1:9/hook"})

    found = speaks(made).gets("/app")

    assert (found["id"], found["slug"]) == (made["id"], "second-slipway")
    assert (found["permissions"], found["events"]) == (
        {"metadata": "read", "issues": "write"},
        ["issues"],
    )
    assert found["external_url"] == "https://slipway.example"
    assert found["installations_count"] == 0
    assert made["client_secret"]
    assert made["webhook_secret"]
    assert app.gets("/app")["slug"] == "slipway"


@pytest.mark.parametrize(
    "fields", [{}, {"hook_attributes": {"url": "http://127.0.0.1:9/hook", "active": False}}]
)
def test_without_a_hook_there_is_no_secret(
    converts: Callable[..., Any], speaks: Callable[[Any], Voice], fields: Any
) -> None:
    made = converts(**fields)

    assert made["webhook_secret"] is None
    assert "url" not in speaks(made).gets("/app/hook/config")


def test_an_app_without_a_key_has_no_jwt(
    browser: Browser,
    sandbox: RunningSandbox,
    setup: Setup,
    sends: Callable[..., Page],
    key_file: Path,
) -> None:
    browser.presses(sends(setup.manifest()), BUTTON)
    (number,) = sandbox.world.apps.keys() - {4242}

    voice = Voice(browser.url, signed_jwt(key_file, iss=str(number)))

    assert voice.asks("GET", "/app").status_code == 401
